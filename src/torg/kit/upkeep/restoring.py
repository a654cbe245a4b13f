"""Restoring a backup into an empty home: everything is written beside, compared with the manifest, then named."""

import errno
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from torg.foundation.home import Home
from torg.foundation.problems import refuse
from torg.foundation.storage import open_storage

from . import dumping, history
from .archive import CATALOGUE, Member, Reader

SPARE = 64 * 1024 * 1024


def restore(home: Home, reader: Reader) -> None:
    """Everything up to the tables in the form they had; bringing them up to date is what every start does."""
    applied = history.names_in(reader.header)
    history.check_known(applied, file=reader.file.name, version=str(reader.header.get("torg", "?"))[:40])
    check_place(home, reader)
    if home.database_url:
        history.check_empty()
    restore_files(home, reader)
    if home.database_url:
        history.make_tables(applied)
        dumping.load(rows_of(reader))


def check_place(home: Home, reader: Reader) -> None:
    """Raises Refusal where something is there already, or where the backup does not fit."""
    if home.folder.exists() and any(home.folder.iterdir()):
        raise refuse("restore.not_empty", value=str(home.folder))
    if _is_apart(home) and next(open_storage(home.storage_url).keys(), None) is not None:
        raise refuse("restore.storage_not_empty", value=home.storage_url)
    wanted = "postgresql" if home.database_url else "sqlite"
    if reader.header.get("database") != wanted:
        raise refuse("restore.database_sqlite" if wanted == "postgresql" else "restore.database_postgresql")
    home.folder.parent.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(home.folder.parent).free
    if reader.bytes + SPARE > free:
        raise refuse("restore.space", needed=_size(reader.bytes + SPARE), free=_size(free))


def restore_files(home: Home, reader: Reader) -> None:
    """Files and, of SQLite, the catalogue. The home has its name only when every digest was right."""
    beside = home.folder.with_name(f".{home.folder.name}.restoring-{secrets.token_hex(4)}")
    try:
        beside.mkdir(mode=0o700)
        for member in reader.members.values():
            _restore(home, beside, reader, member)
        if not home.database_url:
            _check_catalogue(beside / home.catalogue.name, reader)
        os.sync()
        if home.folder.exists():
            home.folder.rmdir()  # it is empty
        beside.replace(home.folder)
    except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:  # two names that cannot both be
        raise refuse("backup.hostile", file=reader.file.name, value=Path(str(error.filename)).name) from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise refuse("restore.space", needed=_size(reader.bytes + SPARE), free="0 MB") from error
        raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _restore(home: Home, beside: Path, reader: Reader, member: Member) -> None:
    first, _, rest = member.name.partition("/")
    if member.name == CATALOGUE:
        _write(reader, member, beside / home.catalogue.name)
    elif first == "home":
        _write(reader, member, beside / rest)
    elif first == "storage" and not _is_apart(home):
        _write(reader, member, beside / "storage" / rest)
    elif first == "storage":
        passing = beside / ".passing"
        _write(reader, member, passing)
        open_storage(home.storage_url).put(rest, passing, move=True)


def _check_catalogue(path: Path, reader: Reader) -> None:
    """A home without one would be taken for a new hub, and what was lost would not be missed."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as catalogue:
            catalogue.execute("SELECT count(*) FROM django_migrations")
    except sqlite3.Error as error:
        raise refuse("backup.damaged", file=reader.file.name, value=CATALOGUE) from error


def _write(reader: Reader, member: Member, path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.writelines(reader.read(member))


def _is_apart(home: Home) -> bool:
    """Whether the storage lies elsewhere than in the home."""
    return home.storage_url != str(home.folder / "storage")


def rows_of(reader: Reader) -> Iterator[tuple[str, list[str], Iterator[bytes]]]:
    """Tables of a PostgreSQL hub: name, columns, rows as they were copied out."""
    known = dumping.columns("default")
    for table, names in reader.header.get("columns", {}).items():
        member = reader.members.get(f"database/{table}")
        if member is None or table not in known:
            raise refuse("backup.damaged", file=reader.file.name, value=f"database/{table}")
        yield table, list(names), reader.read(member)


def _size(count: int) -> str:
    return f"{count // 1_000_000:,} MB"
