"""Boundaries of places from a file, matched to organisations by official code or by name."""

import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torg.foundation.ids import slug
from torg.foundation.problems import refuse

from . import actions
from .models import Organisation


@dataclass(frozen=True)
class Matched:
    """How many organisations got a boundary, and which have none after it."""

    drawn: int
    without: tuple[str, ...]


def import_places(*, by: str, path: Path, key: str) -> Matched:
    """Give each organisation the first shape that has its code (``key="code"``) or its name (``key="name"``)."""
    organisations = list(Organisation.objects.all())
    wanted = {mark: one for one in organisations for mark in _marks(one, key)}
    drawn: set[str] = set()
    for properties, geometry in _features(path):
        found = next((wanted[mark] for mark in _values(properties, key) if mark in wanted), None)
        if found is not None and found.slug not in drawn:
            actions.set_boundary(by=by, organisation=found, geometry=geometry)
            drawn.add(found.slug)
    return Matched(
        len(drawn), tuple(one.slug for one in organisations if one.boundary is None and one.slug not in drawn)
    )


def _marks(one: Organisation, key: str) -> Iterable[str]:
    if key == "code":
        return (one.official_code,) if one.official_code else ()
    return (slug(name) for name in (*one.name.values(), one.slug))


def _values(properties: dict[str, Any], key: str) -> Iterator[str]:
    for value in properties.values():
        if isinstance(value, str | int):
            yield str(value) if key == "code" else slug(str(value))


def _features(path: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Properties and GeoJSON geometry (WGS 84) of each area, from any file the geographic reader can open."""
    import pyogrio  # a command that needs GDAL; pages and jobs of this room do not
    import shapely

    try:
        info, _, shapes, values = pyogrio.raw.read(_inside(path))
    except (pyogrio.errors.DataSourceError, zipfile.BadZipFile, ValueError) as error:
        raise refuse("file.unreadable", file=path.name) from error
    transform = _to_wgs84(info["crs"])
    for row, shape in enumerate(shapely.from_wkb(shapes)):
        if shape is not None and shape.geom_type in ("Polygon", "MultiPolygon"):
            drawn = shapely.transform(shape, transform, interleaved=False) if transform else shape
            yield (
                {name: column[row] for name, column in zip(info["fields"], values, strict=True)},
                json.loads(shapely.to_geojson(shapely.set_precision(drawn, 0.000001))),
            )


def _inside(path: Path) -> str:
    """The file itself, or the geographic file in an archive, in whichever folder of it."""
    if path.suffix.lower() != ".zip":
        return str(path)
    with zipfile.ZipFile(path) as archive:
        inside = [name for name in archive.namelist() if name.lower().endswith((".shp", ".gpkg", ".geojson", ".json"))]
    return f"/vsizip/{path}/{min(inside, key=len)}" if inside else str(path)


def _to_wgs84(crs: str | None) -> Any:
    if crs in (None, "EPSG:4326", "OGC:CRS84"):
        return None
    import pyproj

    return pyproj.Transformer.from_crs(crs, "OGC:CRS84", always_xy=True).transform
