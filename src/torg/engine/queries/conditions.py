"""From CQL2 text to a Condition: parsed by the ``cql2`` library, then every column and every type checked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any as Json
from typing import Literal

import cql2

from torg.engine.tables import Column
from torg.foundation.problems import Problem

from .literals import Lifted, lift
from .naming import no_column
from .query import (
    All,
    Any,
    Between,
    Compare,
    Comparison,
    Condition,
    Constant,
    Field,
    In,
    IsNull,
    IsTrue,
    Like,
    Not,
    Rounding,
    Slot,
    Value,
)
from .values import bind

_NUMBERS = ("integer", "number", "year")
_OPERATORS: dict[str, Comparison] = {each: each for each in ("=", "<>", "<", "<=", ">", ">=")}
_MIRRORED: dict[str, Comparison] = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_KEPT = 500
"""Letters of the longest condition whose shape is kept."""
_ROUNDING: dict[str, Rounding] = {"=": "exact", "<>": "exact", "<": "up", "<=": "down", ">": "down", ">=": "up"}


@dataclass(frozen=True)
class Operand:
    """One side of a comparison as it was written: a column, or a literal of some kind."""

    kind: Literal["column", "number", "text", "date", "timestamp", "truth"]
    field: Field | None = None
    literal: int = 0
    negative: bool = False
    truth: bool = False
    any_case: bool = False
    any_accent: bool = False


@dataclass(frozen=True)
class Shape:
    """A condition without its values: ``slots`` says how to read each, ``negative`` which have a minus before."""

    condition: Condition
    slots: tuple[tuple[Slot, bool], ...]


class Told(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def parse_where(text: str, columns: tuple[Column, ...]) -> tuple[Condition, tuple[object, ...], str] | Problem:
    """The condition, its values, and the shape they were taken out of."""
    lifted = lift(text)
    if isinstance(lifted, Problem):
        return lifted
    kinds = "".join("\\" if "\\" in literal.text else "." for literal in lifted.literals)
    read = _shape if len(text) <= _KEPT else _shape.__wrapped__  # else a few thousand questions fill the memory
    shape = read(lifted.shape, kinds, columns)
    if not isinstance(shape, Shape):
        return _in_words(shape, lifted)
    values = [bind(slot, lifted.literals[slot.literal - 1].text, negative) for slot, negative in shape.slots]
    problem = next((value for value in values if isinstance(value, Problem)), None)
    return problem or (shape.condition, tuple(values), lifted.shape + kinds)


@lru_cache(maxsize=1000)
def _shape(text: str, kinds: str, columns: tuple[Column, ...]) -> Shape | Problem | int:
    """The shape, what is wrong with it, or the place where the text could not be read."""
    try:
        tree = cql2.parse_text(text).to_json()
    except cql2.ParseError as error:
        return _place(str(error), text)
    try:
        reader = _Reader(columns, kinds)
        condition = reader.condition(tree)
        return Shape(condition, tuple(reader.slots))
    except Told as told:
        return told.problem


def _place(message: str, text: str) -> int:
    """The parser begins its message with ``--> line:column``."""
    found = re.search(r"--> (\d+):(\d+)", message)
    if found is None:
        return 0
    before = text.split("\n")[: int(found[1]) - 1]
    return sum(len(each) + 1 for each in before) + int(found[2]) - 1


def _in_words(found: Problem | int, lifted: Lifted) -> Problem:
    """Problems of a shape name literals by number; here they get their text."""
    if isinstance(found, int):
        return Problem("query.where_unreadable", near=lifted.near(found))
    number = found.facts.get("literal")
    if not isinstance(number, int):
        return found
    facts = {key: fact for key, fact in found.facts.items() if key != "literal"}
    return Problem(found.code, **facts | {"value": lifted.literals[number - 1].text})


class _Reader:
    """Walks the parser's tree. ``slots`` collects the values in the order in which the condition uses them."""

    def __init__(self, columns: Sequence[Column], kinds: str) -> None:
        self.columns = {column.name: column for column in columns}
        self.kinds = kinds
        self.slots: list[tuple[Slot, bool]] = []

    def condition(self, tree: Json) -> Condition:
        if isinstance(tree, bool):
            return Constant(tree)
        if isinstance(tree, dict) and "property" in tree:
            return self._truth(self._field(tree["property"]))
        operator = tree.get("op") if isinstance(tree, dict) else None
        if operator in ("and", "or"):
            parts = tuple(self.condition(part) for part in tree["args"])
            return All(parts) if operator == "and" else Any(parts)
        if operator == "not":
            return Not(self.condition(tree["args"][0]))
        if operator in _OPERATORS:
            return self._compare(operator, *map(self._operand, tree["args"]))
        if operator in self._TESTS:
            return self._TESTS[operator](self, tree["args"])
        raise Told(Problem("query.operation", value=str(operator or "")))

    def _truth(self, field: Field) -> Condition:
        if self.columns[field.name].type != "boolean":
            raise Told(Problem("query.compare_with", column=field.name))
        return IsTrue(field)

    def _compare(self, operator: str, left: Operand, right: Operand) -> Condition:
        if left.field is None:
            left, right, operator = right, left, _MIRRORED[operator]
        if left.field is None:
            raise Told(Problem("query.no_column_named"))
        field, column = left.field, self.columns[left.field.name]
        if column.type in ("point", "geometry"):
            raise Told(Problem("query.place", column=column.name, example="IS NULL"))
        if right.field is not None:
            return self._compare_columns(operator, field, right.field)
        if column.type == "boolean":
            return self._compare_truth(operator, field, right)
        return Compare(_OPERATORS[operator], field, self._value(right, field, _ROUNDING[operator]))

    def _compare_columns(self, operator: str, left: Field, right: Field) -> Condition:
        kinds = [self.columns[field.name].type for field in (left, right)]
        if kinds[0] != kinds[1] and not all(kind in _NUMBERS for kind in kinds):
            raise Told(Problem("query.columns_differ", column=left.name, other=right.name))
        return Compare(_OPERATORS[operator], left, right)

    def _compare_truth(self, operator: str, field: Field, right: Operand) -> Condition:
        if right.kind != "truth" or operator not in ("=", "<>"):
            raise Told(Problem("query.truth", column=field.name))
        yes = IsTrue(field)
        return yes if right.truth == (operator == "=") else Not(yes)

    def _between(self, args: list[Json]) -> Condition:
        field = self._column(args[0])
        low, high = map(self._operand, args[1:])
        return Between(field, self._value(low, field, "up"), self._value(high, field, "down"))

    def _in(self, args: list[Json]) -> Condition:
        field = self._column(args[0])
        listed = args[1] if isinstance(args[1], list) else [args[1]]
        return In(field, tuple(self._value(self._operand(each), field, "exact") for each in listed))

    def _like(self, args: list[Json]) -> Condition:
        field, pattern = self._column(args[0]), self._operand(args[1])
        if self.columns[field.name].type != "string":
            raise Told(Problem("query.like_text", column=field.name))
        if pattern.kind != "text":
            raise Told(Problem("query.text", column=field.name, literal=pattern.literal))
        return Like(field, self._value(pattern, field, "text"), self.kinds[pattern.literal - 1] == "\\")

    def _is_null(self, args: list[Json]) -> Condition:
        operand = self._operand(args[0])
        if operand.field is None:
            raise Told(Problem("query.no_column_named"))
        return IsNull(operand.field)

    _TESTS = {"between": _between, "in": _in, "like": _like, "isNull": _is_null}

    def _column(self, tree: Json) -> Field:
        """The column a test is about, one whose values can be compared."""
        operand = self._operand(tree)
        if operand.field is None:
            raise Told(Problem("query.no_column_named"))
        kind = self.columns[operand.field.name].type
        if kind in ("point", "geometry"):
            raise Told(Problem("query.place", column=operand.field.name, example="IS NULL"))
        if kind == "boolean":
            raise Told(Problem("query.truth", column=operand.field.name))
        return operand.field

    def _operand(self, tree: Json) -> Operand:
        if isinstance(tree, bool):
            return Operand("truth", truth=tree)
        if isinstance(tree, (int, float)):
            return Operand("number", literal=abs(int(tree)), negative=tree < 0)
        if isinstance(tree, str):
            return Operand("text", literal=int(tree))
        if isinstance(tree, dict):
            return self._named(tree)
        if tree is None:
            raise Told(Problem("query.null", example="IS NULL"))
        raise Told(Problem("query.operation", value="list"))

    def _named(self, tree: dict[str, Json]) -> Operand:
        if "property" in tree:
            return Operand("column", self._field(tree["property"]))
        if "date" in tree:
            return Operand("date", literal=int(tree["date"]))
        if "timestamp" in tree:
            return Operand("timestamp", literal=int(tree["timestamp"]))
        if tree.get("op") in ("casei", "accenti") and len(tree["args"]) == 1:
            return self._folded(tree["op"], self._operand(tree["args"][0]))
        raise Told(Problem("query.operation", value=str(tree.get("op", next(iter(tree), "")))))

    def _folded(self, fold: str, inner: Operand) -> Operand:
        case, accent = inner.any_case or fold == "casei", inner.any_accent or fold == "accenti"
        field = inner.field
        if field is not None and self.columns[field.name].type != "string":
            raise Told(Problem("query.like_text", column=field.name))
        folded = field and replace(field, any_case=case, any_accent=accent)
        return replace(inner, field=folded, any_case=case, any_accent=accent)

    def _field(self, name: str) -> Field:
        if name not in self.columns:
            raise Told(no_column(name, tuple(self.columns.values())))
        return Field(name)

    def _value(self, operand: Operand, field: Field, rounding: Rounding) -> Value:
        column = self.columns[field.name]
        if operand.field is not None:
            raise Told(Problem("query.value_needed", column=field.name))
        if operand.kind == "truth" or operand.kind not in _FITTING[column.type]:
            code = "query.truth_only" if operand.kind == "truth" else _WANTED[column.type]
            raise Told(Problem(code, column=field.name, literal=operand.literal or None))
        self.slots.append((Slot(operand.literal, column, rounding), operand.negative))
        folds = (operand.any_case or field.any_case, operand.any_accent or field.any_accent)
        return Value(len(self.slots) - 1, *folds)


_FITTING = {
    "string": ("text",),
    "integer": ("number",),
    "number": ("number",),
    "year": ("number",),
    "date": ("date", "text"),
    "time": ("text",),
    "datetime": ("timestamp", "date", "text"),
}
_WANTED = {
    "string": "query.text",
    "integer": "query.number",
    "number": "query.number",
    "year": "query.number",
    "date": "query.date",
    "time": "query.time",
    "datetime": "query.datetime",
}
