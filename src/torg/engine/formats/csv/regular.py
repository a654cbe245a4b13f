"""The fast way: pyarrow cuts the file, and the few rows of another width are put back where they stood."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from ..content import ReadAgain
from ..text import Text
from .dialect import Cut, rows_of

_BLOCK = 4 << 20
_ODD_ROWS = 20_000
_ODD_BYTES = 64 << 20
_BREAKS = 1_000


class Irregular(Exception):
    """The file is not for pyarrow: too many rows of another width, or cells that swallow blocks."""


@dataclass
class Scan:
    """What one pass over the file found: how many rows, and the cells of those of another width by row."""

    rows: int = 0
    odd: dict[int, list[str]] = field(default_factory=dict)


def trusting(text: Text, cut: Cut) -> Iterator[pa.RecordBatch]:
    """All rows in one pass. Raises ReadAgain at the first that has another width, or may hold others."""
    try:
        for batch in _batches(text, cut, lambda _: "error"):
            if text.quotes:
                _check_cells(batch, cut)
            yield batch
    except Irregular as fault:
        raise ReadAgain from fault


def scan(text: Text, cut: Cut) -> Scan:
    found = Scan()
    weight = 0

    def note(row: arrow_csv.InvalidRow) -> str:
        nonlocal weight
        weight += len(row.text)
        if len(found.odd) >= _ODD_ROWS or weight > _ODD_BYTES:
            return "error"
        if "\n" in row.text or "\r" in row.text:
            return "error"
        found.odd[row.number - cut.skip] = _cells(row.text, cut)
        return "skip"

    for batch in _batches(text, cut, note, only=None if text.quotes else ["c0"]):
        found.rows += batch.num_rows
        if text.quotes:
            _check_cells(batch, cut)
    found.rows += len(found.odd)
    return found


def span(found: Scan) -> tuple[int, int]:
    """The first and the last row of the usual width; 0 where there is none."""
    first, last = 1, found.rows
    while first in found.odd:
        first += 1
    while last in found.odd:
        last -= 1
    return (first, last) if first <= found.rows else (0, 0)


def _check_cells(batch: pa.RecordBatch, cut: Cut) -> None:
    """Raises Irregular where a cell may hold whole rows, because an opening quote was never closed."""
    for column in batch.columns:
        letters = _letters(column)
        mark = "\n" if b"\n" in letters else "\r" if b"\r" in letters else ""
        if not mark:
            continue
        broken = column.filter(pc.match_substring(column, mark))
        if (pc.max(pc.count_substring(broken, mark)).as_py() or 0) > _BREAKS:
            raise Irregular
        cuts = pc.max(pc.count_substring(broken, cut.delimiter)).as_py() or 0
        if cuts >= max(cut.width - 1, 1):
            raise Irregular


def _letters(column: pa.Array) -> bytes:
    letters = column.buffers()[2]
    return letters.to_pybytes() if letters is not None else b""


def read(text: Text, cut: Cut, found: Scan, width: int) -> Iterator[pa.RecordBatch]:
    """All rows in order, ``width`` cells each."""
    names = pa.schema([(f"c{place}", pa.string()) for place in range(width)])
    wanted = sorted(found.odd)
    row, place = 1, 0
    for batch in _batches(text, cut, lambda _: "skip"):
        columns = [*batch.columns, *(pa.nulls(batch.num_rows, pa.string()) for _ in range(width - cut.width))]
        start = 0
        regular = pa.record_batch(columns, schema=names)
        while place < len(wanted) and wanted[place] <= row + (batch.num_rows - start):
            before = wanted[place] - row
            if before:
                yield regular.slice(start, before)
            run = _run(wanted, place)
            yield _odd([found.odd[number] for number in wanted[place : place + run]], names)
            start, row, place = start + before, row + before + run, place + run
        if start < batch.num_rows:
            yield regular.slice(start)
            row += batch.num_rows - start
    if place < len(wanted):
        yield _odd([found.odd[number] for number in wanted[place:]], names)


def _run(numbers: list[int], place: int) -> int:
    """How many numbers follow one another without a gap."""
    run = 1
    while place + run < len(numbers) and numbers[place + run] == numbers[place] + run:
        run += 1
    return run


def _odd(rows: list[list[str]], names: pa.Schema) -> pa.RecordBatch:
    width = len(names)
    padded = [[cell or None for cell in row] + [None] * (width - len(row)) for row in rows]
    return pa.record_batch([pa.array(column, pa.string()) for column in zip(*padded, strict=True)], schema=names)


def _cells(text: str, cut: Cut) -> list[str]:
    rows = rows_of(text.splitlines(keepends=True), cut)
    cells = rows[0] if rows else []
    while len(cells) > cut.width and not cells[-1]:
        cells.pop()
    return cells


def _batches(text: Text, cut: Cut, note: object, only: list[str] | None = None) -> Iterator[pa.RecordBatch]:
    names = [f"c{place}" for place in range(cut.width)]
    try:
        with _source(text) as source:
            yield from arrow_csv.open_csv(
                source,
                arrow_csv.ReadOptions(column_names=names, block_size=_BLOCK, use_threads=False, skip_rows=cut.skip),
                arrow_csv.ParseOptions(
                    delimiter=cut.delimiter,
                    quote_char=(text.quotes and cut.quote) or False,
                    double_quote=True,
                    escape_char=cut.escape or False,
                    newlines_in_values=bool(text.quotes and cut.quote),
                    ignore_empty_lines=False,
                    invalid_row_handler=note,
                ),
                arrow_csv.ConvertOptions(
                    column_types={name: pa.string() for name in names},
                    include_columns=only,
                    check_utf8=False,
                    strings_can_be_null=True,
                    null_values=[""],
                ),
            )
    except pa.ArrowInvalid as fault:
        raise Irregular(str(fault)) from fault


def _source(text: Text) -> pa.NativeFile:
    return pa.OSFile(str(text.path)) if text.is_plain else pa.PythonFile(text.open(), mode="r")
