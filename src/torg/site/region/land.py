"""Draws the boundaries: squares whose corners are moved and whose edges are bent, each edge once for both sides."""

import random
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry import Point, Polygon, mapping
from shapely.ops import unary_union

from .members import Member

SEED = 7
CELLS = 3
SIDE = 14_000.0
ORIGIN = (270_000.0, 6_296_000.0)
"""South-west corner in SWEREF 99 TM: open sea, and inside the Danish and German UTM zone too."""

Spot = tuple[float, float]
Corner = tuple[int, int]


@cache
def outline(cell: Corner | None) -> Polygon:
    """The land of one member, or of all of them, in SWEREF 99 TM."""
    if cell is None:
        return unary_union([outline((x, y)) for x in range(CELLS) for y in range(CELLS)])
    x, y = cell
    around = ((x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y))
    sides = [_side(a, b) for a, b in pairwise(around)]
    return Polygon([spot for side in sides for spot in side[:-1]])


def boundary(member: Member) -> dict[str, Any]:
    """GeoJSON in longitude and latitude."""
    return mapping(shapely.transform(outline(member.cell), _in_degrees))


def spots(member: Member, count: int, chance: random.Random) -> list[Spot]:
    """Places inside the member's land, as north and east would be read from a map: (east, north), whole metres."""
    inside = outline(member.cell).buffer(-300)
    west, south, east, north = inside.bounds
    found: list[Spot] = []
    while len(found) < count:
        spot = (round(chance.uniform(west, east)), round(chance.uniform(south, north)))
        if inside.contains(Point(spot)):
            found.append(spot)
    return found


def degrees(spot: Spot) -> Spot:
    """Longitude and latitude of a place."""
    longitude, latitude = _between("EPSG:4326").transform(*spot)
    return round(longitude, 6), round(latitude, 6)


def in_grid(spot: Spot, code: str) -> Spot:
    """East and north of a place in another grid, whole metres."""
    east, north = _between(code).transform(*spot)
    return round(east), round(north)


def way(start: Spot, chance: random.Random, pieces: int = 5) -> list[Spot]:
    """A bent line that begins at a place: a street."""
    line, heading = [start], (chance.uniform(-1, 1), chance.uniform(-1, 1))
    for _ in range(pieces):
        heading = (heading[0] + chance.uniform(-0.5, 0.5), heading[1] + chance.uniform(-0.5, 0.5))
        line.append((round(line[-1][0] + 30 * heading[0], 1), round(line[-1][1] + 30 * heading[1], 1)))
    return line


@cache
def _side(a: Corner, b: Corner) -> tuple[Spot, ...]:
    if a > b:
        return tuple(reversed(_side(b, a)))
    chance = random.Random(f"{SEED} {a} {b}")
    return tuple(_bent(_corner(a), _corner(b), chance, depth=4))


def _bent(a: Spot, b: Spot, chance: random.Random, depth: int) -> list[Spot]:
    """A line through a middle that is moved across, and each half again, by less each time."""
    if depth == 0:
        return [a, b]
    across = chance.uniform(-0.14, 0.14)
    middle = ((a[0] + b[0]) / 2 + across * (b[1] - a[1]), (a[1] + b[1]) / 2 - across * (b[0] - a[0]))
    first = _bent(a, middle, chance, depth - 1)
    return [*first, *_bent(middle, b, chance, depth - 1)[1:]]


def _corner(corner: Corner) -> Spot:
    chance = random.Random(f"{SEED} {corner}")
    return tuple(
        start + SIDE * (place + chance.uniform(-0.16, 0.16)) for start, place in zip(ORIGIN, corner, strict=True)
    )


def _in_degrees(corners: Any) -> Any:
    """A corner that two members share is rounded to the same numbers in both."""
    return np.round(np.column_stack(_between("EPSG:4326").transform(corners[:, 0], corners[:, 1])), 6)


@cache
def _between(code: str) -> Transformer:
    return Transformer.from_crs("EPSG:3006", code, always_xy=True)
