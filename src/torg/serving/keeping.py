"""Whole exports, kept in the storage under the version they are of."""

import hashlib
import multiprocessing
import secrets
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

import orjson

from torg.engine.formats import About, writer
from torg.engine.queries import Query
from torg.engine.tables import Version
from torg.foundation.storage import Storage

from .hub import Hub, Kept
from .settings import Settings

_PYTHON_ALL_THE_WAY = ("xlsx",)
_SMALL_ROWS = 20_000
"""A larger workbook takes Python more than two seconds, in which no other request would be answered quickly."""


async def kept_file(hub: Hub, version: Version, format: str, about: About) -> tuple[Kept, Path]:
    """The kept export and where it can be read; made again where somebody has cleared the storage of exports."""
    kept = await kept_export(hub, version, format, about)
    if not await hub.slow(hub.storage.exists, kept.key):
        hub.making.known.pop(kept.key, None)
        kept = await kept_export(hub, version, format, about)
    return kept, await hub.slow(hub.storage.local, kept.key)


async def kept_export(hub: Hub, version: Version, format: str, about: About) -> Kept:
    making = hub.making
    variant = "-excel" if about.excel else ""
    key = f"exports/{version.table}/{version.number}/data{variant}.{writer(format).extension}"
    if key not in making.known:
        async with making.locks[key]:
            if key not in making.known:
                kept = await hub.slow(_read, hub.storage, key)
                making.known[key] = kept or await _make(hub, version, format, about, key)
        making.locks.pop(key, None)
    return making.known[key]


async def _make(hub: Hub, version: Version, format: str, about: About, key: str) -> Kept:
    async with hub.making.few:
        if format not in _PYTHON_ALL_THE_WAY or version.rows <= _SMALL_ROWS:
            return await hub.slow(_write, hub, version, format, about, key)
        return await hub.slow(_write_apart, hub.settings, version, format, about, key)


def _write_apart(settings: Settings, version: Version, format: str, about: About, key: str) -> Kept:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as apart:
        return apart.submit(_write_alone, settings, version, format, about, key).result()


def _write_alone(settings: Settings, version: Version, format: str, about: About, key: str) -> Kept:
    hub = Hub(settings)
    try:
        return _write(hub, version, format, about, key)
    finally:
        hub.close()


def _read(storage: Storage, key: str) -> Kept | None:
    note = f"{key}.json"
    if not (storage.exists(note) and storage.exists(key)):
        return None
    return Kept(**orjson.loads(storage.read(note)))


def _write(hub: Hub, version: Version, format: str, about: About, key: str) -> Kept:
    """The file first, then the note that says it is there."""
    folder = hub.settings.cache_dir
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f".export-{secrets.token_hex(8)}"
    try:
        with path.open("wb") as file, Digesting(file) as digesting:
            writer(format).write(hub.engine.stream(version, Query()), digesting, about)  # type: ignore[arg-type]
        kept = Kept(key, digesting.hexdigest(path), path.stat().st_size, version.rows)
        hub.storage.put(key, path, move=True)
        path.write_bytes(orjson.dumps(asdict(kept)))
        hub.storage.put(f"{key}.json", path, move=True)
    finally:
        path.unlink(missing_ok=True)
    return kept


class Digesting:
    """A file digested in a thread of its own while it is written; afterwards, if its writer goes back in it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sha256 = hashlib.sha256()
        self._thread = ThreadPoolExecutor(1)
        self._last: Future[None] | None = None
        self._moved = False

    def __enter__(self) -> "Digesting":
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown()

    def write(self, data: bytes | memoryview) -> int:
        """One piece is digested while the next is made: no more than two are held."""
        if self._last is not None:
            self._last.result()
        self._last = self._thread.submit(self._sha256.update, data)
        return self._file.write(data)

    def hexdigest(self, path: Path) -> str:
        if not self._moved:
            return self._sha256.hexdigest()
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def seek(self, offset: int, whence: int = 0) -> int:
        self._moved = True
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def flush(self) -> None:
        self._file.flush()

    def seekable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return False

    @property
    def closed(self) -> bool:
        return self._file.closed

    def close(self) -> None:
        """The writer's idea of the end; the file is closed by who opened it."""
