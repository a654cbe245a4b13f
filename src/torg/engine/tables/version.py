"""A version: an immutable manifest of Parquet parts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .columns import Column


@dataclass(frozen=True)
class Part:
    """One Parquet file. ``key`` is its place in the storage, ``sha256`` the digest of its bytes."""

    key: str
    sha256: str
    bytes: int
    rows: int


@dataclass(frozen=True)
class Geometry:
    """How a row gets its place on earth: a column of WKB, or a column of longitudes and one of latitudes (WGS 84).

    ``kind`` is ``point``, ``line``, ``polygon`` or ``mixed``; ``bounds`` is west, south, east, north.
    """

    kind: str
    columns: tuple[str, ...]
    bounds: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class Version:
    """``number`` counts from 1 within the table; a part may belong to several versions.

    Parts hold the columns of ``columns`` in order, and before them ``_row`` (BIGINT): the row of the publisher's
    own file a row came from.
    """

    table: str
    number: int
    created: datetime
    columns: tuple[Column, ...]
    parts: tuple[Part, ...]
    geometry: Geometry | None = None

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.parts)

    @property
    def bytes(self) -> int:
        return sum(part.bytes for part in self.parts)

    def as_json(self) -> dict[str, Any]:
        return {
            "table": self.table,
            "number": self.number,
            "created": self.created.isoformat(),
            "columns": [column.as_json() for column in self.columns],
            "parts": [vars(part) for part in self.parts],
            "geometry": None if self.geometry is None else vars(self.geometry),
        }

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> "Version":
        shape = facts["geometry"]
        return cls(
            table=facts["table"],
            number=facts["number"],
            created=datetime.fromisoformat(facts["created"]),
            columns=tuple(Column.from_json(column) for column in facts["columns"]),
            parts=tuple(Part(**part) for part in facts["parts"]),
            geometry=shape
            and Geometry(shape["kind"], tuple(shape["columns"]), shape["bounds"] and tuple(shape["bounds"])),
        )
