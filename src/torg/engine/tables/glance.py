"""A glance at a version without a query engine: its first rows, or some of its places."""

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow.parquet as parquet

from torg.foundation.storage import Storage

from .version import Version


def glance(version: Version, storage: Storage, columns: Sequence[str], limit: int) -> list[tuple[Any, ...]]:
    """Values of these columns in the first ``limit`` rows, in the order of the publisher's file."""
    rows: list[tuple[Any, ...]] = []
    for batch in _batches(version, storage, columns, limit):
        found = batch.slice(0, limit - len(rows))
        rows += zip(*(found.column(name).to_pylist() for name in columns), strict=True)
        if len(rows) >= limit:
            break
    return rows


def _batches(version: Version, storage: Storage, columns: Sequence[str], limit: int) -> Iterator[Any]:
    for part in version.parts:
        with parquet.ParquetFile(storage.local(part.key)) as file:
            yield from file.iter_batches(batch_size=min(limit, 10_240), columns=list(columns), use_threads=False)
