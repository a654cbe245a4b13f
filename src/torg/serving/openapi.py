"""The OpenAPI 3.1 document, made from the same table of parameters that requests are read with."""

from collections.abc import Mapping
from typing import Any

from torg import __version__
from torg.engine.formats import WRITERS, writer
from torg.engine.shelf import ShelvedTable
from torg.engine.tables import Column, Version
from torg.foundation.language import sentence

from .answers import PROBLEM, Answer, as_json
from .doors import Asked
from .finding import etag, find_table
from .parameters import ADDRESSES, Address, Parameter
from .schemas import SCHEMAS

Json = dict[str, Any]
_PLACE: Json = {"type": ["object", "null"], "description": "GeoJSON (RFC 7946)"}
_TYPES: Mapping[str, Json] = {
    "string": {"type": ["string", "null"]},
    "integer": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "boolean": {"type": ["boolean", "null"]},
    "date": {"type": ["string", "null"], "format": "date"},
    "time": {"type": ["string", "null"], "format": "time"},
    "datetime": {"type": ["string", "null"], "format": "date-time"},
    "year": {"type": ["integer", "null"]},
    "point": _PLACE,
    "geometry": _PLACE,
}


async def of_hub(asked: Asked) -> Answer:
    return as_json(document(asked.origin), ETag=etag(asked))


async def of_table(asked: Asked) -> Answer:
    """The addresses of one table, with its own columns."""
    _, table, version = find_table(asked)
    return as_json(table_document(asked.origin, table, version), ETag=etag(asked, asked.hub.revision))


def document(origin: str) -> Json:
    return _document(origin, {address.path: _operation(address) for address in ADDRESSES}, SCHEMAS)


def table_document(origin: str, table: ShelvedTable, version: Version) -> Json:
    paths = {}
    for address in ADDRESSES:
        if address.path.startswith("/tables/{name}"):
            operation = _operation(address)
            _drop(operation, "name")
            paths[address.path.replace("{name}", table.id)] = operation
    row = {"type": "object", "properties": {column.name: _column(column) for column in version.columns}}
    return _document(origin, paths, {**SCHEMAS, "Row": row})


def _document(origin: str, paths: Mapping[str, Json], schemas: Mapping[str, Json]) -> Json:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": sentence("api.title", {}),
            "version": __version__,
            "description": sentence("api.about", {}),
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": f"{origin}/api/v1"}],
        "paths": {path: {"get": operation} for path, operation in paths.items()},
        "components": {"schemas": dict(schemas)},
    }


def _operation(address: Address) -> Json:
    return {
        "operationId": address.name,
        "summary": sentence(f"api.address.{address.name}", {}),
        "parameters": [*map(_in_path, address.placeholders), *map(_in_query, address.parameters)],
        "responses": {"200": _success(address), **_problems(address)},
    }


def _success(address: Address) -> Json:
    described = {"description": sentence("api.success", {})}
    if address.schema is None:
        media: Json = {writer(name).media_type.partition(";")[0]: {} for name in WRITERS}
        return {**described, "content": media}
    return {**described, "content": {"application/json": {"schema": _ref(address.schema)}}}


def _problems(address: Address) -> Json:
    codes = ["400", *(["404", "410"] if address.placeholders else [])]
    content = {PROBLEM: {"schema": _ref("Problem")}}
    return {code: {"description": sentence(f"api.status.{code}", {}), "content": content} for code in codes}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _in_path(name: str) -> Json:
    schema: Json = {"type": "string", "enum": list(WRITERS)} if name == "format" else {"type": "string"}
    words = sentence(f"api.placeholder.{name}", {})
    return {"name": name, "in": "path", "required": True, "description": words, "schema": schema}


def _in_query(parameter: Parameter) -> Json:
    schema: Json = {"type": parameter.kind}
    if parameter.kind == "integer":
        schema |= {"minimum": 0} | ({"maximum": parameter.most} if parameter.most else {})
    if parameter.default is not None:
        schema["default"] = parameter.default
    words = sentence(f"api.parameter.{parameter.name}", {"most": parameter.most or ""})
    made: Json = {"name": parameter.name, "in": "query", "required": False, "description": words, "schema": schema}
    return made | ({"example": parameter.example} if parameter.example else {})


def _drop(operation: Json, placeholder: str) -> None:
    operation["parameters"] = [each for each in operation["parameters"] if each["name"] != placeholder]


def _column(column: Column) -> Json:
    words = f"{column.label} ({column.unit})" if column.unit else column.label
    return {**_TYPES[column.type], "title": words}
