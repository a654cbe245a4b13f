"""Folders of our own for files that are unpacked, or that other programs leave traces beside."""

import tempfile
from contextlib import ExitStack
from pathlib import Path


def workplace(keep: ExitStack) -> Path:
    """An empty folder that is gone when ``keep`` is closed."""
    folder = tempfile.TemporaryDirectory(prefix="torg-reading-", ignore_cleanup_errors=True)
    return Path(keep.enter_context(folder))
