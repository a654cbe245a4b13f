"""A column that is the sum of others: votes for, against and withheld."""

from collections.abc import Mapping
from typing import Any

from ...checking.sql import row_fact
from ...checking.table import Table
from ..kind import Check, Example, columns_of, listed, there


class Sums(Check):
    name = "sum-columns"
    also = ("sum-columns-value",)
    label = "One column is the sum of others"
    code = "columns.sum"
    examples = (
        Example(
            {"column": "s", "columns": ["a", "b"]},
            (
                {"s": "3", "a": "1", "b": "2"},
                {"s": "4", "a": "1", "b": "2"},
                {"s": "4", "a": "1", "b": None},
                {"s": "0.3", "a": "0.1", "b": "0.2"},
            ),
            (1,),
            {"s": "number", "a": "number", "b": "number"},
        ),
    )

    def find(self, table: Table, parameters: Mapping[str, Any]) -> None:
        names = listed(parameters, "column", "columns")
        columns = list(columns_of(table, names))
        if len(columns) < len(names) or len(columns) < 2:
            return
        whole, *parts = (f"TRY_CAST({column.settled} AS DECIMAL(38, 9))" for column in columns)
        total = " + ".join(parts)
        shown = {"columns": [column.heading for column in columns[1:]]}
        facts = row_fact("sum", f"({total})::DOUBLE", shown)
        condition = f"{there(columns)} AND {whole} <> {total}"
        table.tell(self.code, "wait", table.settled(columns), condition, columns[0], facts=facts)
