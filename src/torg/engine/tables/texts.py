"""SQL expressions that render values as JSON, exactly: no number passes through a float on its way."""

from collections.abc import Sequence

import orjson

from .columns import Column
from .database import quoted, text

UNIT = "\x1f"
"""Stands between the members of a row in row files. JSON never holds it unescaped."""


def json_value(column: Column) -> str:
    """The column's value as JSON text; ``null`` where it is missing or no number."""
    return f"coalesce({_known(column)}, 'null')"


def _known(column: Column) -> str:
    value = quoted(column.name)
    if column.type == "string":
        return f"to_json({value})::VARCHAR"
    if column.type in ("point", "geometry"):
        return f"st_asgeojson(st_geomfromwkb({value}))::VARCHAR"
    if column.type in ("date", "time"):
        return f"""'"' || {value}::VARCHAR || '"'"""
    if column.type == "datetime":
        return f"""'"' || replace(replace({value}::VARCHAR, ' ', 'T'), '+00', 'Z') || '"'"""
    if column.sql in ("DOUBLE", "FLOAT"):
        return f"CASE WHEN isfinite({value}) THEN {value}::VARCHAR END"
    return f"{value}::VARCHAR"


def json_members(columns: Sequence[Column], between: str) -> str:
    """``"name":value`` of all columns as one text, with ``between`` between them and no braces around."""
    pieces = []
    for index, column in enumerate(columns):
        label = orjson.dumps(column.name).decode()
        pieces += [text(f"{between if index else ''}{label}:"), json_value(column)]
    return f"concat({', '.join(pieces)})"
