"""From any coordinate reference system to WGS 84 longitude and latitude."""

from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from torg.foundation.problems import refuse

Floats = NDArray[np.float64]
Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


def to_wgs84(x: Floats, y: Floats, crs: str) -> tuple[Floats, Floats]:
    """Longitudes and latitudes (degrees) of eastings ``x`` and northings ``y``; infinite where there is none.

    ``crs`` is ``EPSG:3006`` or WKT. Refuses ``pos.unknown_grid`` for a system nobody knows.
    """
    longitude, latitude = _transformer(crs).transform(x, y)
    return np.asarray(longitude, dtype=np.float64), np.asarray(latitude, dtype=np.float64)


def shapes_to_wgs84(wkb: NDArray[np.object_], crs: str) -> NDArray[np.object_]:
    """Geometries as WKB (None where missing) from ``crs`` to WGS 84, two-dimensional, as WKB."""
    shapes = shapely.force_2d(shapely.from_wkb(wkb, on_invalid="ignore"))
    if not is_wgs84(crs):
        shapes = shapely.transform(shapes, lambda points: np.column_stack(to_wgs84(points[:, 0], points[:, 1], crs)))
    result: NDArray[np.object_] = shapely.to_wkb(shapes)
    return result


def is_wgs84(crs: str) -> bool:
    return crs in ("EPSG:4326", "OGC:CRS84", "EPSG:4258") or _system(crs).equals(
        _system("EPSG:4326"), ignore_axis_order=True
    )


def bounds_of(longitude: Floats, latitude: Floats) -> Bounds | None:
    """The box around all finite positions; None where there is none."""
    there = np.isfinite(longitude) & np.isfinite(latitude)
    if not there.any():
        return None
    west, east = longitude[there].min(), longitude[there].max()
    south, north = latitude[there].min(), latitude[there].max()
    return float(west), float(south), float(east), float(north)


@cache
def _system(crs: str) -> CRS:
    try:
        return CRS.from_user_input(crs)
    except CRSError as error:
        raise refuse("pos.unknown_grid", name=crs[:80]) from error


@cache
def _transformer(crs: str) -> Transformer:
    return Transformer.from_crs(_system(crs), "EPSG:4326", always_xy=True)
