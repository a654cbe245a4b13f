"""Two columns that make a position: latitude and longitude, or the coordinates of a national grid."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa

from torg.engine.geography import Fit, bounds_of
from torg.foundation.problems import Problem, Question, Step

from .answered import Answered
from .answers import NO_SYSTEM, ColumnAnswer
from .area import EUROPE, Area
from .boundary import Held, distance, held, points, rows_at, share_inside
from .headings import Heading
from .measured import Chosen
from .reading import Reading
from .source import MADE, Source
from .systems import WORLD, agree, fitting, grid_named, likeliest, told_fit
from .words.roles import role_word, spoken

ENOUGH = 0.9
SCALE = 7
"""Figures after the point of a longitude worked out from a grid: a centimetre."""

ODD_PLACES = 100
CLEARLY = 0.8
"""So much of a table lies in the municipality's box before the box decides how its columns are read."""


_ABOUT_BOTH = ("pos.grid", "pos.digits", "pos.zone", "pos.turned", "pos.axes", "pos.system")
Said = TypeVar("Said", Step, Question)


@dataclass
class Pair:
    """``x`` is the column of longitudes or eastings."""

    x: Chosen
    y: Chosen


@dataclass(frozen=True)
class Found:
    """What the two columns make of the table: positions, and whatever has to be said about them."""

    geometry: tuple[str, ...] = ()
    columns: tuple[Chosen, ...] = ()
    bounds: tuple[float, float, float, float] | None = None
    steps: tuple[Step, ...] = ()
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    problem_count: int = 0


def find(
    source: Source, chosen: dict[int, Chosen], texts: Sequence[str], area: Area, answered: Answered
) -> Found | None:
    """The first pair of columns that makes positions; degrees are preferred to grids.

    Where numbers can be read in several ways, the municipality's box decides, then the hub's country, then the
    language of the file, of which ``texts`` are words.
    """
    pairs = [*_pairs(chosen, "longitude", "latitude"), *_pairs(chosen, "easting", "northing")]
    for pair in pairs:
        told = _told(answered, pair)
        if told.system == NO_SYSTEM:
            continue
        x, y = _numbers(source, pair)
        there = np.isfinite(x) & np.isfinite(y)
        if not there.any():
            continue
        found = _degrees(source, pair, x, y, area, told) or _grid(source, pair, x, y, texts, area, told)
        if found is not None:
            return _with_keys(found, [answered.keys[one.heading.index] for one in (pair.x, pair.y)])
    return None


def _told(answered: Answered, pair: Pair) -> ColumnAnswer:
    """What a person said of the two columns; it may stand with either of them."""
    x, y = answered.of(pair.x.heading.index), answered.of(pair.y.heading.index)
    return replace(x, system=x.system or y.system, swap=x.swap if x.swap is not None else y.swap)


def _with_keys(found: Found, keys: list[str]) -> Found:
    """Steps and questions about both columns name them as answers do."""
    steps = tuple(_keyed(step, keys) for step in found.steps)
    return replace(found, steps=steps, questions=tuple(_keyed(question, keys) for question in found.questions))


def _keyed(said: Said, keys: list[str]) -> Said:
    return type(said)(said.code, **said.facts, keys=keys) if said.code in _ABOUT_BOTH else said


def _pairs(chosen: dict[int, Chosen], x: str, y: str) -> list[Pair]:
    """Columns named for the two directions, put together in the order they stand in."""
    numbers = [column for column in chosen.values() if column.reading.type in ("number", "integer")]
    first = [column for column in numbers if _direction(column.heading) == x]
    second = [column for column in numbers if _direction(column.heading) == y]
    return [Pair(one, other) for one, other in zip(first, second, strict=False)]


def _direction(heading: Heading) -> str | None:
    role = role_word(heading.label)
    if role is not None:
        return role
    words = spoken(heading.label).split("_")
    for word in (words[-1], words[0], words[-1][1:] if words[-1][0] in "xy" else ""):
        found = role_word(word) if len(word) > 1 or word in ("x", "y", "n", "e") else None
        if found in ("longitude", "latitude", "easting", "northing"):
            return found
    return None


