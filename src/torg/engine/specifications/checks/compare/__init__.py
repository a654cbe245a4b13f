"""Two columns compared: the season begins before it ends."""

from collections.abc import Mapping
from typing import Any

from ...checking.table import Column, Table
from ..kind import Check, Example, columns_of, listed, there

SIGNS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "=": "=", "!=": "≠", "<>": "≠"}
_SQL = {"==": "=", "!=": "<>"}
_NUMBERS, _TIMES = {"integer", "number", "year"}, {"date", "datetime"}


class Compare(Check):
    name = "compare-columns"
    also = ("compare-columns-value",)
    label = "One column is larger or smaller than another"
    code = "columns.compare"
    examples = (
        Example(
            {"column": "a", "op": "<=", "other": "b"},
            ({"a": "2", "b": "10"}, {"a": "10", "b": "9"}, {"a": None, "b": "1"}, {"a": "3", "b": "3"}),
            (1,),
            {"a": "integer", "b": "integer"},
        ),
        Example(
            {"column": "a", "op": ">", "column2": "b"},
            ({"a": "2026-05-01", "b": "2026-04-30"}, {"a": "2026-05-01", "b": "2026-05-01"}),
            (1,),
            {"a": "date", "b": "date"},
        ),
        Example({"column": "a", "op": "<", "other": "b"}, ({"a": "9", "b": "10"}, {"a": "b", "b": "a"}), (1,)),
    )

    def find(self, table: Table, parameters: Mapping[str, Any]) -> None:
        columns = list(columns_of(table, listed(parameters, "column", "column2", "other")))
        op = str(parameters.get("op", ""))
        if len(columns) != 2 or op not in SIGNS:
            return
        first, second = columns
        held = _held(table, first, second, _SQL.get(op, op))
        facts = {"op": SIGNS[op], "other": second.heading}
        table.tell(self.code, "wait", table.settled(columns), f"{there(columns)} AND NOT {held}", first, facts=facts)


def _held(table: Table, first: Column, second: Column, op: str) -> str:
    """Compared as what they are, where both are of a kind; texts as numbers where both are, else by letters."""
    one, other = table.value(first), table.value(second)
    types = {first.field.type, second.field.type}
    if types <= _NUMBERS or types <= _TIMES or types == {"time"} or types == {"yearmonth"}:
        return f"coalesce({one} {op} {other}, true)"
    a, b = (f"TRY_CAST({column.settled} AS DOUBLE)" for column in (first, second))
    texts = f"{first.settled} {op} {second.settled}"
    return f"(CASE WHEN {a} IS NOT NULL AND {b} IS NOT NULL THEN {a} {op} {b} ELSE {texts} END)"
