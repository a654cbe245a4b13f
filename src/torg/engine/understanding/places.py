"""Columns whose cells hold a whole position or shape: ``59.3, 18.1``, degrees and minutes, WKT."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import shapely

from torg.engine.geography import Position, latitude_first, parse_position
from torg.foundation.problems import Question, Step

from .area import Area
from .boundary import share_inside
from .reading import Reading
from .sample import Sample
from .shapes import Shapes
from .source import Source
from .words.roles import role_word

CHUNK = 20_000
TRIED = 300
ENOUGH_INSIDE = 0.8
_DECIMAL = re.compile(r"\d[.,]\d+\D+\d+[.,]\d", re.DOTALL)
_PRECISE = re.compile(r"\d[.,]\d{2,}.*\d[.,]\d{2,}", re.DOTALL)


@dataclass(frozen=True)
class PlaceCells:
    """How the cells are read: latitude before longitude or not (WKT says it itself)."""

    latitude_first: bool


def propose(sample: Sample) -> PlaceCells | Question | None:
    tried = sample.present[:TRIED]
    found = {value: place for value in tried if (place := _place(value.text, sample.heading.label))}
    if not found or sum(v.count for v in found) < 0.9 * sum(v.count for v in tried):
        return None
    if sample.told.first is not None:
        return PlaceCells(sample.told.first == "north")
    first = _inside_first(list(found.values()), sample.hints.area)
    if first is None:
        first = latitude_first(list(found.values()))
    if first is None:
        value = next(iter(found))
        return Question("pos.order", column=sample.heading.label, value=value.text)
    return PlaceCells(first)


def _inside_first(found: list[Position], area: Area) -> bool | None:
    """The order in which nearly all positions lie in the municipality's box, where it is known."""
    told = [place for place in found if place.latitude_first is None and place.wkb is None]
    if area.within is None or not told:
        return None
    first, second = np.array([place.first for place in told]), np.array([place.second for place in told])
    latitude, longitude = share_inside(area.within, second, first), share_inside(area.within, first, second)
    return latitude > longitude if max(latitude, longitude) >= ENOUGH_INSIDE else None


def _place(text: str, label: str) -> Position | None:
    """Two numbers alone are a position only when they are precise, lie in Europe, or the heading says so."""
    place = parse_position(text)
    if place is None or place.wkb or place.latitude_first is not None or _PRECISE.search(text):
        return place
    if _DECIMAL.search(text) and latitude_first([place]) is not None:
        return place
    return place if role_word(label) == "geometry" else None


def make(
    source: Source, index: int, text: str, cells: PlaceCells, words: Sequence[str], area: Area, told: str | None
) -> tuple[Reading, Shapes, list[Step]]:
    """Works out every different cell once, into a new column ``p<index>`` of the staging table."""
    connection = source.staging.connection
    column = f"p{index}"
    connection.execute(f"ALTER TABLE raw ADD COLUMN {column} BLOB")
    connection.execute("CREATE OR REPLACE TEMP TABLE places (t VARCHAR, wkb BLOB)")
    shapes = Shapes(None, words, area, told)
    for texts in _different(source, text):
        wkb = _wkb(texts, cells, shapes)
        connection.register("worked", pa.table({"t": texts, "wkb": pa.array(wkb, pa.binary())}))
        connection.execute("INSERT INTO places SELECT t, wkb FROM worked WHERE wkb IS NOT NULL")
        connection.unregister("worked")
    connection.execute(f"UPDATE raw SET {column} = places.wkb FROM places WHERE {text} = places.t")
    source.show()
    point = shapes.only_points
    reading = Reading("point" if point else "geometry", "BLOB", column, "pos.odd", format="text")
    return reading, shapes, []


def _different(source: Source, text: str) -> Iterator[list[str]]:
    """In a table of their own: a second cursor does not see the temporary tables that the rows may depend on."""
    first = source.staging.connection
    first.execute(f"CREATE OR REPLACE TABLE different AS SELECT DISTINCT {text} FROM data WHERE {text} IS NOT NULL")
    found = first.cursor().execute("SELECT * FROM different")
    while records := found.fetchmany(CHUNK):
        yield [record[0] for record in records]


def _wkb(texts: list[str], cells: PlaceCells, shapes: Shapes) -> list[bytes | None]:
    found: list[bytes | None] = [_one(text, cells) for text in texts]
    return list(shapes.converted(np.array(found, dtype=object)))


def _one(text: str, cells: PlaceCells) -> bytes | None:
    place = parse_position(text)
    if place is None:
        return None
    if place.wkb is not None:
        return place.wkb
    first = place.latitude_first if place.latitude_first is not None else cells.latitude_first
    latitude, longitude = (place.first, place.second) if first else (place.second, place.first)
    if abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return bytes(shapely.to_wkb(shapely.Point(longitude, latitude)))
