"""Cells that hold more than one value: arrays, objects, places as JSON. Judged in Python, over the different texts."""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

import shapely
from shapely.errors import ShapelyError

from ..model import Field
from .folding import folded
from .shape import FINE, Judged, Mend, Shape
from .sql import matches, where

LONGEST = 1_000_000
"""Signs of one cell; a longer one is not looked into."""
BETWEEN = ("|", ";", ",", "+", "–", "-", "/", " och ", " og ", " und ", " et ", " and ", " i ")
"""What people write between the words of a list."""
_DEGREES = r"[+-]?(?:\d+(?:[.]\d*)?|[.]\d+)"
_LON_LAT = rf"\s*({_DEGREES})\s*,\s*({_DEGREES})\s*"
_SHAPES = ("Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection")


def array(field: Field) -> Shape:
    return Shape("type.array", lambda x: "true", judge=partial(_array, field, _spellings(field)))


def object_(field: Field) -> Shape:
    return Shape("type.object", lambda x: "true", judge=_object)


def geojson(field: Field) -> Shape:
    return Shape("type.geojson", lambda x: "true", judge=_geojson)


def geopoint(field: Field) -> Shape:
    form = field.form.format
    if form == "object":
        return Shape("type.geopoint", lambda x: "true", judge=_point_object)
    pattern = rf"\s*\[{_LON_LAT}\]\s*" if form == "array" else _LON_LAT
    return Shape(
        "type.geopoint",
        lambda x: f"{matches(x, pattern)} AND coalesce({_within(x)}, false)",
        mends=lambda _: _point_mends(form),
        facts={"example": field.example or ("[13.57, 59.12]" if form == "array" else "13.57,59.12")},
    )


def numbers_of(x: str) -> tuple[str, str]:
    """SQL of the two numbers of a point, as they stand."""
    return tuple(f"TRY_CAST(regexp_extract({x}, '({_DEGREES})[^0-9.+-]+({_DEGREES})', {n}) AS DOUBLE)" for n in (1, 2))  # type: ignore[return-value]


def _within(x: str) -> str:
    first, second = numbers_of(x)
    return f"(abs({first}) <= 180 AND abs({second}) <= 90)"


def _point_mends(form: str) -> tuple[Mend, ...]:
    if form == "array":
        return (Mend("pos.form", lambda t: where(t, rf"[(]?{_LON_LAT}[)]?", f"'[' || trim({t}, '() ') || ']'")),)
    return (Mend("pos.form", lambda t: where(t, rf"[\[(]{_LON_LAT}[\])]", f"trim({t}, '[]() ')")),)


def _array(field: Field, spellings: Mapping[str, str], text: str) -> Judged:
    separator = field.form.delimiter if field.form.format == "csv" else field.form.format
    if separator != "default":
        return _members(field, spellings, [part.strip() for part in text.split(separator)], text, separator)
    found = _json(text)
    if isinstance(found, list):
        return _members(field, spellings, found, text, None)
    if found is None and field.item is not None and not text.startswith(("[", "{")):
        return _parted(field, spellings, text)
    return Judged("type.array")


def _parted(field: Field, spellings: Mapping[str, str], text: str) -> Judged:
    """Words with signs between them, which people write instead of JSON: taken where all of them are of the list."""
    for sign in BETWEEN:
        parts = [spellings.get(folded(part)) for part in text.split(sign)]
        if spellings and all(parts):
            return Judged("array.form", "done", json.dumps(list(dict.fromkeys(parts)), ensure_ascii=False))
    return Judged("type.array")


def _members(
    field: Field, spellings: Mapping[str, str], members: list[Any], text: str, separator: str | None
) -> Judged:
    limits = field.constraints
    if limits.min_length is not None and len(members) < limits.min_length:
        return Judged("text.short", facts={"limit": limits.min_length})
    if limits.max_length is not None and len(members) > limits.max_length:
        return Judged("text.long", facts={"limit": limits.max_length})
    codes = _codes(field)
    if not codes or all(member in codes for member in members):
        return FINE
    mended = [member if member in codes else spellings.get(folded(str(member))) for member in members]
    if None in mended:
        return Judged("list.none", facts={"choices": sorted(codes)[:12]})
    fix = separator.join(map(str, mended)) if separator else json.dumps(mended, ensure_ascii=False)
    return Judged("list.word", "done", fix)


def _codes(field: Field) -> frozenset[str]:
    item = field.item
    listed = (item.constraints.enum or tuple(one.code for one in item.choices)) if item else ()
    return frozenset(listed or (one.code for one in field.choices))


def _spellings(field: Field) -> Mapping[str, str]:
    """Every way a word of the list may be written, without case and accents."""
    found = {folded(code): code for code in _codes(field)}
    for choice in (field.item.choices if field.item else ()) or field.choices:
        words = [*choice.labels.values(), *(word for words in choice.aliases.values() for word in words)]
        found |= {folded(word): choice.code for word in words if folded(word) not in found}
    return found


def _object(text: str) -> Judged:
    return FINE if isinstance(_json(text), dict) else Judged("type.object")


def _point_object(text: str) -> Judged:
    found = _json(text)
    try:
        inside = len(found) == 2 and abs(float(found["lon"])) <= 180 and abs(float(found["lat"])) <= 90
    except (TypeError, ValueError, KeyError):
        inside = False
    return FINE if inside else Judged("type.geopoint")


def _geojson(text: str) -> Judged:
    found = _json(text)
    kind = found.get("type") if isinstance(found, dict) else None
    if kind in ("Feature", "FeatureCollection") and isinstance(
        found.get("properties" if kind == "Feature" else "features"), (dict, list)
    ):
        return FINE
    if kind not in _SHAPES:
        return Judged("type.geojson")
    try:
        shapely.from_geojson(text)
    except (ShapelyError, ValueError):
        return Judged("type.geojson")
    return FINE


def _json(text: str) -> Any:
    if len(text) > LONGEST:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