def _numbers(source: Source, pair: Pair) -> tuple[Any, Any]:
    table = source.staging.connection.sql(
        f"SELECT ({pair.x.value})::DOUBLE AS x, ({pair.y.value})::DOUBLE AS y FROM data ORDER BY r"
    ).to_arrow_table()
    return tuple(table[name].to_numpy().astype(np.float64) for name in ("x", "y"))


def _degrees(source: Source, pair: Pair, x: Any, y: Any, area: Area, told: ColumnAnswer) -> Found | None:
    if told.system not in (None, WORLD):
        return None
    there = np.isfinite(x) & np.isfinite(y)
    right = there & (np.abs(x) <= 180) & (np.abs(y) <= 90)
    turned = there & (np.abs(y) <= 180) & (np.abs(x) <= 90)
    if max(right.sum(), turned.sum()) < ENOUGH * there.sum():
        return None
    settled = told.swap if told.swap is not None else _settled(x[there], y[there], area)
    if role_word(pair.x.heading.label) == "easting" and settled is None and not _is_degrees(x[right], y[right]):
        return None
    swapped = settled if settled is not None else _look_swapped(x, y, there)
    if swapped:
        pair, (x, y, right, turned) = Pair(pair.y, pair.x), (y, x, turned, right)
    inside = right & ~((x == 0) & (y == 0))
    outside = there & ~right
    label = pair.y.heading.label
    turned_points = np.where(turned[:, None], points(y, x), np.nan)
    found = held(source, area, label, np.where(right[:, None], points(x, y), np.nan), turned_points)
    said = {"column": label, "other": pair.x.heading.label}
    return _with_problems(
        Found(
            geometry=(pair.x.heading.label, pair.y.heading.label),
            columns=(pair.x, pair.y),
            bounds=bounds_of(x[inside], y[inside]),
            steps=_swap_steps(swapped, settled, said, int(inside.sum())),
            questions=(Question("pos.axes", **said),) if swapped and settled is None else (),
        ),
        found,
        _off_earth(source, pair, x, y, outside & ~found.odd),
    )


def _settled(x: Any, y: Any, area: Area) -> bool | None:
    """Whether the axes are swapped, where the municipality's box tells."""
    if area.within is None:
        return None
    right, turned = share_inside(area.within, x, y), share_inside(area.within, y, x)
    return turned > right if max(right, turned) >= CLEARLY else None


def _look_swapped(x: Any, y: Any, there: Any) -> bool:
    return bool(_european(y, x, there) > ENOUGH * there.sum() and _european(x, y, there) < 0.1 * there.sum())


def _swap_steps(swapped: bool, settled: bool | None, said: dict[str, str], count: int) -> tuple[Step, ...]:
    if not swapped:
        return ()
    return (Step("pos.unchecked"),) if settled is None else (Step("pos.turned", **said, count=count),)


def _with_problems(found: Found, told: Held, off: tuple[list[Problem], int]) -> Found:
    """Adds what the box told, and the positions that lie nowhere."""
    problems, count = off
    every = sorted((*told.problems, *problems), key=lambda problem: problem.row or 0)
    return replace(found, steps=(*found.steps, *told.steps), problems=tuple(every), problem_count=told.count + count)


def _is_degrees(x: Any, y: Any) -> bool:
    """Columns that say x and y are degrees only when they are precise and lie in Europe."""
    return bool(_european(x, y, np.ones(len(x), bool)) > ENOUGH * len(x) and (np.modf(x)[0] != 0).mean() > ENOUGH)


def _european(x: Any, y: Any, there: Any) -> int:
    return int((there & (distance(EUROPE, points(x, y)) == 0)).sum())


