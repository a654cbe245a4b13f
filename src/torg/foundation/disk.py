"""A full disk, said in words for a person."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .problems import refuse

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
LEAST = 1 << 20
"""Bytes; with less than this nothing of ours is written any more."""


@contextmanager
def with_room() -> Iterator[None]:
    """Raises Refusal ``disk.full`` where something could not be written; what was there before stays untouched."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise refuse("disk.full") from error
        raise


def is_full(folder: Path) -> bool:
    return shutil.disk_usage(folder).free < LEAST
