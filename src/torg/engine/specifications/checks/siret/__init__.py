"""French numbers of establishments: a SIREN number and five figures more."""

from collections.abc import Mapping
from typing import Any

from ...checking.codes import bare, digit_sum, luhn
from ...checking.table import Table
from ..kind import Check, Example, columns_of, listed

POST = "356000000"
"""La Poste has so many offices that theirs are proved by a plain sum of figures."""


class Siret(Check):
    name = "french-siret"
    also = ("french-siret-value",)
    label = "SIRET number of France"
    code = "siret.check"
    examples = (
        Example(
            {"column": "a"},
            ({"a": "55210055400013"}, {"a": "552 100 554 00013"}, {"a": "55210055400014"}, {"a": "552100554"}),
            (2, 3),
        ),
        Example({"column": "a"}, ({"a": "35600000000048"}, {"a": "35600000049837"}, {"a": "35600000049838"}), (2,)),
    )

    def find(self, table: Table, parameters: Mapping[str, Any]) -> None:
        for column in columns_of(table, listed(parameters, "column")):
            number = bare(column.settled)
            post = f"starts_with({number}, '{POST}') AND {digit_sum(number, 14)} % 5 = 0"
            proved = f"({luhn(number, 14)} OR ({post}))"
            right = f"regexp_full_match({number}, '[0-9]{{14}}') AND {luhn(number, 9)} AND {proved}"
            condition = f"{column.settled} IS NOT NULL AND NOT coalesce({right}, false)"
            table.tell(self.code, "wait", table.settled([column]), condition, column)
