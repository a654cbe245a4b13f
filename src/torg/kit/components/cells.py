"""What a table on a page is made of: heads that say what a column holds, and cells."""

from dataclasses import dataclass
from typing import Literal

from .words import text

SHORT, LONG = 28, 90
# Type of value: its name for people, the sign beside it, whether its values stand at the right.
_KINDS = {
    "string": ("text", "text", False),
    "integer": ("whole number", "digits", True),
    "number": ("number", "digits", True),
    "boolean": ("yes or no", "choice", False),
    "date": ("date", "date", False),
    "datetime": ("date and time", "date", False),
    "time": ("time", "time", False),
    "year": ("year", "date", False),
    "point": ("place", "place", False),
    "geometry": ("shape", "place", False),
}


@dataclass(frozen=True)
class Head:
    """``kind`` is one of the types of values, ``filled`` a share from 0 to 1, ``range`` what lies between.

    ``sort`` is the address of the same rows in the order of this column, ``order`` how they stand now.
    """

    label: str
    kind: str = ""
    unit: str | None = None
    filled: float | None = None
    range: str | None = None
    sort: str = ""
    order: Literal["", "ascending", "descending"] = ""

    @property
    def word(self) -> str:
        return str(text(_KINDS[self.kind][0])) if self.kind else ""

    @property
    def sign(self) -> str:
        return _KINDS[self.kind][1]

    @property
    def numeric(self) -> bool:
        return bool(self.kind) and _KINDS[self.kind][2]


@dataclass(frozen=True)
class Cell:
    text: str
    numeric: bool = False
    address: str | None = None

    @property
    def empty(self) -> bool:
        return not self.text

    @property
    def short(self) -> bool:
        return len(self.text) <= SHORT

    @property
    def long(self) -> bool:
        return len(self.text) > LONG
