"""Tables: the types of values, columns, and immutable versions made of Parquet parts."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .columns import VALUE_TYPES, Column, Role, ValueType
from .version import Geometry, Part, Version

if TYPE_CHECKING:
    from .copying import copy_path, looks_whole, serving_copy
    from .database import connect, cursor, quoted, scan, scan_with_places, text
    from .glancing import glance
    from .storing import drop_version, store_version
    from .texts import UNIT, json_members, json_value

__all__ = [
    "UNIT",
    "VALUE_TYPES",
    "Column",
    "Geometry",
    "Part",
    "Role",
    "ValueType",
    "Version",
    "connect",
    "copy_path",
    "cursor",
    "drop_version",
    "glance",
    "json_members",
    "json_value",
    "looks_whole",
    "quoted",
    "scan",
    "scan_with_places",
    "serving_copy",
    "store_version",
    "text",
]

_PLACES = {
    "UNIT": "texts",
    "connect": "database",
    "copy_path": "copying",
    "cursor": "database",
    "drop_version": "storing",
    "glance": "glancing",
    "json_members": "texts",
    "json_value": "texts",
    "looks_whole": "copying",
    "quoted": "database",
    "scan": "database",
    "scan_with_places": "database",
    "serving_copy": "copying",
    "store_version": "storing",
    "text": "database",
}


def __getattr__(name: str) -> Any:
    """Loaded when used: who only speaks of versions and columns needs neither DuckDB nor Arrow."""
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(import_module(f".{_PLACES[name]}", __name__), name)
