"""The geometry of a placemark, put together while its elements go by."""

import re
from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry

_COMMA = re.compile(r"\s*,\s*")
Positions = list[tuple[float, float]]


def positions(text: str) -> tuple[Positions, bool]:
    """``18.06,59.33,12 18.07,59.34,12`` as longitude and latitude, and whether there is a height other than 0."""
    found: Positions = []
    high = False
    for written in _COMMA.sub(",", text).split():
        figures = [float(figure) for figure in written.split(",") if figure]
        found.append((figures[0], figures[1]))
        high = high or any(figures[2:3])
    return found, high


class Shapes:
    """Told of the elements of one placemark, it makes one geometry of them."""

    def __init__(self) -> None:
        self.high = False
        self._parts: list[BaseGeometry] = []
        self._rings: list[Positions] = []
        self._track: Positions = []

    def coordinates(self, text: str) -> None:
        found, high = positions(text)
        self._rings.append(found)
        self.high = self.high or high

    def track(self, text: str) -> None:
        """A place of a ``gx:Track``: longitude, latitude and height with blanks between."""
        figures = [float(figure) for figure in text.split()]
        if figures:
            self._track.append((figures[0], figures[1]))

    def end(self, name: str) -> None:
        """An element of geometry ends: what was told since the last one belongs to it."""
        rings, self._rings = [ring for ring in self._rings if ring], []
        if name == "Track" and self._track:
            rings, self._track, name = [self._track], [], "LineString"
        if rings:
            self._parts.append(_shape(name, rings))

    def whole(self) -> bytes | None:
        if not self._parts:
            return None
        return bytes(shapely.to_wkb(self._parts[0] if len(self._parts) == 1 else _together(self._parts)))


def _shape(name: str, rings: Sequence[Positions]) -> BaseGeometry:
    if name == "Point":
        return shapely.Point(rings[0][0])
    if name == "Polygon":
        return shapely.Polygon(rings[0], rings[1:])
    if len(rings[0]) == 1:
        return shapely.Point(rings[0][0])
    return shapely.LineString(rings[0])


def _together(parts: Sequence[BaseGeometry]) -> BaseGeometry:
    kinds = {part.geom_type for part in parts}
    if kinds == {"Point"}:
        return shapely.MultiPoint(parts)
    if kinds == {"LineString"}:
        return shapely.MultiLineString(parts)
    if kinds == {"Polygon"}:
        return shapely.MultiPolygon(parts)
    return shapely.GeometryCollection(parts)
