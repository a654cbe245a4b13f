"""French numbers of enterprises: nine figures, the last of which proves the others."""

from collections.abc import Mapping
from typing import Any

from ...checking.codes import bare, luhn
from ...checking.table import Table
from ..kind import Check, Example, columns_of, listed


class Siren(Check):
    name = "french-siren"
    also = ("french-siren-value",)
    label = "SIREN number of France"
    code = "siren.check"
    examples = (
        Example(
            {"column": "a"},
            ({"a": "552100554"}, {"a": "552 100 554"}, {"a": "552100555"}, {"a": "55210055"}, {"a": None}),
            (2, 3),
        ),
    )

    def find(self, table: Table, parameters: Mapping[str, Any]) -> None:
        for column in columns_of(table, listed(parameters, "column")):
            number = bare(column.settled)
            right = f"regexp_full_match({number}, '[0-9]{{9}}') AND {luhn(number, 9)}"
            condition = f"{column.settled} IS NOT NULL AND NOT coalesce({right}, false)"
            table.tell(self.code, "wait", table.settled([column]), condition, column)
