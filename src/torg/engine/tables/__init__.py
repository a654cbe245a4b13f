"""Tables: the types of values, columns, and immutable versions made of Parquet parts."""

from .columns import VALUE_TYPES, Column, Role, ValueType
from .copying import serving_copy
from .database import connect
from .glance import glance
from .storing import drop_version, store_version
from .texts import json_members, json_value
from .version import Geometry, Part, Version

__all__ = [
    "VALUE_TYPES",
    "Column",
    "Geometry",
    "Part",
    "Role",
    "ValueType",
    "Version",
    "connect",
    "drop_version",
    "json_members",
    "json_value",
    "glance",
    "serving_copy",
    "store_version",
]
