"""At least one of some columns is filled: an address or a position."""

from collections.abc import Mapping
from typing import Any

from ...checking.table import Table
from ..kind import Check, Example, columns_of, listed


class OneOf(Check):
    name = "one-of-required"
    also = ("one-of-required-value",)
    label = "At least one of these columns is filled"
    code = "columns.one"
    examples = (
        Example(
            {"column1": "a", "column2": "b"},
            ({"a": "1", "b": None}, {"a": None, "b": "1"}, {"a": "1", "b": "1"}, {"a": None, "b": None}),
            (3,),
        ),
    )

    def find(self, table: Table, parameters: Mapping[str, Any]) -> None:
        names = listed(parameters, "column", "column1", "column2", "othercolumns", "columns")
        columns = list(columns_of(table, names))
        shown = [table.heading(name) for name in names]
        if not columns:
            table.tell_of_table("columns.one_needed", "wait", None, columns=shown)
            return
        empty = " AND ".join(f"{column.settled} IS NULL" for column in columns)
        table.tell(self.code, "wait", table.settled(columns), empty, columns[0], facts={"columns": shown})
