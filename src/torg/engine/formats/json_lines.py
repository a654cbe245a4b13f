"""Rows as JSON texts, written by DuckDB from Arrow batches: exact, in parallel, in bounded memory."""

from collections.abc import Iterable, Iterator

import pyarrow as pa

from torg.engine.tables import connect

_BATCH = 20_480


def json_texts(batches: Iterable[pa.RecordBatch], expression: str) -> Iterator[bytes]:
    """One text per row, as ``expression`` makes it of the row's columns; many rows come in one piece."""
    batches = iter(batches)
    first = next(batches, None)
    if first is None:
        return
    reader = pa.RecordBatchReader.from_batches(first.schema, _all(first, batches))
    with connect(threads=2) as database:
        database.register("batches", reader)
        for texts in database.sql(f"SELECT {expression} FROM batches").to_arrow_reader(_BATCH):
            yield _joined(texts.column(0))


def _all(first: pa.RecordBatch, others: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield first
    yield from others


def _joined(texts: pa.Array) -> bytes:
    """Arrow keeps the texts one after the other already."""
    return b"".join(texts.cast(pa.large_binary()).to_pylist()) if texts.offset else _content(texts)


def _content(texts: pa.Array) -> bytes:
    _, bounds, content = texts.buffers()
    wide = 8 if pa.types.is_large_string(texts.type) else 4
    last = int.from_bytes(bounds.slice(len(texts) * wide, wide).to_pybytes(), "little")
    return content.slice(0, last).to_pybytes() if content is not None else b""
