"""Whole exports, kept in the storage under the version they are of."""

import hashlib
import secrets
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

import orjson

from torg.engine.formats import About, writer
from torg.engine.queries import Query
from torg.engine.tables import Version
from torg.foundation.storage import Storage

from .hub import Hub, Kept


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
        return await hub.slow(_write, hub, version, format, about, key)


def _read(storage: Storage, key: str) -> Kept | None:
    note = f"{key}.json"
    if not storage.exists(note):
        return None
    return Kept(**orjson.loads(storage.read(note)))


def _write(hub: Hub, version: Version, format: str, about: About, key: str) -> Kept:
    """The file first, then the note that says it is there."""
    folder = hub.settings.cache_dir
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f".export-{secrets.token_hex(8)}"
    try:
        with path.open("wb") as file:
            digesting = Digesting(file)
            writer(format).write(hub.engine.stream(version, Query()), digesting, about)  # type: ignore[arg-type]
        kept = Kept(key, _digest(path, digesting), path.stat().st_size, version.rows)
        hub.storage.put(key, path)
        path.write_bytes(orjson.dumps(asdict(kept)))
        hub.storage.put(f"{key}.json", path)
    finally:
        path.unlink(missing_ok=True)
    return kept


def _digest(path: Path, digesting: "Digesting") -> str:
    if not digesting.moved:
        return digesting.sha256.hexdigest()
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Digesting:
    """A file that is digested while it is written, unless its writer goes back in it."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.sha256 = hashlib.sha256()
        self.moved = False

    def write(self, data: bytes | memoryview) -> int:
        self.sha256.update(data)
        return self.file.write(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        self.moved = True
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        return self.file.tell()

    def flush(self) -> None:
        self.file.flush()

    def seekable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return False

    @property
    def closed(self) -> bool:
        return self.file.closed

    def close(self) -> None:
        """The writer's idea of the end; the file is closed by who opened it."""
