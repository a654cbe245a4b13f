"""Columns that are filled together or not at all: both parts of a position."""

from collections.abc import Mapping
from typing import Any

from ...checking.table import Table
from ..kind import Check, Example, columns_of, listed


class Together(Check):
    name = "cohesive-columns"
    also = ("cohesive-columns-value", "columns-together")
    label = "All of these columns are filled, or none"
    code = "columns.together"
    examples = (
        Example(
            {"column": "a", "othercolumns": ["b", "c"]},
            (
                {"a": "1", "b": "1", "c": "1"},
                {"a": "1", "b": None, "c": "1"},
                {"a": None, "b": None, "c": None},
                {"a": None, "b": None, "c": "1"},
            ),
            (1, 3),
        ),
    )

    def find(self, table: Table, parameters: Mapping[str, Any]) -> None:
        names = [
            name for name in listed(parameters, "column", "othercolumns", "columns") if name not in table.elsewhere
        ]
        columns = list(columns_of(table, names))
        if not columns:
            return
        filled = " + ".join(f"({column.settled} IS NOT NULL)::INTEGER" for column in columns)
        shown = [table.heading(name) for name in names]
        condition = f"({filled}) NOT IN (0, {len(names)})"
        for column in columns:  # said of the first cell that is empty
            empty = f"{condition} AND {column.settled} IS NULL"
            table.tell(self.code, "wait", table.settled(columns), empty, column, facts={"columns": shown})
            condition += f" AND {column.settled} IS NOT NULL"
        table.tell(self.code, "wait", table.settled(columns), condition, columns[0], facts={"columns": shown})
