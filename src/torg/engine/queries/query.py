"""The one model of a question to a table. Engines know nothing else."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from torg.engine.tables import Column

Comparison = Literal["=", "<>", "<", "<=", ">", ">="]
Rounding = Literal["exact", "down", "up", "text"]


@dataclass(frozen=True)
class Slot:
    """Where a value stands: the literal of that number in the text, read as a value of ``column``.

    ``down`` and ``up`` say how a number with more decimals than the column has is rounded so that the comparison
    still answers rightly; ``exact`` makes such a number equal to nothing. ``text``: a pattern, taken as it is.
    """

    literal: int
    column: Column
    rounding: Rounding = "exact"


@dataclass(frozen=True)
class Field:
    """A column; ``any_case`` and ``any_accent`` compare as a reader would."""

    name: str
    any_case: bool = False
    any_accent: bool = False


@dataclass(frozen=True)
class Value:
    """A value of the query: ``position`` counts in ``Query.values``. Folded as the field it is compared with."""

    position: int
    any_case: bool = False
    any_accent: bool = False


@dataclass(frozen=True)
class Compare:
    operator: Comparison
    left: Field
    right: Field | Value


@dataclass(frozen=True)
class Between:
    field: Field
    low: Value
    high: Value


@dataclass(frozen=True)
class In:
    field: Field
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Like:
    """``%`` and ``_`` stand for any letters; ``escaped``: a backslash before them takes that away."""

    field: Field
    pattern: Value
    escaped: bool


@dataclass(frozen=True)
class IsNull:
    field: Field


@dataclass(frozen=True)
class IsTrue:
    field: Field


@dataclass(frozen=True)
class Constant:
    value: bool


@dataclass(frozen=True)
class Not:
    part: "Condition"


@dataclass(frozen=True)
class All:
    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Any:
    parts: tuple["Condition", ...]


Condition: TypeAlias = Compare | Between | In | Like | IsNull | IsTrue | Constant | Not | All | Any


def tests(condition: Condition) -> int:
    """How many tests, values of lists included, a condition consists of."""
    if isinstance(condition, (All, Any)):
        return sum(map(tests, condition.parts))
    if isinstance(condition, Not):
        return tests(condition.part)
    return len(condition.values) if isinstance(condition, In) else 1


@dataclass(frozen=True)
class Order:
    column: str
    descending: bool = False


@dataclass(frozen=True)
class Query:
    """``select`` empty means all columns. Rows without a value come last, rows that are equal in their own order.

    ``after`` is the place (counted from 0) of the row the page before ended with. ``limit`` None: all rows.
    ``shape`` names the condition without its values, for caches. ``skip`` rows are passed over: for pages with
    numbers, which have no row before to begin behind.
    """

    select: tuple[str, ...] = ()
    where: Condition | None = None
    values: tuple[object, ...] = ()
    order_by: tuple[Order, ...] = ()
    limit: int | None = None
    after: int | None = None
    shape: str = ""
    skip: int = 0
