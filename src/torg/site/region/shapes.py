"""Writes points and lines as map programs do: GeoJSON, GeoPackage, zipped shapefile, KML."""

import io
import json
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
import shapely
from pyogrio.raw import write
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True)
class Features:
    """``shapes`` are in the grid ``crs`` (``EPSG:...``), one for each row; None where somebody forgot it."""

    heads: Sequence[str]
    rows: Sequence[Sequence[Any]]
    shapes: Sequence[BaseGeometry | None]
    crs: str = "EPSG:4326"


def point(place: tuple[float, float]) -> Point:
    return Point(place)


def line(places: Sequence[tuple[float, float]]) -> LineString:
    return LineString(places)


def geojson(features: Features) -> bytes:
    document: dict[str, Any] = {"type": "FeatureCollection"}
    if features.crs != "EPSG:4326":
        name = f"urn:ogc:def:crs:EPSG::{features.crs.partition(':')[2]}"
        document["crs"] = {"type": "name", "properties": {"name": name}}
    document["features"] = [
        {
            "type": "Feature",
            "geometry": None if shape is None else shape.__geo_interface__,
            "properties": dict(zip(features.heads, row, strict=True)),
        }
        for row, shape in zip(features.rows, features.shapes, strict=True)
    ]
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def geopackage(features: Features, layer: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{layer}.gpkg"
        _write(path, features, driver="GPKG", layer=layer)
        return path.read_bytes()


def shapefile(features: Features, layer: str, encoding: str = "ISO-8859-1") -> bytes:
    """A zip with the files that belong together; the letters are of the kind that older programs write."""
    out = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder) / f"{layer}.shp", features, driver="ESRI Shapefile", encoding=encoding)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for path in sorted(Path(folder).iterdir()):
                file.writestr(path.name, path.read_bytes())
    return out.getvalue()


def _write(path: Path, features: Features, **how: Any) -> None:
    columns = [np.array(column) for column in zip(*features.rows, strict=True)]
    shapes = np.array([None if shape is None else shapely.to_wkb(shape) for shape in features.shapes], dtype=object)
    kind = next(shape.geom_type for shape in features.shapes if shape is not None)
    columns = [column.astype(object) if column.dtype.kind == "U" else column for column in columns]
    write(str(path), shapes, columns, list(features.heads), geometry_type=kind, crs=features.crs, **how)


def kml(features: Features, title: str) -> bytes:
    """Points in longitude and latitude, with a description as map programs let people type it."""
    marks = "".join(
        _placemark(features.heads, row, shape)
        for row, shape in zip(features.rows, features.shapes, strict=True)
        if isinstance(shape, Point)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        f"<name>{escape(title)}</name>{marks}</Document></kml>"
    ).encode()


def _placemark(heads: Sequence[str], row: Sequence[Any], shape: Point) -> str:
    data = "".join(
        f'<Data name="{escape(head)}"><value>{escape(str(value))}</value></Data>'
        for head, value in zip(heads[1:], row[1:], strict=True)
    )
    return (
        f"<Placemark><name>{escape(str(row[0]))}</name><ExtendedData>{data}</ExtendedData>"
        f"<Point><coordinates>{shape.x},{shape.y},0</coordinates></Point></Placemark>\n"
    )
