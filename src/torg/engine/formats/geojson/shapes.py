"""Geometries from their text to WKB, and what could not be drawn."""

import numpy as np
import orjson
import pyarrow as pa
import shapely
import shapely.geometry

from torg.foundation.problems import Problem

_NAMED = 100


class Shapes:
    """Draws geometries and remembers those that are none; rings that do not close are closed."""

    def __init__(self) -> None:
        self.closed = 0
        self._bad: list[tuple[int, str]] = []
        self._count = 0

    def drawn(self, texts: list[str], first: int) -> pa.Array:
        """WKB of the texts ("" is no geometry); ``first`` is the row of the first one."""
        given = np.array([text or None for text in texts], object)
        shapes = shapely.from_geojson(given, on_invalid="ignore")
        for place in np.flatnonzero(~shapely.is_geometry(shapes) & np.array([bool(text) for text in texts], bool)):
            shapes[place] = self._second_try(texts[place], first + int(place))
        return pa.array(shapely.to_wkb(shapes), pa.binary())

    def problems(self) -> list[Problem]:
        if self._count > _NAMED:
            row, text = self._bad[0]
            return [Problem("geo.shapes", row=row, count=self._count, value=text)]
        return [Problem("geo.shape", row=row, value=text) for row, text in self._bad]

    def _second_try(self, text: str, row: int) -> shapely.Geometry | None:
        """Shapely's Python side closes rings, which GEOS does not."""
        try:
            shape = shapely.geometry.shape(orjson.loads(text))
        except (ValueError, TypeError, AttributeError, LookupError, shapely.errors.ShapelyError):
            self._count += 1
            if len(self._bad) < _NAMED:
                self._bad.append((row, text[:60]))
            return None
        self.closed += 1
        return shape
