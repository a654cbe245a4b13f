"""The table being checked: its columns as fields, the views of its cells, and the table of problems."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb
import pyarrow as pa

from ..found import Level
from ..model import Field, Specification
from .shape import Limit, Shape
from .shapes import limits_of, shape_of
from .sql import literal, literals, plain_facts
from .words import trimmed

LEVELS: Mapping[Level, int] = {"done": 0, "check": 1, "wait": 2}
SHOWN_SIGNS = 1000
"""So many signs of a cell are kept with a problem."""


@dataclass(frozen=True)
class Column:
    """A column of the file that is a field: ``f<place>`` in the view ``cells``, ``s<place>`` in ``settled``."""

    place: int
    field: Field
    heading: str
    raw: str
    """SQL of the cell's text in the view ``data``."""

    @property
    def cell(self) -> str:
        return f"f{self.place}"

    @property
    def written(self) -> str:
        """As it stands, also where it is a mark for a missing value."""
        return f"w{self.place}"

    @property
    def settled(self) -> str:
        return f"s{self.place}"

    @property
    def required(self) -> bool:
        return self.field.level == "required"


@dataclass
class Table:
    """``data`` (rows of the file, ``r`` counts from 0) has to be there. Problems are written into ``problems``."""

    connection: duckdb.DuckDBPyConnection
    specification: Specification
    columns: tuple[Column, ...]
    rows: int = 0
    shapes: dict[int, Shape] = field(default_factory=dict)
    limits: dict[int, tuple[Limit, ...]] = field(default_factory=dict)
    mended: set[int] = field(default_factory=set)
    """Places of columns with a table ``mended<place>`` (x, s): what becomes of a text, NULL where nobody knows."""
    empty: dict[int, int] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()
    """Names of fields that have no column of their own and stand in a cell of another."""
    notes: list[str] = field(default_factory=list)
    """Named checks this hub does not have."""

    def __post_init__(self) -> None:
        self.shapes = {column.place: shape_of(column.field) for column in self.columns}
        self.limits = {column.place: limits_of(column.field, self.shapes[column.place]) for column in self.columns}
        self.connection.execute(
            "CREATE TABLE problems (r BIGINT, place INTEGER, code VARCHAR, level TINYINT, value VARCHAR, fix VARCHAR, "
            "facts VARCHAR)"
        )
        self.show({})

    def show(self, moved: Mapping[int, str]) -> None:
        """The view of all cells; ``moved`` names columns of the table ``moved`` that take the place of some."""
        cells = "".join(
            f", {self._shown(column, moved.get(column.place))} AS {column.cell}, {column.raw} AS {column.written}"
            for column in self.columns
        )
        join = " LEFT JOIN moved ON data.r = moved.r" if moved else ""
        self.connection.execute(f"CREATE OR REPLACE VIEW cells AS SELECT data.r AS r{cells} FROM data{join}")

    def _shown(self, column: Column, side: str | None) -> str:
        present = self.present(column)
        return f"CASE WHEN moved.r IS NULL THEN {present} ELSE moved.{side} END" if side else present

    def present(self, column: Column) -> str:
        """The cell's text, NULL where it is blank or a mark for a missing value."""
        own = column.field.missing_values
        marks = sorted({*(self.specification.missing_values if own is None else own)} - {""})
        x = column.raw
        blank = f"CASE WHEN {x} < '!' THEN {trimmed(x)} = '' ELSE false END"
        missing = f"{blank} OR {x} IN ({literals(marks)})" if marks else blank
        return f"CASE WHEN {missing} THEN NULL ELSE {x} END"

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.field.name == name), None)

    def heading(self, name: str) -> str:
        """What a field is called in the file, or by the rules where the file does not have it."""
        column = self.column(name)
        if column is not None:
            return column.heading
        known = next((one for one in self.specification.fields if one.name == name), None)
        return known.label() if known else name

    def fetch(self, sql: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self.connection.execute(sql).fetchall()
        return found

    def run(self, sql: str) -> None:
        self.connection.execute(sql)

    def settled(self, columns: Sequence[Column]) -> str:
        """SQL of the rows with ``f`` and ``s`` of these columns: as they stand, and as they are after mending."""
        cells, joins = ["c.r"], []
        for column in {column.place: column for column in columns}.values():
            cells += [f"c.{column.cell}", f"c.{column.written}"]
            if column.place in self.mended:
                joins.append(f"LEFT JOIN mended{column.place} m{column.place} ON c.{column.cell} = m{column.place}.x")
                told = f"CASE WHEN m{column.place}.x IS NULL THEN c.{column.cell} ELSE m{column.place}.s END"
                cells.append(f"{told} AS {column.settled}")
            else:
                cells.append(f"c.{column.cell} AS {column.settled}")
        return f"(SELECT {', '.join(cells)} FROM cells c {' '.join(joins)})"

    def value(self, column: Column) -> str:
        """SQL of what a settled cell means: a number, a date, a text."""
        return self.shapes[column.place].value(column.settled)

    def tell(
        self,
        code: str,
        level: Level,
        source: str,
        condition: str,
        column: Column | None = None,
        *,
        fix: str = "NULL",
        facts: str | Mapping[str, object] = "NULL",
    ) -> None:
        """A problem for each row of ``source`` that meets ``condition``; ``fix`` and ``facts`` are SQL."""
        told = facts if isinstance(facts, str) else plain_facts(facts)
        place, value = (
            ("NULL", "NULL") if column is None else (str(column.place), f"left({column.written}, {SHOWN_SIGNS})")
        )
        self.run(
            f"INSERT INTO problems SELECT r, {place}, {literal(code)}, {LEVELS[level]}, {value}, {fix}, {told} "
            f"FROM {source} WHERE {condition}"
        )

    def tell_of_table(self, code: str, level: Level, place: int | None, **facts: object) -> None:
        """A problem of the table as a whole, or of a column of it."""
        self.connection.execute(
            "INSERT INTO problems VALUES (NULL, ?, ?, ?, NULL, NULL, ?)",
            [place, code, LEVELS[level], json.dumps(facts, ensure_ascii=False, default=str)],
        )

    def keep(self, name: str, **columns: Sequence[Any]) -> None:
        """A small table made in Python."""
        arrays = {key: pa.array(values, pa.string()) for key, values in columns.items()}
        self.connection.register("incoming", pa.table(arrays))
        self.run(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM incoming")
        self.connection.unregister("incoming")
