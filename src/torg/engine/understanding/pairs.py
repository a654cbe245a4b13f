"""Two columns that make a position: latitude and longitude, or the coordinates of a national grid."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from torg.engine.geography import Fit, bounds_of, fits
from torg.foundation.problems import Problem, Question, Step

from .headings import Heading
from .measured import Chosen
from .reading import Reading
from .source import MADE, Source
from .systems import likeliest
from .words.roles import role_word, spoken

ENOUGH = 0.9
SCALE = 7
"""Figures after the point of a longitude worked out from a grid: a centimetre."""

ODD_PLACES = 100


@dataclass
class Pair:
    """``x`` is the column of longitudes or eastings."""

    x: Chosen
    y: Chosen


@dataclass
class Found:
    """What the two columns make of the table: positions, and whatever has to be said about them."""

    geometry: tuple[str, ...] = ()
    columns: tuple[Chosen, ...] = ()
    bounds: tuple[float, float, float, float] | None = None
    steps: tuple[Step, ...] = ()
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    problem_count: int = 0


def find(source: Source, chosen: dict[int, Chosen], texts: Sequence[str]) -> Found | None:
    """The first pair of columns that makes positions; degrees are preferred to grids.

    ``texts`` are words of the file: its language tells the country where numbers fit several grids.
    """
    pairs = [*_pairs(chosen, "longitude", "latitude"), *_pairs(chosen, "easting", "northing")]
    for pair in pairs:
        x, y = _numbers(source, pair)
        there = np.isfinite(x) & np.isfinite(y)
        if not there.any():
            continue
        found = _degrees(source, pair, x, y) or _grid(source, pair, x, y, texts)
        if found is not None:
            return found
    return None


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


def _degrees(source: Source, pair: Pair, x: Any, y: Any) -> Found | None:
    there = np.isfinite(x) & np.isfinite(y)
    right = there & (np.abs(x) <= 180) & (np.abs(y) <= 90)
    turned = there & (np.abs(y) <= 180) & (np.abs(x) <= 90)
    if max(right.sum(), turned.sum()) < ENOUGH * there.sum():
        return None
    if role_word(pair.x.heading.label) == "easting" and not _is_degrees(x[right], y[right]):
        return None
    swapped = _european(y, x, turned) > ENOUGH * there.sum() and _european(x, y, right) < 0.1 * there.sum()
    if swapped:
        pair = Pair(pair.y, pair.x)
        x, y, right = y, x, turned
    outside = there & ~right
    empty = (x == 0) & (y == 0)
    inside = right & ~empty
    question = (Question("pos.swap", column=pair.y.heading.label, other=pair.x.heading.label),) if swapped else ()
    rows = np.flatnonzero(outside)
    return Found(
        geometry=(pair.x.heading.label, pair.y.heading.label),
        columns=(pair.x, pair.y),
        bounds=bounds_of(x[inside], y[inside]),
        questions=question,
        problems=tuple(_far(source, pair, x, y, rows[:ODD_PLACES])),
        problem_count=len(rows),
    )


def _is_degrees(x: Any, y: Any) -> bool:
    """Columns that say x and y are degrees only when they are precise and lie in Europe."""
    return bool(_european(x, y, np.ones(len(x), bool)) > ENOUGH * len(x) and (np.modf(x)[0] != 0).mean() > ENOUGH)


def _european(x: Any, y: Any, there: Any) -> int:
    return int((there & (x >= -32) & (x <= 45) & (y >= 27) & (y <= 82)).sum())


def _far(source: Source, pair: Pair, x: Any, y: Any, places: Any) -> list[Problem]:
    if not len(places):
        return []
    rows = source.staging.fetch("SELECT r FROM data ORDER BY r")
    return [
        Problem(
            "pos.odd",
            row=source.staging.file_row(rows[place][0]),
            column=pair.y.heading.label,
            value=f"{y[place]:g}, {x[place]:g}",
        )
        for place in places.tolist()
    ]


def _grid(source: Source, pair: Pair, x: Any, y: Any, texts: Sequence[str]) -> Found | None:
    headings = (pair.x.heading.label, pair.y.heading.label)
    found = likeliest(fits(x, y, headings=headings), texts)
    if not found:
        return None
    if len(found) > 1:
        choices = tuple(dict.fromkeys(fit.grid.name for fit in found))
        if len(choices) > 1:
            return Found(questions=(Question("pos.system", column=list(headings), choices=choices),))
    return _converted(source, pair, found[0], x, y)


def _converted(source: Source, pair: Pair, fit: Fit, x: Any, y: Any) -> Found:
    longitude, latitude = fit.place(x, y)
    west, south, east, north = fit.grid.box
    inside = (longitude >= west - 2) & (longitude <= east + 2) & (latitude >= south - 2) & (latitude <= north + 2)
    columns = _add(source, np.where(inside, longitude, np.nan), np.where(inside, latitude, np.nan))
    outside = np.flatnonzero(np.isfinite(x) & np.isfinite(y) & ~inside)
    return Found(
        geometry=("longitude", "latitude"),
        columns=columns,
        bounds=bounds_of(longitude[inside], latitude[inside]),
        steps=(Step("pos.grid", grid=fit.grid.name, crs=fit.grid.crs, count=int(inside.sum())),),
        problems=tuple(_far(source, pair, x, y, outside[:ODD_PLACES])),
        problem_count=len(outside),
    )


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
