"""A year, or two years with a slash between: the season 2025/2026."""

from collections.abc import Mapping
from typing import Any

from ...checking.table import Table
from ..kind import Check, Example, columns_of, listed

_YES = ("yes", "true", "True", "1")


class Years(Check):
    name = "year-interval"
    also = ("year-interval-value",)
    label = "A year, or from one year to a later one"
    code = "year.interval"
    examples = (
        Example(
            {"column": "a", "allow-year-only": "yes"},
            ({"a": "2026"}, {"a": "2025/2026"}, {"a": "2026/2025"}, {"a": "2026/2026"}, {"a": "26"}, {"a": None}),
            (2, 3, 4),
        ),
        Example({"column": "a"}, ({"a": "2025/2026"}, {"a": "2026"}), (1,)),
    )

    def find(self, table: Table, parameters: Mapping[str, Any]) -> None:
        alone = str(parameters.get("allow-year-only", parameters.get("allow_year_only", ""))) in _YES
        for column in columns_of(table, listed(parameters, "column")):
            x = column.settled
            two = f"regexp_full_match({x}, '[0-9]{{4}}/[0-9]{{4}}') AND left({x}, 4) < right({x}, 4)"
            right = f"({two} OR regexp_full_match({x}, '[0-9]{{4}}'))" if alone else f"({two})"
            table.tell(self.code, "wait", table.settled([column]), f"{x} IS NOT NULL AND NOT {right}", column)
