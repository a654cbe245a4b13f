"""Where the table begins: title rows, the header line or lines, or none at all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .staging import Staging
from .window import Row, Window, rows_where
from .words.missing import is_missing
from .words.roles import is_heading_word, spoken
from .words.units import SPELLED

SEARCHED = 60
"""Header lines are sought in this many first rows."""

FULL = 0.6
WORDS = 0.7
BODY = 60

Merged = tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True)
class Head:
    """``lines`` are the header rows from the top (none: the table has no headings); data starts at ``first``.

    Merged cells of the lines are filled in: each column has the text that stands over it.
    """

    lines: tuple[Row, ...]
    first: int


def find_head(window: Window, merged: Merged = ()) -> Head:
    rows = [_spread(row, merged) for row in window.head if row.filled]
    usual = usual_width([row for row in window.head if row.filled])
    for place, row in enumerate(rows[:SEARCHED]):
        if len(row.filled) < max(1.0, FULL * usual) or _is_title(row, usual):
            continue
        below = rows[place + 1 : place + 1 + BODY]
        if not _is_header(row, below):
            return Head((), row.index)
        lines = [*_above(rows[:place], row), row, *_lower(row, below, merged)]
        return Head(tuple(_shared(lines, merged)), lines[-1].index + 1)
    return Head((), rows[0].index if rows else 0)


SOUGHT = 10_000
"""No headings stand further down than this."""


def told_head(staging: Staging, window: Window, found: Head, row: int, merged: Merged) -> Head | None:
    """The head a person pointed at: a row of the file, or 0 for none. None where the file has nothing there."""
    if not row:
        return Head((), found.lines[0].index if found.lines else found.first)
    index = row - staging.content.first_row
    if not 0 <= index < min(SOUGHT, window.rows):
        return None
    line = next(iter(rows_where(staging, f"rowid = {index}", window.width)), None)
    if line is None or not line.filled or not _has_cells(staging, index + 1, window):
        return None
    return Head((_spread(line, merged),), index + 1)


def _has_cells(staging: Staging, first: int, window: Window) -> bool:
    """Whether there is anything in the rows from ``first`` on: headings of nothing are none."""
    filled = " OR ".join(f"c{column} IS NOT NULL" for column in range(window.width))
    return bool(
        staging.fetch(f"SELECT 1 FROM raw WHERE rowid >= {first} AND rowid < {window.rows} AND ({filled}) LIMIT 1")
    )


def usual_width(rows: Sequence[Row]) -> float:
    """How many cells a row of the table fills: the width with the most cells, leaning to the wider ones.

    Counting cells, not rows, keeps long notes of one cell a row from passing for the table.
    """
    areas: Counter[int] = Counter()
    for row in rows:
        areas[len(row.filled)] += len(row.filled)
    if not areas:
        return 0
    most = max(areas.values())
    return max(width for width, area in areas.items() if area >= most / 2)


def _spread(row: Row, merged: Merged) -> Row:
    """The row with the text of cells merged to the right written into all they cover."""
    spans = [(left, right) for top, left, _, right in merged if top == row.index and right > left]
    if not spans:
        return row
    cells, kinds = list(row.cells), list(row.kinds)
    for left, right in spans:
        for index in range(left, min(right + 1, len(cells))):
            cells[index], kinds[index] = row.cells[left], row.kinds[left]
    return replace(row, cells=tuple(cells), kinds=tuple(kinds))


def _is_title(row: Row, usual: float) -> bool:
    """One text over all columns."""
    return usual >= 2 and len({row.cells[index] for index in row.filled}) == 1


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
    there = [row for row in rows if row.cells[index] and not is_missing(row.cells[index])]
    return sum(row.is_data(index) for row in there) / len(there) if there else 0.0


def _is_year(text: str) -> bool:
    return text.isdigit() and len(text) == 4 and 1900 <= int(text) <= 2100


def _above(rows: Sequence[Row], row: Row) -> list[Row]:
    """Lines right above that put headings together: several words, or one word over some of the columns only."""
    found: list[Row] = []
    for upper in reversed(rows):
        if upper.index != row.index - len(found) - 1 or not _is_group(upper, row):
            break
        found.append(upper)
    return found[::-1]


def _is_group(upper: Row, lower: Row) -> bool:
    filled = upper.filled
    if len(filled) < 2 or any(upper.is_data(index) and not _is_year(upper.cells[index]) for index in filled):
        return False
    texts = {upper.cells[index] for index in filled}
    if len(texts) == 1:
        return filled[0] > lower.filled[0] or not upper.cells[lower.filled[-1]] or filled[0] > 0
    return bool(set(lower.filled) & set(filled))


def _lower(row: Row, below: Sequence[Row], merged: Merged) -> list[Row]:
    """Further lines of the head: as deep as a merged cell reaches, a line of units, or words that fill up the line."""
    deep = max((bottom for top, _, bottom, _ in merged if top <= row.index <= bottom), default=row.index)
    found: list[Row] = []
    last = row
    for place, lower in enumerate(below[:-1]):
        rest = below[place + 1 :]
        near = lower.index <= last.index + 2
        if lower.index <= deep or (near and (_is_units(lower, rest) or _fills_up(lower, last, rest, merged))):
            found.append(lower)
            last = lower
        else:
            break
    return found


def _fills_up(row: Row, upper: Row, below: Sequence[Row], merged: Merged) -> bool:
    """Nothing but words over columns of values, and the line above needs them: it has merged or blank cells there.

    Without that need it is the first row of the table, whatever words it holds.
    """
    filled = row.filled
    if len(filled) < 2 or any(row.is_data(index) or is_missing(row.cells[index]) for index in filled):
        return False
    if any(row.cells[index] in {other.cells[index] for other in below} for index in filled):
        return False
    if _parts_of(upper, row, merged) or _says_more(upper, row):
        return any(_values(below, index) for index in filled)
    return _fills_blanks(row, upper, below)


def _parts_of(upper: Row, row: Row, merged: Merged) -> bool:
    """Several words under one merged cell, or under one text that the line above writes over each of its columns."""
    spans = [range(left, right + 1) for top, left, bottom, right in merged if top <= upper.index <= bottom]
    twins = [index for index in upper.filled if index and upper.cells[index] == upper.cells[index - 1]]
    spans += [range(index - 1, index + 1) for index in twins]
    return any(len({row.cells[index] for index in row.filled if index in span}) > 1 for span in spans)


def _says_more(upper: Row, row: Row) -> bool:
    """``Supplier Name | Amount Paid`` under ``Supplier | Amount``."""
    said = [(spoken(upper.cells[index]).split("_"), spoken(row.cells[index]).split("_")) for index in row.filled]
    return all(set(less) <= set(more) and less != [""] for less, more in said)


def _fills_blanks(row: Row, upper: Row, below: Sequence[Row]) -> bool:
    """More of the line's words stand in gaps over values than repeat, over words, what has a heading already."""
    values = [index for index in range(len(row.cells)) if _values(below, index) >= 3]
    needed = [index for index in values if row.cells[index] and not upper.cells[index]]
    nameless = [index for index in values if not row.cells[index] and not upper.cells[index]]
    doubled = [index for index in row.filled if upper.cells[index] and index not in values]
    told = any(len(row.cells[index]) > 1 and is_heading_word(row.cells[index]) for index in row.filled)
    return bool(needed) and len(nameless) <= len(needed) / 2 and (told or len(needed) > len(doubled))


