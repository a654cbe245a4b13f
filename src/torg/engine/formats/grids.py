"""Cells of a sheet, told one by one, gathered into Arrow batches of texts and kinds."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from torg.foundation.problems import Problem, Step, refuse

from . import content
from .cell_texts import number_texts, percentages, serial_texts
from .number_formats import Shown, shown_as, shown_digits
from .xml_parts import Damaged

BATCH_ROWS = 50_000
MOST_COLUMNS = 5_000
MOST_ROWS = 1 << 22
MOST_CELLS = 60_000_000
MOST_NAMED = 100
_SLAB_CELLS = 2_000_000
_WIDE = 1 << 15

TEXT, SHARED, NUMBER, PERCENT, DATE, TIME, DURATION, BOOLEAN, ERROR, ISO_DATE, ISO_TIME = range(11)
PADDED = 20
"""What the text of a told cell is; SHARED is its place among the shared texts, DATE to DURATION a count of days.

From PADDED on: a number shown with leading zeros, as many digits as the sort is above PADDED."""

OF_SHOWN = {
    Shown.NUMBER: NUMBER, Shown.PERCENT: PERCENT, Shown.DATE: DATE, Shown.TIME: TIME, Shown.DURATION: DURATION,
}  # fmt: skip
_SERIALS = {DATE: Shown.DATE, TIME: Shown.TIME, DURATION: Shown.DURATION}
_KINDS = {
    TEXT: content.KIND_TEXT, SHARED: content.KIND_TEXT, NUMBER: content.KIND_NUMBER, PERCENT: content.KIND_NUMBER,
    BOOLEAN: content.KIND_BOOLEAN, ERROR: content.KIND_ERROR, ISO_DATE: content.KIND_DATE, ISO_TIME: content.KIND_TIME,
}  # fmt: skip


Columns = dict[int, tuple[pa.Array, pa.Array]]
"""Text and kind of the cells of each column that has any, from the first row of a slab on."""


def padded(digits: int) -> int:
    """The sort of a number shown with leading zeros (``01067`` by the number format ``00000``)."""
    return PADDED + min(digits, 99)


def sort_of(code: str, number: int | None = None) -> int:
    """The sort of a number with this number format."""
    digits = shown_digits(code)
    return padded(digits) if digits else OF_SHOWN[shown_as(code, number)]


def column_letters(index: int) -> str:
    """0 is ``A``, 26 is ``AA``."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def formulas_without_results(cells: list[tuple[int, int]]) -> list[Problem]:
    """Cells that show nothing because no program worked them out; where there are many, told by column."""
    if len(cells) <= MOST_NAMED:
        return [Problem("cell.formula", row=row + 1, column=column_letters(column)) for row, column in cells]
    rows = {column: row for row, column in reversed(cells)}
    counts = Counter(column for _, column in cells)
    return [
        Problem("cells.formula", row=rows[column] + 1, column=column_letters(column), count=counts[column])
        for column in sorted(counts)
    ]


