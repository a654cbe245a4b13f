"""One cell that holds a whole position: ``59.3, 18.1``, degrees and minutes, WKT, a geo address."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.errors import ShapelyError

_NUMBER = r"[-+\u2212]?\d{1,8}(?:[.,]\d+)?"
_PAIR = re.compile(rf"^[\[(]?\s*({_NUMBER})\s*(?:[;|/]|,\s|\s)\s*({_NUMBER})\s*[\])]?$")
_POINT_PAIR = re.compile(r"^[\[(]?\s*([-+\u2212]?\d{1,3}\.\d+)\s*,\s*([-+\u2212]?\d{1,3}\.\d+)\s*[\])]?$")
_GEO = re.compile(r"^geo:(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)(?:[;?].*)?$", re.IGNORECASE)
_ANGLE = (
    r"([NSEWOÖØVZ])?\s*(\d{1,3}(?:[.,]\d+)?)\s*(?:°|º|deg)\s*"
    r"(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:'|′|’|m)\s*)?(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:\"|″|”|''|s)\s*)?([NSEWOÖØVZ])?"
)
_ANGLES = re.compile(rf"^\s*{_ANGLE}\s*[,;/]?\s*{_ANGLE}\s*$", re.IGNORECASE)
_LETTERED = re.compile(rf"^\s*([NSEW])\s*({_NUMBER})\s*[,;]?\s*([NSEW])\s*({_NUMBER})\s*$", re.IGNORECASE)
_WKT = re.compile(
    r"^\s*(?:SRID=\d+;\s*)?(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\b|^\s*GEOMETRYCOLLECTION\b", re.IGNORECASE
)

# O, Ö, Ø are east (Ost, öst, øst); V is west (väst, vest), so is Z (západ, zachód).
_NEGATIVE = frozenset("SWVZ")
_NORTHERLY = frozenset("NS")


@dataclass(frozen=True)
class Position:
    """``first`` and ``second`` in degrees as written; ``latitude_first`` is None where the cell does not tell.

    For WKT, ``wkb`` holds the geometry (longitude first, as WKT is written) and the numbers are its centre.
    """

    first: float
    second: float
    latitude_first: bool | None = None
    wkb: bytes | None = None


def parse_position(text: str) -> Position | None:
    """The position a cell holds; None where it holds none. Words that merely look like places stay text."""
    if _WKT.match(text):
        return _from_wkt(text)
    if match := _GEO.match(text.strip()):
        return Position(float(match[1]), float(match[2]), latitude_first=True)
    if match := _LETTERED.match(text):
        return _lettered(match[1], _float(match[2]), match[3], _float(match[4]))
    if match := _ANGLES.match(text):
        return _angles(match)
    if match := _POINT_PAIR.match(text.strip()) or _PAIR.match(text.strip()):
        first, second = _float(match[1]), _float(match[2])
        return Position(first, second) if _plausible(first, second) else None
    return None


def latitude_first(positions: Sequence[Position]) -> bool | None:
    """The one order all cells of a column can be read in; None where both can and nothing speaks for either."""
    told = {position.latitude_first for position in positions} - {None}
    if len(told) == 1:
        return told.pop()
    first_fits = all(abs(position.first) <= 90 for position in positions)
    second_fits = all(abs(position.second) <= 90 for position in positions)
    if first_fits != second_fits:
        return first_fits
    return _european(positions)


def _european(positions: Sequence[Position]) -> bool | None:
    """Mainland Europe lies between 34 and 72 degrees north and 25 degrees west and 45 east: tells most orders."""
    as_read = sum(34 <= p.first <= 72 and -25 <= p.second <= 45 for p in positions)
    turned = sum(34 <= p.second <= 72 and -25 <= p.first <= 45 for p in positions)
    if as_read == turned:
        return None
    return as_read > turned


def _from_wkt(text: str) -> Position | None:
    try:
        shape = shapely.force_2d(shapely.from_wkt(re.sub(r"^\s*SRID=\d+;\s*", "", text, flags=re.IGNORECASE)))
    except ShapelyError:
        return None
    if shape.is_empty:
        return None
    centre = shape.centroid
    return Position(centre.x, centre.y, latitude_first=False, wkb=shapely.to_wkb(shape))


def _angles(match: re.Match[str]) -> Position | None:
    parts = match.groups()
    one, two = parts[:5], parts[5:]
    first, second = _degrees(one[1:4]), _degrees(two[1:4])
    letters = ((one[0] or one[4] or "").upper(), (two[0] or two[4] or "").upper())
    if letters[0] and letters[1]:
        return _lettered(letters[0], first, letters[1], second)
    return Position(first, second) if _plausible(first, second) else None


def _lettered(first_letter: str, first: float, second_letter: str, second: float) -> Position | None:
    one, two = first_letter.upper(), second_letter.upper()
    if (one in _NORTHERLY) == (two in _NORTHERLY):
        return None
    return Position(_signed(first, one), _signed(second, two), latitude_first=one in _NORTHERLY)


def _signed(degrees: float, letter: str) -> float:
    return -degrees if letter in _NEGATIVE else degrees


def _degrees(parts: Sequence[str | None]) -> float:
    return float(sum(_float(part) / 60**power for power, part in enumerate(parts) if part))


def _float(text: str) -> float:
    return float(text.replace("\u2212", "-").replace(",", "."))


def _plausible(first: float, second: float) -> bool:
    return abs(first) <= 180 and abs(second) <= 180 and min(abs(first), abs(second)) <= 90
