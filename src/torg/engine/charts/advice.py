"""Which charts fit a table: rules over its columns alone, before anything is counted.

One category with at most 25 values: sorted bars; more: the 20 most frequent and the others. A date with a number: a
line. Two numbers: dots. A number alone: how often which sizes occur. Never pies, never two axes; bars begin at 0.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from torg.engine.tables import Column, Version

from .chart import Kind

MOST, MOST_TRIED = 3, 6
MOST_BARS, TOP = 25, 20
_METRES = 100_000  # no grid of a country begins nearer to its origin, in either direction
_LIKED = 6  # values of a category that is quickly read
_NO_CATEGORY = ("identifier", "name", "address", "url", "email", "phone", "postcode", "date", "geometry")
_NO_NUMBER = (
    "identifier", "latitude", "longitude", "easting", "northing", "postcode", "municipality_code", "year", "phone",
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """A chart to be counted: ``first`` runs across it, ``second`` is measured, if anything is."""

    kind: Kind
    first: Column
    second: Column | None = None


def plans(version: Version) -> tuple[Plan, ...]:
    """The most telling first; more than are shown, for not all turn out to show something when they are counted."""
    if version.rows < 2:
        return ()
    chosen: list[Plan] = []
    for plan in _possible(version):
        if (
            all((plan.kind, plan.first.name) != (one.kind, one.first.name) for one in chosen)
            and len(chosen) < MOST_TRIED
        ):
            chosen.append(plan)
    return tuple(chosen)


def _possible(version: Version) -> Iterator[Plan]:
    categories, numbers, times = _categories(version), _numbers(version), _times(version)
    if times:
        series = numbers and not _lists_things(version)
        yield Plan("line", times[0], numbers[0]) if series else Plan("counts", times[0])
    if categories:
        yield Plan("bars", categories[0])
    if categories and numbers and (categories[0].distinct or 0) <= MOST_BARS:
        yield Plan("means", categories[0], numbers[0])
    if len(numbers) > 1:
        yield Plan("dots", numbers[0], numbers[1])
    yield from (Plan("histogram", one) for one in numbers[:1])
    yield from (Plan("bars", one) for one in categories[1:3])
    yield from (Plan("histogram", one) for one in numbers[1:2])


def _lists_things(version: Version) -> bool:
    """Playgrounds with the day of their last inspection are no series in time: their sizes did not change that day."""
    return version.geometry is not None or any(one.role in ("name", "address") for one in version.columns)


def _categories(version: Version) -> list[Column]:
    found = [one for one in version.columns if _is_category(one, version.rows)]
    return sorted(found, key=_worth)


def _worth(column: Column) -> float:
    """The less the better: yes and no say little, a handful of kinds much."""
    return abs((column.distinct or 0) - _LIKED) + 20 * (column.type == "boolean") - 50 * (column.role == "municipality")


def _is_category(column: Column, rows: int) -> bool:
    """Its values repeat, and most rows have one."""
    filled = rows - column.missing
    if column.type not in ("string", "boolean") or column.role in _NO_CATEGORY or filled * 2 < rows:
        return False
    return column.distinct is not None and 2 <= column.distinct <= max(filled // 2, 2)


def _numbers(version: Version) -> list[Column]:
    found = [one for one in version.columns if _is_measure(one, version.rows) and not _in_a_grid(one, version)]
    return sorted(found, key=lambda one: (one.unit is None, one.type == "integer", one.missing * 2 > version.rows))


def _is_measure(column: Column, rows: int) -> bool:
    if column.type not in ("integer", "number") or column.role in _NO_NUMBER:
        return False
    return (column.distinct or 0) >= 3 and column.missing < rows - 2 and not _counts_rows(column, rows)


def _in_a_grid(column: Column, version: Version) -> bool:
    """Where rows are places, large numbers that lie close together are metres in a grid that nobody named."""
    if version.geometry is None or column.unit is not None or column.min is None or column.max is None:
        return False
    low, high = float(column.min), float(column.max)
    return low >= _METRES and high - low < low / 4


def _counts_rows(column: Column, rows: int) -> bool:
    """1, 2, 3 ... is a number for the row, not a size."""
    if column.type != "integer" or column.distinct != rows or column.min is None or column.max is None:
        return False
    return int(column.max) - int(column.min) < 2 * rows


def _times(version: Version) -> Sequence[Column]:
    kinds = ("date", "datetime", "year")
    return [
        one
        for one in version.columns
        if one.type in kinds and (one.distinct or 0) >= 4 and one.missing * 2 < version.rows and one.min != one.max
    ]
