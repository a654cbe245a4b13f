"""Making a backup while the hub serves: the database stands still, files never change once they have their name."""

import errno
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from torg import __version__
from torg.foundation.disk import is_full
from torg.foundation.home import Home
from torg.foundation.problems import Problem, refuse
from torg.foundation.storage import Storage, open_storage

from . import dumping
from .archive import CATALOGUE, CHUNK, Writer, is_plain
from .freezing import frozen
from .registry import Kept, kept_files

DERIVED = ("cache", "search", "work", "storage")
"""Folders of the home that are made anew, or whose files come by their keys."""
OF_ONE_RUN = ("address",)
PACKED = (".parquet", ".xlsx", ".ods", ".zip", ".gpkg", ".gz")

Watch = Callable[[str, int], None]


@dataclass
class Made:
    """What a backup holds, and what is wrong with files that it should hold."""

    digest: str = ""
    files: int = 0
    bytes: int = 0
    problems: list[Problem] = field(default_factory=list)


def back_up(home: Home, file: Path, watch: Watch = lambda name, done: None) -> Made:
    """Write everything that cannot be made anew into one file. It has its name only when it is whole."""
    if file.exists():
        raise refuse("backup.exists", file=file.name)
    partial = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    copy = home.work / f"backup-{secrets.token_hex(6)}.sqlite3"
    home.work.mkdir(mode=0o700, exist_ok=True)
    try:
        with _private(partial) as opened:
            with frozen(copy) as alias, Writer(opened, _header(alias)) as writer:
                made = _fill(home, alias, copy, writer, watch)
            opened.flush()
            os.fsync(opened.fileno())
        partial.replace(file)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise refuse("backup.full", file=file.name) from error
        raise refuse("backup.unwritable", file=str(file), cause=error.strerror or type(error).__name__) from error
    except sqlite3.OperationalError as error:
        if is_full(home.work):
            raise refuse("backup.full", file=file.name) from error
        raise
    finally:
        partial.unlink(missing_ok=True)
        copy.unlink(missing_ok=True)
    return made


def _private(partial: Path) -> BinaryIO:
    """Whoever may read a backup may read every upload and the key that signs."""
    return os.fdopen(os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")


def _header(alias: str) -> dict[str, Any]:
    connection = connections[alias]
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    header = {
        "torg": __version__,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "database": connection.vendor,
        "migrations": [list(one) for one in applied],
    }
    return header if connection.vendor == "sqlite" else {**header, "columns": dumping.columns(alias)}


def _fill(home: Home, alias: str, copy: Path, writer: Writer, watch: Watch) -> Made:
    made = Made()
    for name, pieces in _database(alias, copy):
        watch(name, writer.bytes)
        writer.add(name, pieces)
    storage = open_storage(home.storage_url, home.folder / "cache" / "storage")
    for kept in kept_files(alias):
        watch(kept.key, writer.bytes)
        _add_kept(kept, storage, writer, made)
    for path, name in _rest(home):
        watch(name, writer.bytes)
        if (pieces := _opened(path)) is not None:
            writer.add(f"home/{name}", pieces, packed=name.endswith(PACKED))
    made.files, made.bytes, made.digest = writer.files, writer.bytes, writer.finish()
    return made


def _database(alias: str, copy: Path) -> Iterator[tuple[str, Iterable[bytes]]]:
    if connections[alias].vendor == "sqlite":
        yield CATALOGUE, _pieces(copy.open("rb"))
        return
    for table, names in dumping.columns(alias).items():
        yield f"database/{table}", dumping.rows(alias, table, names)


def _add_kept(kept: Kept, storage: Storage, writer: Writer, made: Made) -> None:
    """What is missing or damaged is said; the rest is worth keeping all the same."""
    if not storage.exists(kept.key):
        made.problems.append(Problem("backup.part_missing", value=kept.key))
        return
    written = writer.add(f"storage/{kept.key}", storage.stream(kept.key), packed=kept.key.endswith(PACKED))
    if kept.sha256 and written.sha256 != kept.sha256:
        made.problems.append(Problem("backup.part_damaged", value=kept.key))


def _rest(home: Home) -> Iterator[tuple[Path, str]]:
    """Everything else in the home: originals, the secret, letters. Files on their way begin with a dot."""
    for folder, folders, names in os.walk(home.folder):
        place = Path(folder).relative_to(home.folder)
        if place == Path():
            folders[:] = [one for one in folders if one not in DERIVED]
            names = [one for one in names if one not in OF_ONE_RUN and ".sqlite3" not in one]
        for name in sorted(names):
            relative = (place / name).as_posix()
            path = home.folder / relative
            if is_plain(f"home/{relative}") and path.is_file() and not path.is_symlink():
                yield path, relative


def _opened(path: Path) -> Iterator[bytes] | None:
    """None where the file is gone by now: a publication was taken back, a letter was posted."""
    try:
        return _pieces(path.open("rb"))
    except FileNotFoundError:
        return None


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(CHUNK):
            yield piece
