"""A second table in the same sheet: beside the first after blank columns, or below it after blank rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from torg.foundation.problems import Question

from .head import Head
from .headings import letter
from .report import LeftOut
from .staging import Staging
from .window import Row, Window, rows_where
from .words.roles import is_heading_word

SEARCHED = 50_000
"""Larger layers are not searched for a table below: nobody puts one there."""

CANDIDATES = 50
NEAR = 60
BELOW = 12
LISTED = 1000


@dataclass(frozen=True)
class Second:
    """``left_out`` and ``question`` tell of it; ``start`` is its first column or row, counted from 0."""

    start: int
    left_out: LeftOut
    question: Question


def beside(staging: Staging, window: Window, head: Head) -> Second | None:
    """Own headings behind blank columns, and rows that end elsewhere or the same headings once more."""
    if not head.lines:
        return None
    line = head.lines[-1]
    for left, start in _bands(line, window):
        right = [index for index in range(start, window.width) if line.cells[index]]
        first = [index for index in range(left) if line.cells[index]]
        if (
            len(right) < 2
            or len(first) < 2
            or _cells(staging, range(left, start), head.first) != [None] * (start - left)
        ):
            continue
        ends = [max((end for end in _cells(staging, part, head.first) if end), default=0) for part in (first, right)]
        again = {line.cells[index] for index in right} <= {line.cells[index] for index in first}
        if again or (
            abs(ends[0] - ends[1]) > 1 and _is_full(staging, right if ends[1] < ends[0] else first, head, min(ends))
        ):
            return _told_beside(staging, line, right, start)
    return None


def _bands(line: Row, window: Window) -> Iterator[tuple[int, int]]:
    """Blank columns between headings, as far as the first rows show: where each band begins and ends."""
    below = [row for row in window.head if row.index >= line.index]
    used = {index for row in below for index in row.filled}
    for left in range(1, window.width):
        if left not in used and left - 1 in used:
            start = next((index for index in range(left, window.width) if index in used), None)
            if start is not None:
                yield left, start


def _cells(staging: Staging, columns: Sequence[int], first: int) -> list[int | None]:
    """The last row with a cell in each of the columns."""
    asked = ", ".join(f"max(rowid) FILTER (c{index} IS NOT NULL)" for index in columns)
    return list(staging.one(f"SELECT {asked} FROM raw WHERE rowid >= {first}"))


def _is_full(staging: Staging, columns: Sequence[int], head: Head, end: int) -> bool:
    """Whether the shorter part has no gaps: columns that are filled here and there belong to their table."""
    blank = " AND ".join(f"c{index} IS NULL" for index in columns)
    cells = " + ".join(f"(c{index} IS NOT NULL)::INT" for index in columns)
    gaps, filled = staging.one(
        f"SELECT count(*) FILTER ({blank}), sum({cells}) FROM raw WHERE rowid >= {head.first} AND rowid <= {end}"
    )
    rows = end - head.first + 1
    return rows >= 2 and gaps == 0 and filled >= 0.8 * rows * len(columns)


def _told_beside(staging: Staging, line: Row, right: Sequence[int], start: int) -> Second:
    letters = tuple(letter(index) for index in range(start, right[-1] + 1))
    text = " | ".join(line.cells[index] for index in right)
    place = f"{letter(start)}{staging.file_row(line.index)}"
    left_out = LeftOut("table.beside", (), letters, len(letters), text)
    return Second(start, left_out, Question("table.second", place=place, value=text))


def below(staging: Staging, window: Window, head: Head) -> Second | None:
    """Other headings after blank rows, with rows of their own under them."""
    if not head.lines or window.rows - head.first > SEARCHED:
        return None
    for blank, start in _after_blanks(staging, window, head.first):
        above = rows_where(staging, f"rowid >= {max(head.first, blank - NEAR)} AND rowid < {blank}", window.width)
        rows = rows_where(staging, f"rowid >= {start} AND rowid < {start + BELOW}", window.width)
        line = _heading_line([row for row in above if row.filled], rows, head.lines[-1])
        if line is not None:
            return _told_below(staging, window, line, blank, start)
    return None


def _after_blanks(staging: Staging, window: Window, first: int) -> list[tuple[int, int]]:
    """The first blank row and the row after the last one, of each run of blank rows."""
    blank = " AND ".join(f"c{index} IS NULL" for index in range(window.width))
    indexes = [
        index for (index,) in staging.fetch(f"SELECT rowid FROM raw WHERE rowid >= {first} AND {blank} ORDER BY 1")
    ]
    runs: list[tuple[int, int]] = []
    for index in indexes:
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return [run for run in runs if run[0] > first and run[1] < window.rows][:CANDIDATES]


def _heading_line(above: Sequence[Row], rows: Sequence[Row], known: Row) -> Row | None:
    """The first row of several cells, where it is a line of headings: words, unlike those of the first table."""
    place = next((place for place, row in enumerate(rows[:3]) if len(row.filled) > 1), None)
    if place is None:
        return None
    line, under = rows[place], [row for row in rows[place + 1 :] if row.filled]
    words = {line.cells[index] for index in line.filled}
    if any(line.is_data(index) for index in line.filled) or len(words) < 2 or words & set(known.cells) - {""} == words:
        return None
    over = [index for index in line.filled if _are_values(under[:NEAR], index, 2)]
    broken = [index for index in line.filled if _are_values(above, index, 2)]
    named = sum(is_heading_word(word) for word in words)
    return line if over and (broken or named >= 2) else None


def _are_values(rows: Sequence[Row], index: int, least: int) -> bool:
    there = [row for row in rows if row.cells[index]]
    return len(there) >= least and all(row.is_data(index) for row in there)


def _told_below(staging: Staging, window: Window, line: Row, blank: int, start: int) -> Second:
    text = " | ".join(line.cells[index] for index in line.filled)
    rows = tuple(range(staging.file_row(start), staging.file_row(window.rows)))
    place = f"A{staging.file_row(line.index)}"
    left_out = LeftOut("table.below", rows[:LISTED], (), len(rows), text)
    return Second(blank, left_out, Question("table.second", place=place, value=text))


def without(staging: Staging, window: Window, width: int, rows: int) -> Window:
    """The window of the first table alone."""
    cut = tuple(_cut(row, width) for row in window.head if row.index < rows)
    if rows == window.rows:
        return Window(cut, tuple(_cut(row, width) for row in window.tail), rows, width)
    tail = rows_where(staging, f"rowid >= {max(0, rows - len(window.tail))} AND rowid < {rows}", width)
    return Window(cut, tail, rows, width)


def _cut(row: Row, width: int) -> Row:
    return replace(row, cells=row.cells[:width], kinds=row.kinds[:width])
