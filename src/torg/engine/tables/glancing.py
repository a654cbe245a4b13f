"""A glance at a version without a query engine: its first rows, or some of its places."""

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow.parquet as parquet

from torg.foundation.storage import Storage

from .version import Version

_MOST_GROUPS = 12  # of one part are read for rows that are spread over it: each costs some milliseconds


def glance(
    version: Version, storage: Storage, columns: Sequence[str], limit: int, *, spread: bool = False
) -> list[tuple[Any, ...]]:
    """Values of these columns in at most ``limit`` rows, in the order of the publisher's file.

    They are the first rows, or with ``spread`` rows from all over the table.
    """
    rows: list[tuple[Any, ...]] = []
    for batch in _spread(version, storage, columns, limit) if spread else _first(version, storage, columns, limit):
        found = batch.slice(0, limit - len(rows))
        rows += zip(*(found.column(name).to_pylist() for name in columns), strict=True)
        if len(rows) >= limit:
            break
    return rows


def _first(version: Version, storage: Storage, columns: Sequence[str], limit: int) -> Iterator[Any]:
    for part in version.parts:
        with parquet.ParquetFile(storage.local(part.key)) as file:
            yield from file.iter_batches(batch_size=min(limit, 10_240), columns=list(columns), use_threads=False)


def _spread(version: Version, storage: Storage, columns: Sequence[str], limit: int) -> Iterator[Any]:
    step = max(-(-version.rows // limit), 1)
    for part in version.parts:
        with parquet.ParquetFile(storage.local(part.key)) as file:
            groups = range(0, file.num_row_groups, -(-file.num_row_groups // _MOST_GROUPS) or 1)
            for group in groups:
                table = file.read_row_group(group, columns=list(columns), use_threads=False)
                finer = -(-step * len(groups) // file.num_row_groups)
                yield table.take(list(range(0, table.num_rows, finer)))
