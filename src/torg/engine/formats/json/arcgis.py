"""Features as ArcGIS servers write them: ``attributes`` beside ``geometry``, the grid named by a number."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import shapely

from ..content import Content
from ..json_rows import Names, Row, in_batches
from ..json_text import Source, exact

_GRID = re.compile(r'"spatialReference"\s*:\s*(?=\{)')
_PREFIX = "attributes."


def read(source: Source, rows: Callable[[Source], Iterator[Row]], layer: str) -> Content | None:
    """The table of an ArcGIS answer, or None where the rows are no ArcGIS features."""
    names = Names()
    shapes = False
    for row in rows(source):
        if not any(name.startswith(_PREFIX) for name in row):
            return None
        shapes = shapes or any(name.startswith("geometry.") for name in row)
        names.add({name: None for name in row if name.startswith(_PREFIX)})
    fields = names.tuple()
    if not fields:
        return None
    labels = tuple(name.removeprefix(_PREFIX) for name in fields)
    batches = _batches(rows(source), fields, shapes)
    place = len(labels) if shapes else None
    columns = (*labels, "geometry") if shapes else labels
    return Content(layer, batches, len(columns), columns, geometry=place, crs=_grid(source) if shapes else None)


def _batches(rows: Iterator[Row], fields: tuple[str, ...], shapes: bool) -> Iterator[pa.RecordBatch]:
    for some in in_batches(rows):
        columns = [pa.array([row.get(name) for row in some], pa.string()) for name in fields]
        if shapes:
            columns.append(pa.array(shapely.to_wkb(np.array([_shape(row) for row in some], object)), pa.binary()))
        yield pa.record_batch(columns, names=[f"c{place}" for place in range(len(columns))])


def _shape(row: Row) -> shapely.Geometry | None:
    if row.get("geometry.x") and row.get("geometry.y"):
        return _point(str(row["geometry.x"]), str(row["geometry.y"]))
    return _parts(row.get("geometry.points"), shapely.MultiPoint) or _lines(row) or _area(row.get("geometry.rings"))


def _point(x: str, y: str) -> shapely.Geometry | None:
    try:
        return shapely.Point(float(x), float(y))
    except ValueError:
        return None


def _lines(row: Row) -> shapely.Geometry | None:
    return _parts(row.get("geometry.paths"), shapely.MultiLineString)


def _parts(text: str | None, kind: Callable[[Any], shapely.Geometry]) -> shapely.Geometry | None:
    coordinates = _numbers(text)
    return kind(coordinates) if coordinates else None


def _area(text: str | None) -> shapely.Geometry | None:
    """Rings without nesting: what lies inside another ring is its hole, which even-odd filling gives."""
    rings = [shapely.Polygon(ring) for ring in _numbers(text) if len(ring) > 3]
    if not rings:
        return None
    area = rings[0]
    for ring in rings[1:]:
        area = shapely.symmetric_difference(area, ring)
    return area


def _numbers(text: str | None) -> list[Any]:
    return list(orjson.loads(text)) if text else []


def _grid(source: Source) -> str | None:
    found = _GRID.search(source.text)
    if not found:
        return None
    named, _ = exact(source, found.end())
    number = named.get("latestWkid") or named.get("wkid")
    return {"102100": "EPSG:3857", "102113": "EPSG:3857"}.get(str(number), f"EPSG:{number}") if number else None
