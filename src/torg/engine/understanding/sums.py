"""Adding up: a row is a total when its numbers are the sums of the rows above, whatever it is called."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from torg.engine.formats import KIND_NUMBER

from .footer import is_total_row
from .numbers import written
from .window import Row
from .words.missing import is_missing

SIGNS = (".", ",")
NUMBERS = 0.8
"""So many of a column's cells are numbers before it is added up."""

ROWS = 3
ROWS_OF_ONE = 5
LARGE = 100
"""One column alone proves a total only with some rows, and with a sum that small counts do not meet by chance."""

CANDIDATES = 100
GAPS = 0.4


@dataclass(frozen=True)
class Compared:
    """The columns of a row that can be added up: those in which it ``holds`` the sum, and the sums it ``misses``."""

    holds: dict[int, Decimal] = field(default_factory=dict)
    misses: dict[int, Decimal] = field(default_factory=dict)
    addends: int = 0

    @property
    def most(self) -> bool:
        return len(self.holds) > len(self.misses)


def compared(total: Row, above: Sequence[Row]) -> Compared:
    found = Compared()
    most = 0
    for index in total.filled:
        sums = [(value, added, count) for value, added, count in _readings(total, above, index) if count >= 2]
        held = [(added, count) for value, added, count in sums if value == added]
        if held:
            found.holds[index] = held[0][0]
            most = max(most, held[0][1])
        elif sums:
            found.misses[index] = sums[0][1]
    return Compared(found.holds, found.misses, most)


def _readings(total: Row, above: Sequence[Row], index: int) -> Iterator[tuple[Decimal, Decimal, int]]:
    """The value, the sum above it, and how many numbers other than 0 were added, for each decimal sign."""
    there = [row for row in above if row.cells[index] and not is_missing(row.cells[index])]
    for sign in SIGNS:
        value = amount(total, index, sign)
        numbers = [number for row in there if (number := amount(row, index, sign)) is not None]
        if value is not None and len(numbers) >= NUMBERS * len(there):
            yield value, sum(numbers, Decimal(0)), sum(number != 0 for number in numbers)


def amount(row: Row, index: int, decimal: str) -> Decimal | None:
    """The number in a cell, with this decimal sign; shares of a hundred are not added up."""
    found = written(row.cells[index])
    if found is None or found.unit == "%":
        return None
    wanted = "." if row.kinds[index] == KIND_NUMBER else decimal
    for sign, grouping in found.ways:
        if sign in ("", wanted) and grouping != wanted:
            whole, _, part = found.body.partition(wanted)
            figures = "".join(figure for figure in whole if figure.isdigit())
            value = Decimal(f"{figures or 0}.{part or 0}")
            return -value if found.negative else value
    return None


def is_sum(row: Row, above: Sequence[Row]) -> bool:
    """Most of its numbers are sums: in two columns, or in one where chance is out of the question."""
    found = compared(row, above)
    if not found.most or len(above) < ROWS:
        return False
    if len(found.holds) >= 2:
        return True
    (total,) = found.holds.values()
    wordless = all(row.is_data(index) for index in row.filled)
    return found.addends >= ROWS_OF_ONE and (wordless or abs(total) >= LARGE)


def may_be_sum(row: Row, near: Sequence[Row]) -> bool:
    """A cheap look at the rows right above: what is smaller than some of its parts is no sum of them."""
    for index in row.filled:
        for value, added, _ in _readings(row, near, index):
            if abs(value) >= abs(added) > 0:
                return True
    return False


def unnamed_sums(rows: Sequence[Row], named: frozenset[int]) -> tuple[Row, ...]:
    """Sums nothing else tells: the last row, rows after groups without the text all others begin with, or with a
    word for a sum in its place.

    ``named`` are the indexes of rows that are known to be sums.
    """
    found: list[Row] = []
    group: list[Row] = []
    every: list[Row] = []
    candidates = {row.index for row in (*_gaps(rows), *rows[-1:])}
    for row in rows:
        if row.index in named:
            group = []
        elif _is_one(row, group, every if found else (), row.index in candidates):
            found.append(row)
            group = []
        else:
            group.append(row)
            every.append(row)
    return tuple(found)


def _is_one(row: Row, group: Sequence[Row], every: Sequence[Row], candidate: bool) -> bool:
    if is_total_row(row):
        return any(compared(row, above).most for above in (group, every))
    return candidate and (is_sum(row, group) or is_sum(row, every))


def _gaps(rows: Sequence[Row]) -> list[Row]:
    """Rows without the text that nearly all others begin with."""
    gaps = [row for row in rows if not row.cells[0]]
    return gaps if len(gaps) <= min(CANDIDATES, GAPS * len(rows)) else []


@dataclass(frozen=True)
class Difference:
    """A row that calls itself a total and is none: the cell, and what the rows above come to."""

    row: Row
    index: int
    sum: Decimal


def differences(rows: Sequence[Row], totals: Sequence[Row]) -> list[Difference]:
    """Totals that are neither the sum of their group nor of all rows, nor of the totals before them."""
    gone = {row.index for row in totals}
    found: list[Difference] = []
    for place, total in enumerate(totals):
        every = [row for row in rows if row.index < total.index and row.index not in gone]
        begin = max((one.index for one in totals[:place]), default=-1)
        group = [row for row in every if row.index > begin]
        tried = [compared(total, above) for above in (every, group, totals[:place])]
        usable = [one for one in tried if one.holds or one.misses]
        if usable and not any(one.holds for one in usable):
            index, added = next(iter(usable[0].misses.items()))
            found.append(Difference(total, index, added))
    return found
