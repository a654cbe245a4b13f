"""Where the table begins: title rows, the header line or lines, or none at all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .window import Row, Window
from .words.roles import is_heading_word

SEARCHED = 60
"""Header lines are sought in this many first rows."""

FULL = 0.6
WORDS = 0.7
BODY = 60


@dataclass(frozen=True)
class Head:
    """``lines`` are the indexes of header rows (none: the table has no headings); data starts at ``first``."""

    lines: tuple[int, ...]
    first: int


def find_head(window: Window) -> Head:
    rows = [row for row in window.head if row.filled]
    if not rows:
        return Head((), 0)
    usual = _usual_width(rows)
    for place, row in enumerate(rows[:SEARCHED]):
        if len(row.filled) < max(1, FULL * usual):
            continue
        below = rows[place + 1 : place + 1 + BODY]
        if _is_header(row, below):
            return Head((row.index,), row.index + 1)
        return Head((), row.index)
    return Head((), rows[0].index)


def _usual_width(rows: Sequence[Row]) -> float:
    """How many cells a row of the table fills: the most common count, leaning to the wider ones."""
    counts = Counter(len(row.filled) for row in rows)
    most = max(counts.values())
    return max(width for width, count in counts.items() if count >= most / 2)


def _is_header(row: Row, below: Sequence[Row]) -> bool:
    """Words where the rows below hold values; or all words, none of which comes again below."""
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
