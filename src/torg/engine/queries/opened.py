"""The tables an engine has open: from Parquet at once, from a serving copy and a row file as soon as they are built."""

import logging
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import duckdb

from torg.engine.tables import (
    UNIT,
    Version,
    connect,
    copy_path,
    cursor,
    json_members,
    looks_whole,
    quoted,
    scan_with_places,
    serving_copy,
    text,
)
from torg.foundation.storage import Storage

from .rowfile import RowFile, build_row_file

MOST_OPEN = 128
SMALL_ROWS = 20_000
"""A copy of so few rows is built while the first caller waits (about 0.1 s), a larger one behind the scenes."""
LARGEST_BYTES = 2 << 30
"""Versions with more Parquet than this get no row file: it would be about seven times as large."""

Answer = TypeVar("Answer")
Key = tuple[str, int]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Opened:
    """``source`` is what stands behind FROM; ``place`` its column that counts the rows from 0."""

    version: Version
    source: str
    place: str
    attached: str | None = None
    rows: RowFile | None = None


class Tables:
    def __init__(self, database: duckdb.DuckDBPyConnection, storage: Storage, cache_dir: Path) -> None:
        self._database = database
        self._storage = storage
        self._cache = cache_dir
        self._lock = threading.RLock()
        self._open: OrderedDict[Key, Opened] = OrderedDict()
        self._builder = ThreadPoolExecutor(1, thread_name_prefix="torg-copies")
        self._busy: Counter[Key] = Counter()
        self._names = 0

    def using(self, version: Version, work: Callable[[Opened], Answer]) -> Answer:
        """Do something with the table, which stays open meanwhile; once more with a new copy if this one is damaged."""
        key = _key(version)
        with self._lock:
            self._busy[key] += 1
        try:
            return self._tried(version, work)
        finally:
            with self._lock:
                self._busy[key] -= 1
                self._close_oldest()

    def _tried(self, version: Version, work: Callable[[Opened], Answer]) -> Answer:
        try:
            return work(self.opened(version))
        except (duckdb.IOException, duckdb.SerializationException, duckdb.FatalException, duckdb.InternalException):
            _log.exception("the serving copy of %s is damaged and will be built again", version.table)
            self._close(_key(version))
            self._path(version).unlink(missing_ok=True)
        return work(self.opened(version))

    def ready(self, version: Version) -> Opened | None:
        return self._open.get(_key(version))

    def opened(self, version: Version) -> Opened:
        key = _key(version)
        with self._lock:
            table = self._open.get(key)
            if table is None:
                table = self._open[key] = self._first(version)
                self._builder.submit(self._build, version)
            self._open.move_to_end(key)
            return table

    def _first(self, version: Version) -> Opened:
        """From the copy where there is one or it is quickly built, else from the Parquet parts."""
        if looks_whole(self._path(version)) or version.rows <= SMALL_ROWS:
            return self._attach(version)
        parts = [(self._storage.local(part.key), part.rows) for part in version.parts]
        return Opened(version, scan_with_places(parts, [column.name for column in version.columns]), "_place")

    def _attach(self, version: Version) -> Opened:
        path = serving_copy(version, self._storage, self._cache)
        self._names += 1
        attached = f"{version.table}_{version.number}_{self._names}"
        try:
            cursor(self._database).execute(f"ATTACH {text(path)} AS {quoted(attached)} (READ_ONLY)")
        except duckdb.Error:
            path.unlink(missing_ok=True)
            path = serving_copy(version, self._storage, self._cache)
            cursor(self._database).execute(f"ATTACH {text(path)} AS {quoted(attached)} (READ_ONLY)")
        return Opened(version, f"{quoted(attached)}.rows", "rowid", attached)

    def _build(self, version: Version) -> None:
        """Copy and row file, behind the scenes; without them answers are slower, not wrong."""
        try:
            serving_copy(version, self._storage, self._cache)
            self._swap(version, None)
            if version.bytes <= LARGEST_BYTES:
                self._swap(version, self._row_file(version))
            self._remove_older(version)
        except (duckdb.Error, OSError):
            _log.exception("no serving copy of %s, version %d", version.table, version.number)

    def _swap(self, version: Version, rows: RowFile | None) -> None:
        with self._lock:
            table = self._open.get(_key(version))
            if table is not None:
                ready = table if table.attached else self._attach(version)
                self._open[_key(version)] = replace(ready, rows=rows or ready.rows)

    def _row_file(self, version: Version) -> RowFile:
        path = self._path(version).with_suffix(".rows")
        try:
            return RowFile(path)
        except FileNotFoundError:
            pass
        except (ValueError, OSError):
            path.unlink(missing_ok=True)
        with connect(threads=1) as database:
            database.execute(f"ATTACH {text(self._path(version))} AS copy (READ_ONLY)")
            line = f"concat({json_members(version.columns, UNIT)}, chr(10))"
            build_row_file(database.sql(f"SELECT {line} FROM copy.rows").to_arrow_reader(20_480), path)
        return RowFile(path)

    def _remove_older(self, version: Version) -> None:
        """The version before may still be read by many; what is older is built again if anyone asks."""
        for path in self._cache.glob(f"{version.table}-*.*"):
            number = path.stem.rpartition("-")[2]
            if number.isdigit() and int(number) < version.number - 1:
                path.unlink(missing_ok=True)

    def _close_oldest(self) -> None:
        idle = [key for key in self._open if not self._busy[key]]
        for key in idle[: max(0, len(self._open) - MOST_OPEN)]:
            self._close(key)

    def _close(self, key: Key) -> None:
        with self._lock:
            table = self._open.pop(key, None)
            if table and table.attached:
                cursor(self._database).execute(f"DETACH DATABASE IF EXISTS {quoted(table.attached)}")

    def _path(self, version: Version) -> Path:
        return copy_path(version, self._cache)

    def close(self) -> None:
        self._builder.shutdown(wait=True, cancel_futures=True)
        for key in list(self._open):
            self._close(key)


def _key(version: Version) -> Key:
    return version.table, version.number