def _off_earth(source: Source, pair: Pair, x: Any, y: Any, outside: Any) -> tuple[list[Problem], int]:
    every = np.flatnonzero(outside)
    places = every[:ODD_PLACES]
    label = pair.y.heading.label
    problems = [
        Problem("pos.odd", row=row, column=label, value=f"{y[place]:g}, {x[place]:g}")
        for place, row in zip(places.tolist(), rows_at(source, places), strict=True)
    ]
    return problems, len(every)


def _grid(
    source: Source, pair: Pair, x: Any, y: Any, texts: Sequence[str], area: Area, told: ColumnAnswer
) -> Found | None:
    grid = grid_named(told.system or "")
    if grid is not None:
        return _converted(source, pair, told_fit(x, y, grid, area), x, y, area)
    headings = (pair.x.heading.label, pair.y.heading.label)
    found = likeliest(fitting(x, y, headings, area), texts, area)
    if not found:
        return None
    if len(found) > 1 and not agree(found, x, y):
        choices = tuple(dict.fromkeys(fit.grid.name for fit in found))
        if len(choices) > 1:
            unchecked = () if area.within else (Step("pos.unchecked"),)
            question = Question("pos.system", column=list(headings), choices=choices)
            return Found(questions=(question,), steps=unchecked)
    return _converted(source, pair, found[0], x, y, area)


def _converted(source: Source, pair: Pair, fit: Fit, x: Any, y: Any, area: Area) -> Found:
    longitude, latitude = fit.place(x, y)
    west, south, east, north = fit.grid.box
    inside = (longitude >= west - 2) & (longitude <= east + 2) & (latitude >= south - 2) & (latitude <= north + 2)
    longitude, latitude = np.where(inside, longitude, np.nan), np.where(inside, latitude, np.nan)
    outside = np.isfinite(x) & np.isfinite(y) & ~inside
    told = held(source, area, pair.y.heading.label, points(longitude, latitude), points(*fit.place(y, x)))
    columns = _add(source, longitude, latitude)
    return _with_problems(
        Found(
            geometry=("longitude", "latitude"),
            columns=columns,
            bounds=bounds_of(longitude, latitude),
            steps=_grid_steps(fit, int(inside.sum())),
        ),
        told,
        _off_earth(source, pair, x, y, outside & ~told.odd),
    )


def _grid_steps(fit: Fit, count: int) -> tuple[Step, ...]:
    said = Step("pos.grid", grid=fit.grid.name, crs=fit.grid.crs, count=count)
    if not fit.easting_offset and not fit.northing_offset:
        return (said,)
    added = [f"{offset:+.0f}" for offset in (fit.easting_offset, fit.northing_offset) if offset]
    if fit.easting_offset < 0:
        return (said, Step("pos.zone", grid=fit.grid.name, value=added, count=count))
    return (said, Step("pos.digits", grid=fit.grid.name, value=added, count=count))


def _add(source: Source, longitude: Any, latitude: Any) -> tuple[Chosen, Chosen]:
    """Two columns more in the staging table."""
    connection = source.staging.connection
    rows = connection.sql("SELECT r FROM data ORDER BY r").to_arrow_table()["r"]
    connection.register("worked", pa.table({"r": rows, "x": longitude, "y": latitude}))
    for name in ("made_x", "made_y"):
        connection.execute(f"ALTER TABLE raw ADD COLUMN {name} DECIMAL(10,{SCALE})")
    connection.execute(
        "UPDATE raw SET made_x = CASE WHEN isfinite(x) THEN x END, made_y = CASE WHEN isfinite(y) THEN y END "
        "FROM worked WHERE raw.rowid = worked.r"
    )
    connection.unregister("worked")
    source.show()
    sql = f"DECIMAL(10,{SCALE})"
    return tuple(  # type: ignore[return-value]
        Chosen(
            Heading(MADE + place, label),
            Reading("number", sql, column, "pos.odd", unit="°", scale=SCALE, digits=3),
            "NULL::VARCHAR",
            "1",
        )
        for place, (label, column) in enumerate((("longitude", "made_x"), ("latitude", "made_y")))
    )
