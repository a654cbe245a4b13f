"""Opening hours as OpenStreetMap writes them: ``Mo-Fr 08:00-17:00; PH off``."""

from collections.abc import Mapping
from typing import Any

from ...checking.cells import tell_judged
from ...checking.shape import FINE, Judged
from ...checking.table import Table
from ..kind import Check, Example, columns_of, listed
from .grammar import is_opening_hours


class Hours(Check):
    name = "opening-hours"
    also = ("opening-hours-value",)
    label = "Opening hours"
    code = "hours.check"
    examples = (
        Example(
            {"column": "a"},
            (
                {"a": "Mo-Fr 08:00-17:00; Sa 10:00-14:00; PH off"}, {"a": "24/7"}, {"a": "8-17 vardagar"},
                {"a": "Jun-Aug: Mo,We 09:00-12:00,13:00-18:00"}, {"a": "Mo-Fr 8h-17h"}, {"a": "sunrise-sunset"},
                {"a": "Mo-Fr 25:00-26:30"}, {"a": None},
            ),
            (2, 4),
        ),
    )  # fmt: skip

    def find(self, table: Table, parameters: Mapping[str, Any]) -> None:
        for column in columns_of(table, listed(parameters, "column")):
            tell_judged(table, column, lambda text: FINE if is_opening_hours(text) else Judged(self.code))
