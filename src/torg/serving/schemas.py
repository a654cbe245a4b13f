"""The shapes of answers, for the OpenAPI document."""

from typing import Any

_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_COUNT = {"type": "integer", "minimum": 0}
_URL = {"type": "string", "format": "uri"}
_TIME = {"type": "string", "format": "date-time"}
_TEXTS = {"type": "object", "additionalProperties": _TEXT}


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _array(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _with(shape: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    return {**shape, "properties": {**shape["properties"], **more}}


def _page(item: str, **more: Any) -> dict[str, Any]:
    return _object(items=_array(_ref(item)), next={"type": ["string", "null"], "format": "uri"}, total=_COUNT, **more)


_COUNTED = _object(value=_TEXT, name=_TEXT, count=_COUNT)
_SEARCHED = {
    "reading": {"enum": ["written", "near", "some"]},
    "facets": {
        "type": "object",
        "properties": {name: _array(_COUNTED) for name in ("organisation", "theme", "format", "place")}
        | {"freshness": _array(_object(value=_TEXT, updated_since={"type": "string", "format": "date"}, count=_COUNT))},
    },
}
"""Only where something is searched."""

_TABLE = {
    "id": _TEXT, "slug": _TEXT, "name": _TEXT, "rows": _COUNT, "version": _COUNT, "created": _TIME,
    "url": _URL, "rows_url": _URL,
}  # fmt: skip

SCHEMAS: dict[str, dict[str, Any]] = {
    "Row": {"type": "object"},
    "Rows": _page("Row", version=_COUNT),
    "Datasets": _with(_page("Dataset"), _SEARCHED),
    "Dataset": _object(
        id=_TEXT,
        slug=_TEXT,
        title=_TEXTS,
        description=_TEXTS,
        organisation=_object(slug=_TEXT, name=_TEXT),
        licence=_object(code=_TEXT, name=_TEXT, url=_TEXT),
        attribution=_TEXT,
        themes=_array(_TEXT),
        keywords=_array(_TEXT),
        issued=_TIME,
        modified=_TIME,
        url=_URL,
        page=_URL,
        tables=_array(_ref("TableSummary")),
    ),
    "TableSummary": _object(**_TABLE),
    "Table": _object(
        **_TABLE,
        dataset=_object(id=_TEXT, slug=_TEXT, url=_URL),
        columns=_array(_ref("Column")),
        geometry={"type": ["object", "null"]},
        exports={"type": "object", "additionalProperties": _URL},
        versions=_array(_object(number=_COUNT, created=_TIME, rows=_COUNT, bytes=_COUNT)),
    ),
    "Column": _object(
        name=_TEXT,
        label=_TEXT,
        type=_TEXT,
        unit=_MAYBE,
        format=_MAYBE,
        role=_MAYBE,
        missing=_COUNT,
        distinct={"type": ["integer", "null"]},
        min=_MAYBE,
        max=_MAYBE,
        examples=_array(_TEXT),
    ),
    "Problem": {
        **_object(
            type=_URL,
            title=_TEXT,
            status=_COUNT,
            detail=_TEXT,
            problems=_array(
                {
                    "type": "object",
                    "properties": {
                        "code": _TEXT,
                        "parameter": _TEXT,
                        "column": _TEXT,
                        "value": {},
                        "nearest": _MAYBE,
                        "sentence": _TEXT,
                    },
                    "required": ["code", "sentence"],
                }
            ),
        ),
        "description": "RFC 9457",
    },
    "Document": {"type": "object"},
}
