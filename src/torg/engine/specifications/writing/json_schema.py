"""As JSON Schema 2020-12: one row as an object, the way the data API gives it."""

from typing import Any

from ..model import Condition, Field, Specification
from .values import as_bytes, filled, said, typed

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TYPES = {"integer": "integer", "number": "number", "boolean": "boolean", "year": "integer", "object": "object"}
_FORMATS = {"date": "date", "time": "time", "datetime": "date-time", "duration": "duration"}
_TEXT_FORMATS = {"email": "email", "uri": "uri", "uuid": "uuid"}
_POINTS: dict[str, dict[str, Any]] = {
    "default": {"type": "string", "pattern": r"^\s*-?\d+(\.\d+)?\s*,\s*-?\d+(\.\d+)?\s*$"},
    "array": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
    "object": {
        "type": "object",
        "properties": {"lon": {"type": "number"}, "lat": {"type": "number"}},
        "required": ["lon", "lat"],
    },
}


def json_schema(specification: Specification, language: str) -> bytes:
    return as_bytes(described(specification, language))


def described(specification: Specification, language: str) -> dict[str, Any]:
    conditions = [_condition(field, one) for field in specification.fields for one in field.when]
    whole: dict[str, Any] = {"$schema": DRAFT, "type": "object"}
    return whole | filled(
        title=said(specification.labels, language),
        description=said(specification.descriptions, language),
        properties={field.name: _property(field, language) for field in specification.fields},
        required=[field.name for field in specification.fields if field.level == "required"],
        allOf=conditions,
    )


def _condition(field: Field, condition: Condition) -> dict[str, Any]:
    given: dict[str, Any] = {"enum": list(condition.equals)} if condition.equals else {"not": {"type": "null"}}
    return {
        "if": {"properties": {condition.field: given}, "required": [condition.field]},
        "then": {"properties": {field.name: {"not": {"type": "null"}}}, "required": [field.name]},
    }


def _property(field: Field, language: str) -> dict[str, Any]:
    about = filled(title=said(field.labels, language), description=said(field.descriptions, language))
    if field.example is not None and field.type not in ("array", "object", "geopoint", "geojson"):
        about["examples"] = [typed(field, field.example)]
    shape = _shape(field, language)
    return about | (shape if field.level == "required" else _or_nothing(shape))


def _or_nothing(shape: dict[str, Any]) -> dict[str, Any]:
    """A cell may be empty."""
    if "oneOf" in shape:
        return {**shape, "oneOf": [*shape["oneOf"], {"type": "null"}]}
    if "enum" in shape:
        return {**shape, "enum": [*shape["enum"], None]}
    return {**shape, "type": [shape["type"], "null"]} if "type" in shape else shape


def _shape(field: Field, language: str) -> dict[str, Any]:
    if field.constraints.enum:
        return _words(field, language)
    if field.type == "geopoint":
        return _POINTS.get(field.form.format, _POINTS["default"])
    if field.type == "geojson":
        return {"type": "object", "required": ["type"]}
    if field.type == "array":
        limits = field.constraints
        item = _shape(field.item, language) if field.item else None
        return {"type": "array"} | filled(items=item, minItems=limits.min_length, maxItems=limits.max_length)
    return {} if field.type == "any" else _plain(field)


def _words(field: Field, language: str) -> dict[str, Any]:
    """Each word with its label, where it has one: the standard's way is a list of constants."""
    labels = {choice.code: said(choice.labels, language) for choice in field.choices}
    if not any(labels.values()):
        return {"enum": [typed(field, code) for code in field.constraints.enum]}
    return {
        "oneOf": [{"const": typed(field, code)} | filled(title=labels.get(code)) for code in field.constraints.enum]
    }


def _plain(field: Field) -> dict[str, Any]:
    limits = field.constraints
    kind = _TYPES.get(field.type, "string")
    shape: dict[str, Any] = {"type": kind}
    if kind in ("integer", "number"):
        return shape | filled(
            minimum=typed(field, limits.minimum),
            maximum=typed(field, limits.maximum),
            exclusiveMinimum=typed(field, limits.exclusive_minimum),
            exclusiveMaximum=typed(field, limits.exclusive_maximum),
        )
    if field.type == "yearmonth":
        return shape | {"pattern": r"^-?\d{4}-(0[1-9]|1[0-2])$"}
    form = field.form.format
    return shape | filled(
        format=_FORMATS.get(field.type) if form in ("default", "any") else _TEXT_FORMATS.get(form),
        minLength=limits.min_length if field.type == "string" else None,
        maxLength=limits.max_length if field.type == "string" else None,
        pattern=f"^(?:{limits.pattern})$" if limits.pattern and field.type == "string" else None,
    )
