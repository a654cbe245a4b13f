"""A column of a published table: what it is called, what it holds, what is known of its values."""

from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

ValueType = Literal["string", "integer", "number", "boolean", "date", "time", "datetime", "year", "point", "geometry"]
VALUE_TYPES: tuple[ValueType, ...] = get_args(ValueType)

Role = Literal[
    "identifier",
    "name",
    "latitude",
    "longitude",
    "easting",
    "northing",
    "geometry",
    "address",
    "postcode",
    "municipality",
    "municipality_code",
    "date",
    "year",
    "url",
    "email",
    "phone",
]


@dataclass(frozen=True)
class Column:
    """``name`` is for machines (``oppettider``), ``label`` is the heading as the publisher wrote it.

    ``sql`` is the column's exact type in Parquet and DuckDB (``DECIMAL(12,2)``, ``VARCHAR`` ...).
    ``format`` says how the values stood in the file (``DD.MM.YYYY``, ``decimal comma``), None if as they are now.
    ``min``, ``max`` and ``examples`` are values written as JSON would write them, as text.
    """

    name: str
    label: str
    type: ValueType
    sql: str
    unit: str | None = None
    format: str | None = None
    role: Role | None = None
    missing: int = 0
    distinct: int | None = None
    min: str | None = None
    max: str | None = None
    examples: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> "Column":
        return cls(**{**facts, "examples": tuple(facts.get("examples", ()))})
