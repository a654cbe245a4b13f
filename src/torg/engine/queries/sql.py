"""From a Query to SQL, by way of sqlglot's expressions, so that no name and no value is ever pasted into a text."""

from collections.abc import Sequence
from typing import Any as Json

from sqlglot import exp

from .query import All, Any, Between, Compare, Condition, Constant, Field, In, IsNull, IsTrue, Like, Not, Order, Value

_COMPARISONS = {"=": exp.EQ, "<>": exp.NEQ, "<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE}


def parameter(number: int) -> Json:
    """``$1``, ``$2`` ...: values are bound, counted from 1."""
    return exp.Parameter(this=exp.Literal.number(number))


def column(name: str) -> Json:
    return exp.column(name, quoted=True)


def condition(tree: Condition) -> Json:
    """The condition as an expression; value number 0 is ``$1``."""
    if isinstance(tree, (All, Any)):
        joined = exp.and_ if isinstance(tree, All) else exp.or_
        return exp.paren(joined(*(condition(part) for part in tree.parts), copy=False), copy=False)
    if isinstance(tree, Not):
        return exp.Not(this=exp.paren(condition(tree.part), copy=False))
    if isinstance(tree, Compare):
        return _COMPARISONS[tree.operator](this=_side(tree.left), expression=_side(tree.right))
    if isinstance(tree, Constant):
        return exp.EQ(this=exp.Literal.number(int(tree.value)), expression=exp.Literal.number(1))
    return _test(tree)


def _test(tree: Between | In | Like | IsNull | IsTrue) -> Json:
    field = _side(tree.field)
    if isinstance(tree, Between):
        return exp.Between(this=field, low=_side(tree.low), high=_side(tree.high))
    if isinstance(tree, In):
        return exp.In(this=field, expressions=[_side(value) for value in tree.values])
    if isinstance(tree, Like):
        like = exp.Like(this=field, expression=_side(tree.pattern))
        return exp.Escape(this=like, expression=exp.Literal.string("\\")) if tree.escaped else like
    return exp.Is(this=field, expression=exp.Null()) if isinstance(tree, IsNull) else field


def _side(side: Field | Value) -> Json:
    expression = column(side.name) if isinstance(side, Field) else parameter(side.position + 1)
    if side.any_accent:
        expression = exp.func("strip_accents", expression)
    return exp.func("lower", expression) if side.any_case else expression


def after(orders: Sequence[Order], nulls: Sequence[bool], first: int, place: str) -> Json:
    """Rows behind a known row: the values it has are ``$first`` ..., the last its place. Missing values come last."""
    if not orders:
        return exp.GT(this=exp.column(place), expression=parameter(first))
    field = column(orders[0].column)
    missing = exp.Is(this=field.copy(), expression=exp.Null())
    rest = exp.paren(after(orders[1:], nulls[1:], first + (not nulls[0]), place))
    if nulls[0]:
        return exp.and_(missing, rest)
    beyond = (exp.LT if orders[0].descending else exp.GT)(this=field, expression=parameter(first))
    same = exp.and_(exp.EQ(this=field.copy(), expression=parameter(first)), rest)
    return exp.paren(exp.or_(beyond, missing, same))


def ordering(orders: Sequence[Order], place: str) -> list[Json]:
    """The order asked for, then the rows' own, so that it is always the same."""
    asked = [exp.Ordered(this=column(each.column), desc=each.descending, nulls_first=False) for each in orders]
    return [*asked, exp.Ordered(this=exp.column(place), desc=False, nulls_first=False)]


def select(
    what: Sequence[str], source: str, conditions: Sequence[Json], order: Sequence[Json] = (), limit: Json | None = None
) -> str:
    """``what`` and ``source`` are SQL of our own making; the rest are expressions."""
    clauses = [f"SELECT {', '.join(what)} FROM {source}"]
    if conditions:
        clauses.append("WHERE " + exp.and_(*conditions, copy=False).sql("duckdb", copy=False))
    if order:
        clauses.append("ORDER BY " + ", ".join(each.sql("duckdb") for each in order))
    if limit is not None:
        clauses.append("LIMIT " + limit.sql("duckdb"))
    return " ".join(clauses)
