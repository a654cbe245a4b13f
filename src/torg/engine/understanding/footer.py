"""Where the table ends: sums and notes under it."""

from collections.abc import Sequence
from dataclasses import dataclass

from .window import Row, Window
from .words.totals import is_note, is_total

LONG = 40
"""A text of so many letters, alone in its row, is a sentence and not a cell."""


@dataclass(frozen=True)
class Footer:
    """``end`` is the index after the last row of the table; ``totals`` and ``notes`` lie beyond it."""

    end: int
    totals: tuple[Row, ...] = ()
    notes: tuple[Row, ...] = ()


def find_footer(window: Window, first: int, usual: float) -> Footer:
    """The rows at the end that are no rows of the table, from the first that shows it."""
    under = _under(window, first, usual)
    start = next((place for place, row in enumerate(under) if _begins(under, place, row, usual)), len(under))
    gone = [row for row in under[start:] if row.filled]
    totals = tuple(row for row in gone if is_total_row(row) or is_bare_sum(row, usual))
    notes = tuple(row for row in gone if row not in totals)
    return Footer(_end(window, under, start), totals, notes)


def _under(window: Window, first: int, usual: float) -> list[Row]:
    """The last rows as far as they are blank, sparse, or sums."""
    found: list[Row] = []
    for row in reversed([row for row in window.tail if row.index >= first]):
        if row.filled and not is_sparse(row, usual) and not is_total_row(row):
            break
        found.append(row)
    return found[::-1]


def _end(window: Window, under: Sequence[Row], start: int) -> int:
    end = under[start].index if start < len(under) else window.rows
    for row in reversed(under[:start]):
        if row.filled:
            break
        end = row.index
    return end


def _begins(under: Sequence[Row], place: int, row: Row, usual: float) -> bool:
    if not row.filled:
        return False
    parted = place > 0 and not under[place - 1].filled
    if is_total_row(row):
        return True
    if not is_sparse(row, usual):
        return False
    if is_bare_sum(row, usual):
        return parted or place == len(under) - 1
    text = row.cells[row.filled[0]]
    return is_note(text) or len(text) >= LONG or parted


def is_sparse(row: Row, usual: float) -> bool:
    return usual >= 2 and len(row.filled) <= max(1, usual / 3)


def is_total_row(row: Row) -> bool:
    """A word for a sum among the first cells, and something summed."""
    words = [index for index in row.filled if not row.is_data(index)]
    values = [index for index in row.filled if row.is_data(index)]
    return bool(words and values) and is_total(row.cells[words[0]]) and len(words) <= max(2, len(values))


def is_bare_sum(row: Row, usual: float) -> bool:
    """Nothing but a number or two in a row that is wider elsewhere."""
    return usual >= 3 and is_sparse(row, usual) and 0 not in row.filled and all(map(row.is_data, row.filled))
