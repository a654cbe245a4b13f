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
    totals: list[Row] = []
    notes: list[Row] = []
    end = window.rows
    tail = [row for row in window.tail if row.index >= first]
    parted = _parted(tail)
    for row in reversed(tail):
        if row.filled:
            if is_total_row(row):
                totals.append(row)
            elif is_note_row(row, usual, row.index in parted):
                notes.append(row)
            else:
                break
        end = row.index
    return Footer(end, tuple(reversed(totals)), tuple(reversed(notes)))


def _parted(rows: Sequence[Row]) -> set[int]:
    """Rows that come after the last blank row: they stand apart from the table."""
    blank = [place for place, row in enumerate(rows) if not row.filled]
    inner = [place for place in blank if any(row.filled for row in rows[place:])]
    return {row.index for row in rows[inner[0] :]} if inner and inner[0] > 0 else set()


def is_total_row(row: Row) -> bool:
    """A word for a sum among the first cells, and something summed."""
    words = [index for index in row.filled if not row.is_data(index)]
    values = [index for index in row.filled if row.is_data(index)]
    return bool(words and values) and is_total(row.cells[words[0]]) and len(words) <= max(2, len(values))


def is_note_row(row: Row, usual: float, parted: bool) -> bool:
    """Few cells in a wide table: a note by its first word, by its length, or standing apart."""
    if usual < 2 or len(row.filled) > max(1, usual / 3):
        return False
    text = row.cells[row.filled[0]]
    return is_note(text) or (len(row.filled) == 1 and (len(text) >= LONG or parted) and not row.is_data(row.filled[0]))
