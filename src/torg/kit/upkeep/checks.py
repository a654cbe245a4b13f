"""What the doctor looks at that is no room's own: the home, the database, the storage, the machine."""

import os
import re
import secrets
import shutil
import sqlite3
import stat
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from django.db import DatabaseError, connection

from torg import __version__
from torg.foundation.home import home
from torg.foundation.storage import Storage, open_storage

from . import history
from .findings import Finding, broken, doubtful, fine
from .registry import check

GIGABYTE = 1_000_000_000
LITTLE, NEARLY_NONE = 2 * GIGABYTE, 200_000_000
MOST_SKEW = 60.0
OTHERS = stat.S_IRWXG | stat.S_IRWXO


@check("home", ground=True)
def home_is_ours() -> Iterator[Finding]:
    place = home()
    if not place.folder.is_dir():
        yield broken("doctor.home_none", value=str(place.folder))
        return
    locked = [
        one for one in (place.folder, place.originals, place.work) if one.exists() and not os.access(one, os.W_OK)
    ]
    if locked:
        yield broken("doctor.home_locked", value=str(locked[0]))
    open_to_all = [one for one in (place.folder, place.secret, place.originals, place.mail) if _is_open(one)]
    if open_to_all:
        yield doubtful("doctor.home_open", value=", ".join(map(str, open_to_all)))
    if not locked and not open_to_all:
        yield fine("doctor.home", value=str(place.folder))


def _is_open(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & OTHERS)


@check("space", ground=True)
def there_is_space() -> Iterator[Finding]:
    folder = home().folder
    if folder.is_dir():
        free = shutil.disk_usage(folder).free
        said = broken if free < NEARLY_NONE else doubtful if free < LITTLE else fine
        yield said("doctor.space" if said is fine else "doctor.space_little", free=f"{free / GIGABYTE:,.1f} GB")


@check("database", ground=True)
def database_is_of_this_version() -> Iterator[Finding]:
    if not home().database_url and not home().catalogue.is_file():
        yield broken("doctor.database_none", value=str(home().catalogue))
        return
    try:
        connection.ensure_connection()
        behind, ahead = history.missing(), history.unknown()
    except (DatabaseError, sqlite3.Error) as error:
        yield broken("doctor.database_gone", cause=type(error).__name__)
        return
    if ahead:
        yield broken("doctor.database_newer", count=len(ahead))
    elif behind:
        yield broken("doctor.database_older", count=len(behind))
    else:
        yield from _database_is_whole()


def _database_is_whole() -> Iterator[Finding]:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            said = cursor.execute("PRAGMA quick_check(1)").fetchone()[0]
        if said != "ok":
            yield broken("doctor.database_damaged")
            return
    yield fine("doctor.database", value="SQLite" if connection.vendor == "sqlite" else "PostgreSQL")


@check("storage")
def storage_takes_and_gives() -> Iterator[Finding]:
    storage, url = open_storage(home().storage_url, home().folder / "cache" / "storage"), home().storage_url
    try:
        _take_and_give(storage)
    except Exception as error:  # noqa: BLE001  of a folder an OSError, of a store whatever its client raises
        yield broken("doctor.storage", value=url, cause=type(error).__name__)
    else:
        yield fine("doctor.storage_fine", value=url)


def _take_and_give(storage: Storage) -> None:
    key, words = f"doctor/{secrets.token_hex(8)}", secrets.token_bytes(64)
    trial = home().work / key.replace("/", "-")
    try:
        trial.write_bytes(words)
        storage.put(key, trial)
        if storage.read(key) != words:
            raise OSError("the storage gives back other bytes than it got")
    finally:
        trial.unlink(missing_ok=True)
        storage.delete(key)


@check("clock")
def clock_is_right() -> Iterator[Finding]:
    """Against the clock of the database server, or against the newest thing written into the home."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            skew = abs((cursor.fetchone()[0] - datetime.now(UTC)).total_seconds())
    else:
        skew = max(home().catalogue.stat().st_mtime - time.time(), 0.0)
    if skew > MOST_SKEW:
        yield doubtful("doctor.clock", count=round(skew))
    else:
        yield fine("doctor.clock_fine", value=f"{datetime.now(UTC):%Y-%m-%d %H:%M}")


@check("memory")
def there_is_memory() -> Iterator[Finding]:
    table = Path("/proc/meminfo")
    if table.is_file():
        lines = dict(line.split(":", 1) for line in table.read_text().splitlines())
        total, free = (int(lines[name].split()[0]) * 1024 / GIGABYTE for name in ("MemTotal", "MemAvailable"))
        little = total < 1.8 or free < 0.5
        say, code = (doubtful, "doctor.memory_little") if little else (fine, "doctor.memory")
        yield say(code, free=f"{free:,.1f} GB", total=f"{total:,.1f} GB")


@check("libraries")
def libraries_are_there() -> Iterator[Finding]:
    needed = [one for one in metadata.requires("torg") or [] if "extra ==" not in one]
    names = [_name(one) for one in needed]
    gone = [name for name in names if not _is_there(name)]
    if gone:
        yield broken("doctor.libraries_gone", value=", ".join(gone))
        return
    python = ".".join(map(str, sys.version_info[:3]))
    yield fine("doctor.libraries", torg=__version__, python=python, sqlite=sqlite3.sqlite_version, count=len(names))


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]*[A-Za-z0-9]", requirement)
    return found[0] if found else requirement


def _is_there(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True
