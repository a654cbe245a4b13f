"""The cells of one layer in a DuckDB table inside this process: bounded memory, the rest on disk."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import shapely

from torg.engine.formats import Content, ReadAgain

from .answers import NOTHING_SAID, UNANSWERED, Answers
from .area import ANYWHERE, Area
from .progress import Progress
from .shapes import Shapes, passing

MEMORY = 600
PER_COLUMN = 0.25
"""Megabytes; every column holds blocks of its own, so very wide tables need more."""

THREADS = 2
CHUNK = 20_000
AS_TEXT = "written"
"""The column of shapes that stand as text."""


@dataclass
class Staging:
    """``raw`` holds ``c0 .. cN`` (and ``k0 .. kN``) in the order of the file: file row = ``first_row`` + ``rowid``."""

    connection: duckdb.DuckDBPyConnection
    content: Content
    schema: pa.Schema
    rows: int
    shapes: Shapes | None = None

    @property
    def kinds(self) -> bool:
        return "k0" in self.schema.names

    def fetch(self, sql: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self.connection.execute(sql).fetchall()
        return found

    def one(self, sql: str) -> tuple[Any, ...]:
        return self.fetch(sql)[0]

    def file_row(self, rowid: int) -> int:
        return self.content.first_row + rowid

    def arrow_type(self, index: int) -> pa.DataType:
        return self.schema.field(f"c{index}").type


@contextmanager
def staged(
    content: Content, progress: Progress, area: Area = ANYWHERE, answers: Answers = NOTHING_SAID
) -> Iterator[Staging]:
    """Loads all batches; the reader's own steps and problems are complete afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="torg-staging-") as folder,
        open_database(Path(folder), content.width) as connection,
    ):
        shapes = (
            Shapes(content.crs, area=area, told=_system(content, answers)) if content.geometry is not None else None
        )
        try:
            schema, rows = _load(connection, content, progress, shapes)
        except ReadAgain:
            assert content.again is not None  # noqa: S101 - whoever reads on trust sets it
            content = content.again()
            schema, rows = _load(connection, content, progress, shapes)
        if shapes is not None and shapes.stands_as_text:
            write_out(connection, f"c{content.geometry}")
        yield Staging(connection, content, schema, rows, shapes)


def _system(content: Content, answers: Answers) -> str | None:
    """What a person said of the coordinates of the format's own shapes."""
    label = (content.columns or ())[content.geometry or 0]
    return answers.columns.get(label, UNANSWERED).system


def open_database(folder: Path, width: int) -> duckdb.DuckDBPyConnection:
    """A private database that spills into ``folder`` and never loads an extension or reaches a network."""
    connection: duckdb.DuckDBPyConnection = duckdb.connect(
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "threads": THREADS,
            "memory_limit": f"{int(MEMORY + PER_COLUMN * width)}MB",
            "temp_directory": str(folder),
        }
    )
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def _load(
    connection: duckdb.DuckDBPyConnection, content: Content, progress: Progress, shapes: Shapes | None
) -> tuple[pa.Schema, int]:
    batches = iter(content.batches)
    if shapes is not None:
        batches = (passing(content, shapes, batch) for batch in content.batches)
    first = next(batches, None)
    schema = first.schema if first is not None else _nothing(content.width)
    counted = _Counted(first, batches, progress)
    reader = pa.RecordBatchReader.from_batches(schema, counted)
    connection.register("incoming", reader)
    try:
        connection.execute("CREATE TABLE raw AS SELECT * FROM incoming")
    except duckdb.Error as passed_on:
        raise counted.fault or passed_on from None
    connection.unregister("incoming")
    return schema, counted.rows


def write_out(connection: duckdb.DuckDBPyConnection, column: str) -> None:
    """Adds the shapes of ``column`` as text (WKT)."""
    connection.execute(f"ALTER TABLE raw ADD COLUMN {AS_TEXT} VARCHAR")
    cursor = connection.cursor()
    found = cursor.execute(f"SELECT rowid, {column} FROM raw WHERE {column} IS NOT NULL")
    while records := found.fetchmany(CHUNK):
        rows, wkb = zip(*records, strict=True)
        texts = shapely.to_wkt(shapely.from_wkb(list(wkb), on_invalid="ignore"), rounding_precision=-1)
        connection.register("written", pa.table({"r": rows, "t": pa.array(texts.tolist(), pa.string())}))
        connection.execute(f"UPDATE raw SET {AS_TEXT} = written.t FROM written WHERE raw.rowid = written.r")
        connection.unregister("written")


def _nothing(width: int) -> pa.Schema:
    return pa.schema([(f"c{index}", pa.string()) for index in range(max(width, 1))])


class _Counted:
    """The batches, counted while they pass; ``fault`` is what ended them too early, which DuckDB only tells as text."""

    def __init__(self, first: pa.RecordBatch | None, rest: Iterator[pa.RecordBatch], progress: Progress) -> None:
        self.first, self.rest, self.progress, self.rows = first, rest, progress, 0
        self.fault: Exception | None = None

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        if self.first is None:
            return
        batch: pa.RecordBatch | None = self.first
        while batch is not None:
            self.rows += batch.num_rows
            self.progress("reading", self.rows, 0)
            yield batch
            batch = self._next()

    def _next(self) -> pa.RecordBatch | None:
        try:
            return next(self.rest, None)
        except Exception as fault:
            self.fault = fault
            raise