class Grid:
    """A sheet being read. Rows and columns count from 0; rows are told in order, the cells of a row in any."""

    def __init__(self, shared: pa.Array | None = None, from_1904: bool = False) -> None:
        self.shared = shared
        self.from_1904 = from_1904
        self.width = 0
        self.rows = 0
        self.cells = 0
        self.noisy: Counter[int] = Counter()
        self.padded: Counter[int] = Counter()
        self._start = 0
        self._row = -1
        self._slabs: list[tuple[int, Columns]] = []
        self._clear()

    def _clear(self) -> None:
        self.places: list[int] = []
        self.sorts: list[int] = []
        self.texts: list[str] = []

    def begin_row(self, row: int) -> None:
        if not self._row < row < MOST_ROWS:
            raise Damaged
        if row - self._start >= BATCH_ROWS or len(self.places) >= _SLAB_CELLS:
            self.close_slab(row)
        self._row = row
        self._place = (row - self._start) * _WIDE

    def tell(self, column: int, sort: int, text: str) -> None:
        """A cell of the row begun last."""
        if column >= MOST_COLUMNS:
            raise refuse("columns.many", count=column + 1, limit=MOST_COLUMNS)
        self.places.append(self._place + column)
        self.sorts.append(sort)
        self.texts.append(text)

    def tell_all(self, rows: Any, columns: Any, sorts: Any, texts: pa.Array) -> None:
        """Many cells at once, of rows after all those told before."""
        if not len(rows):
            return
        self._start = self._row + 1
        self._row = int(rows[-1])
        if not self._start <= int(rows[0]) <= self._row < MOST_ROWS:
            raise Damaged
        self._add((rows - self._start) * _WIDE + columns, sorts, texts)

    def close_slab(self, row: int = 0) -> None:
        """Turn the cells told so far into columns; ``row`` is the first row of what follows."""
        if self.places:
            places, sorts = np.array(self.places, dtype=np.int64), np.array(self.sorts, dtype=np.int8)
            self._add(places, sorts, pa.array(self.texts, pa.string()))
            self._clear()
        self._start = row

    def _add(self, places: Any, sorts: Any, texts: pa.Array) -> None:
        self.rows = self._start + int(places.max()) // _WIDE + 1
        self.width = max(self.width, int((places % _WIDE).max()) + 1)
        self.cells += len(places)
        if self.width > MOST_COLUMNS:
            raise refuse("columns.many", count=self.width, limit=MOST_COLUMNS)
        if self.cells > MOST_CELLS:
            raise refuse("size.cells", limit=MOST_CELLS)
        self._slabs.append((self._start, self._columns(places, sorts, texts)))

    def _columns(self, places: Any, sorts: Any, texts: pa.Array) -> Columns:
        columns = places % _WIDE
        order = np.argsort(columns, kind="stable")
        edges = np.flatnonzero(np.diff(columns[order])) + 1
        return {
            int(columns[own[0]]): self._column(int(columns[own[0]]), places[own] // _WIDE, sorts[own], texts.take(own))
            for own in np.split(order, edges)
        }

    def _column(self, column: int, rows: Any, sorts: Any, texts: pa.Array) -> tuple[pa.Array, pa.Array]:
        kinds = np.empty(len(rows), dtype=np.int8)
        parts, places = [], []
        for sort in np.unique(sorts).tolist():
            own = np.flatnonzero(sorts == sort)
            part, kinds[own] = self._render(column, sort, texts if len(own) == len(texts) else texts.take(own))
            parts.append(part)
            places.append(own)
        values = parts[0] if len(parts) == 1 else pa.concat_arrays(parts).take(np.argsort(np.concatenate(places)))
        return _spread(rows, values, kinds)

    def _render(self, column: int, sort: int, texts: pa.Array) -> tuple[pa.Array, Any]:
        if sort in _SERIALS:
            return serial_texts(texts, _SERIALS[sort], self.from_1904)
        if sort == SHARED and self.shared is not None:
            texts = _among(self.shared, texts)
        elif sort in (NUMBER, PERCENT) or sort >= PADDED:
            texts, noisy = number_texts(texts)
            self.noisy[column] += noisy
            texts = percentages(texts) if sort == PERCENT else texts
        elif sort == BOOLEAN:
            texts = pc.if_else(pc.is_in(texts, pa.array(["1", "true"])), "true", "false")
        return self._pad(column, sort - PADDED, texts) if sort >= PADDED else (texts, _KINDS[sort])

    def _pad(self, column: int, digits: int, texts: pa.Array) -> tuple[pa.Array, Any]:
        code = pc.match_substring_regex(texts, r"^\d+$").to_numpy(zero_copy_only=False)
        short = code & (pc.utf8_length(texts).to_numpy(zero_copy_only=False) < digits)
        self.padded[column] += int(short.sum())
        shown = pc.if_else(pa.array(code), pc.utf8_lpad(texts, digits, "0"), texts)
        return shown, np.where(code, content.KIND_TEXT, content.KIND_NUMBER)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Every row from the first to the last with a cell, blank ones too; each slab is let go once handed on."""
        edges = [start for start, _ in self._slabs[1:]] + [self.rows]
        at = 0
        for end in edges:
            start, columns = self._slabs.pop(0) if self._slabs else (0, {})
            while at < end:
                stop = min(at + BATCH_ROWS, end)
                yield self._batch(columns, at - start, stop - start)
                at = stop

    def _batch(self, columns: Columns, first: int, end: int) -> pa.RecordBatch:
        pairs = [_cut(columns.get(index), first, end) for index in range(self.width)]
        names = [f"{letter}{index}" for letter in "ck" for index in range(self.width)]
        return pa.RecordBatch.from_arrays([text for text, _ in pairs] + [kind for _, kind in pairs], names)

    def steps(self) -> list[Step]:
        """What the rendering did, by column; the heading is not known here, ``column`` is the sheet's letter."""
        said: list[tuple[str, Counter[int]]] = [
            ("num.float", self.noisy),
            ("num.padded", self.padded),
        ]
        return [
            Step(code, column=column_letters(index), index=index, count=counts[index])
            for code, counts in said
            for index in sorted(counts)
            if counts[index]
        ]


def _among(shared: pa.Array, places: pa.Array) -> pa.Array:
    try:
        return shared.take(pc.cast(places, pa.int32()))
    except (pa.ArrowInvalid, IndexError) as fault:
        raise Damaged from fault


def _spread(rows: Any, values: pa.Array, kinds: Any) -> tuple[pa.Array, pa.Array]:
    """Cells at their rows; where two claim one row the later one counts. Empty texts are empty cells."""
    length = int(rows.max()) + 1
    index = np.full(length, -1, dtype=np.int64)
    index[rows] = np.arange(len(rows))
    column = values.take(pa.array(index, mask=index < 0))
    column = pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column)
    full = np.where(index < 0, content.KIND_EMPTY, kinds[index]).astype(np.int8)
    full[column.is_null().to_numpy(zero_copy_only=False)] = content.KIND_EMPTY
    return column, pa.array(full)


def _cut(pair: tuple[pa.Array, pa.Array] | None, first: int, end: int) -> tuple[pa.Array, pa.Array]:
    """Rows ``first`` to ``end`` of a column, filled up with empty cells on both sides."""
    length = end - first
    if pair is None:
        return pa.nulls(length, pa.string()), _no_kinds(length)
    text, kind = (array.slice(max(first, 0), max(end - max(first, 0), 0)) for array in pair)
    before = min(max(-first, 0), length)
    after = length - before - len(text)
    if not before and not after:
        return text, kind
    texts = [pa.nulls(before, pa.string()), text, pa.nulls(after, pa.string())]
    return pa.concat_arrays(texts), pa.concat_arrays([_no_kinds(before), kind, _no_kinds(after)])


def _no_kinds(length: int) -> pa.Array:
    return pa.array(np.zeros(length, dtype=np.int8))
