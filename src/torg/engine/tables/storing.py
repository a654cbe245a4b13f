"""Putting a version into the storage, and taking it out again."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as parquet

from torg.foundation.storage import Storage

from .columns import Column
from .version import Geometry, Part, Version


def store_version(
    storage: Storage,
    table: str,
    number: int,
    files: Sequence[Path],
    columns: Sequence[Column],
    geometry: Geometry | None,
    created: datetime,
) -> Version:
    """Put the part files under the version's own keys. The version exists for nobody until the catalogue names it."""
    parts = tuple(_put(storage, f"tables/{table}/{number}-{index}.parquet", file) for index, file in enumerate(files))
    return Version(table, number, created, tuple(columns), parts, geometry)


def _put(storage: Storage, key: str, file: Path) -> Part:
    rows = parquet.read_metadata(file).num_rows
    part = Part(key, digest(file), file.stat().st_size, rows)
    storage.put(key, file)
    return part


def digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def drop_version(storage: Storage, version: Version, keep: Iterable[Version] = ()) -> None:
    """Delete the parts that no version of ``keep`` still uses, and the exports made of the version."""
    kept = {part.key for other in keep for part in other.parts}
    for part in version.parts:
        if part.key not in kept:
            storage.delete(part.key)
    for key in list(storage.keys(f"exports/{version.table}/{version.number}/")):
        storage.delete(key)