def _values(rows: Sequence[Row], index: int) -> int:
    """How many rows hold a value in the column; none where some hold words."""
    there = [row for row in rows if row.cells[index] and not is_missing(row.cells[index])]
    return len(there) if there and all(row.is_data(index) for row in there) else 0


def _is_units(row: Row, below: Sequence[Row]) -> bool:
    """A line of units under the headings, ``(kr)``, ``[m]``, ``st``, each over a column of values."""
    filled = row.filled
    units = [index for index in filled if row.cells[index].strip("()[] ") in SPELLED]
    if not units or len(units) <= len(filled) / 2 or any(row.is_data(index) for index in filled):
        return False
    return all(_values(below, index) for index in units)


def _shared(lines: Sequence[Row], merged: Merged) -> list[Row]:
    """Without merged cells, a heading over a group reaches to the next one, where the line below has words."""
    if merged or len(lines) == 1:
        return list(lines)
    return [*(_filled_up(line, lines[place + 1]) for place, line in enumerate(lines[:-1])), lines[-1]]


def _filled_up(line: Row, lower: Row) -> Row:
    if len(line.filled) >= len(lower.filled):
        return line
    cells = list(line.cells)
    for index in range(1, len(cells)):
        if not cells[index] and lower.cells[index] and cells[index - 1] and lower.cells[index - 1]:
            cells[index] = cells[index - 1]
    return replace(line, cells=tuple(cells))


def column_lines(head: Head, index: int) -> tuple[str, ...]:
    """What the header lines say over one column, from the top."""
    return tuple(line.cells[index] for line in head.lines)
