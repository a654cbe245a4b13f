"""Serving copies: a version as a native DuckDB file, which answers small questions several times faster than Parquet.

A copy is a cache. It can be deleted at any time; whoever needs it next builds it again.
"""

import fcntl
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from torg.foundation.storage import Storage

from .database import connect, quoted, scan, text
from .version import Version

_MAGIC = b"DUCK"
_MAGIC_AT = 8
_SMALLEST = 3 * 4096


def copy_path(version: Version, cache_dir: Path) -> Path:
    return cache_dir / f"{version.table}-{version.number}.duckdb"


def serving_copy(version: Version, storage: Storage, cache_dir: Path) -> Path:
    """The read-only copy: table ``rows`` with ``_row`` and the columns, in order. Built if it is not there.

    Several processes may ask at once: one builds, the others wait for it.
    """
    copy = copy_path(version, cache_dir)
    if not looks_whole(copy):
        cache_dir.mkdir(parents=True, exist_ok=True)
        with _alone(copy):
            if not looks_whole(copy):
                _build(version, storage, copy)
    return copy


def looks_whole(copy: Path) -> bool:
    """Cheap: begins as a DuckDB file does. Damage further inside shows when it is read (every block has a checksum)."""
    try:
        with copy.open("rb") as file:
            head = file.read(_MAGIC_AT + len(_MAGIC))
        return head.endswith(_MAGIC) and copy.stat().st_size >= _SMALLEST
    except FileNotFoundError:
        return False


def _build(version: Version, storage: Storage, copy: Path) -> None:
    """Written under a name nobody opens, then renamed: a process killed here leaves no half copy behind."""
    for left_over in copy.parent.glob(f".{copy.name}.*"):
        left_over.unlink(missing_ok=True)
    partial = copy.with_name(f".{copy.name}.{secrets.token_hex(8)}")
    files = [storage.local(part.key) for part in version.parts]
    columns = ", ".join(quoted(column) for column in ("_row", *(column.name for column in version.columns)))
    with connect(spill=copy.parent) as database:
        database.execute(f"ATTACH {text(partial)} AS copy")
        database.execute(f"CREATE TABLE copy.rows AS SELECT {columns} FROM {scan(files)}")
        database.execute("DETACH copy")
    partial.replace(copy)


@contextmanager
def _alone(copy: Path) -> Iterator[None]:
    """A lock of the operating system: it ends with the process that holds it."""
    with copy.with_name(f".lock-{copy.name}").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
