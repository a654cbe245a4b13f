"""Tables: the types of values, columns, and immutable versions made of Parquet parts."""

from .columns import VALUE_TYPES, Column, Role, ValueType
from .copying import copy_path, looks_whole, serving_copy
from .database import connect, cursor, quoted, scan, scan_with_places, text
from .glance import glance
from .storing import drop_version, store_version
from .texts import UNIT, json_members, json_value
from .version import Geometry, Part, Version

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
