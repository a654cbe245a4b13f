"""The parameters of every address: read from here, and described from here in the OpenAPI document."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl

from torg.engine.queries import LARGEST_LIMIT, nearest
from torg.foundation.problems import Problem

from .answers import stop


@dataclass(frozen=True)
class Parameter:
    """``most`` bounds an integer. Its words are the sentence ``api.parameter.<name>``."""

    name: str
    kind: Literal["string", "integer", "boolean"] = "string"
    default: int | None = None
    most: int | None = None
    example: str | None = None


MOST_DATASETS = 1000
MOST_PARAMETERS = 100
LIST = (
    Parameter("limit", "integer", 100, MOST_DATASETS),
    Parameter("cursor"),
    Parameter("q", example="badplatser"),
    Parameter("organisation", example="are"),
    Parameter("theme", example="ENVI"),
    Parameter("format", example="geojson"),
    Parameter("place", example="are"),
    Parameter("updated_since", example="2026-01-01"),
    Parameter("facets", example="organisation,theme"),
)
VERSION = (Parameter("version", "integer"),)
CHOICE = (
    Parameter("select", example="name,capacity"),
    Parameter("where", example="capacity > 100 AND name LIKE 'A%'"),
    Parameter("order_by", example="name,-capacity"),
)
ROWS = (*CHOICE, Parameter("limit", "integer", 100, LARGEST_LIMIT), Parameter("cursor"), *VERSION)
EXPORT = (*CHOICE, *VERSION, Parameter("excel", "boolean"))


@dataclass(frozen=True)
class Address:
    """A path below /api/v1. ``schema`` names the shape of the answer; None: a file."""

    name: str
    path: str
    parameters: tuple[Parameter, ...]
    schema: str | None

    @property
    def placeholders(self) -> list[str]:
        return re.findall(r"{(\w+)}", self.path)


ADDRESSES = (
    Address("datasets", "/datasets", LIST, "Datasets"),
    Address("dataset", "/datasets/{slug}", (), "Dataset"),
    Address("table", "/tables/{name}", VERSION, "Table"),
    Address("rows", "/tables/{name}/rows", ROWS, "Rows"),
    Address("export", "/tables/{name}/export.{format}", EXPORT, None),
    Address("table_openapi", "/tables/{name}/openapi.json", (), "Document"),
    Address("openapi", "/openapi.json", (), "Document"),
)
_BOUNDS = 2**31
_ELSEWHERE = {
    "offset": "cursor", "skip": "cursor", "page": "cursor", "filter": "where", "query": "where", "sort": "order_by",
    "order": "order_by", "orderby": "order_by", "fields": "select", "columns": "select", "page_size": "limit",
    "per_page": "limit", "count": "limit",
}  # fmt: skip
"""What other APIs call the same thing: no likeness of letters leads there."""


def read(query: bytes, parameters: tuple[Parameter, ...]) -> dict[str, str]:
    """The values of a request. One unknown name, or one name twice, and the request is refused."""
    names = [parameter.name for parameter in parameters]
    values: dict[str, str] = {}
    problems = []
    if query.count(b"&") >= MOST_PARAMETERS:
        raise stop(400, Problem("parameter.many", most=MOST_PARAMETERS))
    for name, value in parse_qsl(query.decode("ascii", "replace"), keep_blank_values=True):
        if name not in names:
            problems.append(_unknown(name, names))
        elif name in values:
            problems.append(Problem("parameter.twice", parameter=name, value=name))
        else:
            values[name] = value
    if problems:
        raise stop(400, *problems[:20])
    return values


def _unknown(name: str, names: list[str]) -> Problem:
    meant = _ELSEWHERE.get(name.lower())
    close = meant if meant in names else nearest(name, names)
    if close:
        return Problem("parameter.near", parameter=name, value=name, nearest=close)
    return Problem("parameter.unknown" if names else "parameter.none", parameter=name, value=name, names=names)


def integer(values: Mapping[str, str], parameter: Parameter) -> int | None:
    text = values.get(parameter.name)
    if text is None:
        return parameter.default
    most = parameter.most or _BOUNDS
    if text.isascii() and text.isdigit() and len(text) < 11 and int(text) <= most:
        return int(text)
    raise stop(400, Problem("parameter.number", parameter=parameter.name, value=text, most=most))


def truth(values: Mapping[str, str], name: str) -> bool:
    text = values.get(name, "0").lower()
    if text in ("1", "true", "yes"):
        return True
    if text in ("0", "false", "no"):
        return False
    raise stop(400, Problem("parameter.truth", parameter=name, value=text))
