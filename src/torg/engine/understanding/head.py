"""Where the table begins: title rows, the header line or lines, or none at all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .window import Row, Window
from .words.roles import is_heading_word
from .words.units import UNITS

SEARCHED = 60
"""Header lines are sought in this many first rows."""

FULL = 0.6
WORDS = 0.7
BODY = 60

Merged = tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True)
class Head:
    """``lines`` are the header rows from the top (none: the table has no headings); data starts at ``first``."""

    lines: tuple[Row, ...]
    first: int


def find_head(window: Window, merged: Merged = ()) -> Head:
    rows = [row for row in window.head if row.filled]
    usual = usual_width(rows)
    for place, row in enumerate(rows[:SEARCHED]):
        if len(row.filled) < max(1.0, FULL * usual):
            continue
        if place + 1 < len(rows) and _is_group(row, rows[place + 1], merged) and _is_header(rows[place + 1], rows[place + 2 :]):
            row, place = rows[place + 1], place + 1  # noqa: PLW2901 - the lower line is the one nearest the data
        below = rows[place + 1 : place + 1 + BODY]
        if not _is_header(row, below):
            return Head((), row.index)
        lines = [*_groups(rows[:place], row, merged), row]
        if below and _is_units(below[0]):
            lines.append(below[0])
        return Head(tuple(lines), lines[-1].index + 1)
    return Head((), rows[0].index if rows else 0)


def usual_width(rows: Sequence[Row]) -> float:
    """How many cells a row of the table fills: the most common count, leaning to the wider ones."""
    counts = Counter(len(row.filled) for row in rows)
    if not counts:
        return 0
    most = max(counts.values())
    return max(width for width, count in counts.items() if count >= most / 2)


def _is_header(row: Row, below: Sequence[Row]) -> bool:
    """Words where the rows below hold values; or all words, none of which comes again below."""
    below = below[:BODY]
    filled = row.filled
    words = [index for index in filled if not row.is_data(index) or _is_year(row.cells[index])]
    if len(words) < WORDS * len(filled):
        return False
    if not below:
        return True
    if any(is_heading_word(row.cells[index]) for index in filled):
        return True
    if any(_share(below, index) >= FULL for index in words if not row.is_data(index)):
        return True
    return not any(row.cells[index] in {other.cells[index] for other in below} for index in filled)


def _share(rows: Sequence[Row], index: int) -> float:
    there = [row for row in rows if row.cells[index]]
    return sum(row.is_data(index) for row in there) / len(there) if there else 0.0


def _is_year(text: str) -> bool:
    return text.isdigit() and len(text) == 4 and 1900 <= int(text) <= 2100


def _groups(above: Sequence[Row], row: Row, merged: Merged) -> list[Row]:
    """Lines right above that put headings together: several words, or one merged over some of the columns."""
    if above and above[-1].index == row.index - 1 and _is_group(above[-1], row, merged):
        return [above[-1]]
    return []


def _is_group(upper: Row, lower: Row, merged: Merged) -> bool:
    if upper.index != lower.index - 1 or any(upper.is_data(i) and not _is_year(upper.cells[i]) for i in upper.filled):
        return False
    spans = [span for span in merged if span[0] <= upper.index <= span[2]]
    wide = [span for span in spans if span[3] > span[1] and span[3] - span[1] + 1 < len(upper.cells) and span[2] == upper.index]
    deep = [span for span in spans if span[2] >= lower.index]
    gaps = [index for index in lower.filled if not upper.cells[index]]
    hangs = [index for index in upper.filled if not lower.cells[index]]
    if wide and (deep or len(upper.filled) > 1):
        return True
    return not merged and len(upper.filled) > 1 and bool(gaps) and bool(hangs) and _complements(upper, lower)


def _complements(upper: Row, lower: Row) -> bool:
    """Without merged cells: the lower line fills the gaps the upper one leaves, and begins later."""
    return lower.filled[0] > upper.filled[0] and len(set(upper.filled) | set(lower.filled)) > len(upper.filled)


def _is_units(row: Row) -> bool:
    """A line of units under the headings: ``(kr)``, ``[m]``, ``st``."""
    cells = [row.cells[index].strip("()[] ").casefold() for index in row.filled]
    return len(cells) > 0 and all(cell in UNITS and not cell.isdigit() for cell in cells)


def column_lines(head: Head, index: int, merged: Merged) -> tuple[str, ...]:
    """What the header lines say over one column, from the top; merged cells speak for all they cover."""
    return tuple(_spoken(head, line, place, index, merged) for place, line in enumerate(head.lines))


def _spoken(head: Head, line: Row, place: int, index: int, merged: Merged) -> str:
    for top, left, bottom, right in merged:
        if top <= line.index <= bottom and left <= index <= right and line.index >= top:
            over = next((row for row in head.lines if row.index == top), line)
            return over.cells[left]
    if line.cells[index] or place == len(head.lines) - 1 or merged:
        return line.cells[index]
    below = head.lines[place + 1]
    if not below.cells[index]:
        return ""
    before = [at for at in line.filled if at < index]
    return line.cells[before[-1]] if before and below.cells[before[-1]] else ""
