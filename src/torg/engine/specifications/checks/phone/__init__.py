"""Phone numbers, as the numbering plans of the countries have them."""

from collections.abc import Mapping
from typing import Any

import phonenumbers

from ...checking.cells import tell_judged
from ...checking.shape import FINE, Judged
from ...checking.table import Table
from ..kind import Check, Example, columns_of, listed

FRANCE = "FR"
"""Schemas of the French registry name no country."""


class Phone(Check):
    name = "phone-number"
    also = ("phone-number-value",)
    label = "Phone number"
    code = "phone.check"
    examples = (
        Example(
            {"column": "a"},
            ({"a": "01 99 00 27 37"}, {"a": "+46 8 508 00 000"}, {"a": "115"}, {"a": "12"}, {"a": "ring oss"}),
            (3, 4),
        ),
        Example({"column": "a", "country": "SE"}, ({"a": "08-508 00 000"}, {"a": "070-1"}), (1,)),
    )

    def find(self, table: Table, parameters: Mapping[str, Any]) -> None:
        country = str(parameters.get("country") or FRANCE).upper()
        for column in columns_of(table, listed(parameters, "column")):
            tell_judged(table, column, lambda text: FINE if is_phone(text, country) else Judged(self.code))


def is_phone(text: str, country: str) -> bool:
    """Of the country, short numbers too, or with the code of any other."""
    return _is_of(text, country, short=True) or _is_of(text, None, short=False)


def _is_of(text: str, country: str | None, *, short: bool) -> bool:
    try:
        number = phonenumbers.parse(text[:100], country)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number) or (short and phonenumbers.is_valid_short_number(number))
