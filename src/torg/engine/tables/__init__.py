"""Tables: the types of values, columns, and immutable versions made of Parquet parts."""

from .columns import VALUE_TYPES, Column, Role, ValueType
from .version import Geometry, Part, Version

__all__ = ["VALUE_TYPES", "Column", "Geometry", "Part", "Role", "ValueType", "Version"]
