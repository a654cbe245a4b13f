"""SQL of the questions an engine asks, kept by their shape: values are bound, so a shape is compiled once."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec

from torg.engine.tables import quoted

from . import sql
from .query import Condition, Order, tests

Arguments = ParamSpec("Arguments")
_KEPT = 1000
_MOST_TESTS = 50


def _kept(build: Callable[Arguments, str]) -> Callable[Arguments, str]:
    """Keeps statements of ordinary length; a few thousand of the longest would fill the memory."""
    keep = lru_cache(maxsize=_KEPT)(build)

    @wraps(build)
    def statement(*args: Arguments.args, **more: Arguments.kwargs) -> str:
        where = next((each for each in args if isinstance(each, Condition)), None)
        if where is not None and tests(where) > _MOST_TESTS:
            return build(*args, **more)
        return keep(*args, **more)  # type: ignore[arg-type]

    return statement


def nulls(last: tuple[object, ...]) -> tuple[bool, ...]:
    return tuple(value is None for value in last)


@_kept
def places_statement(
    source: str,
    place: str,
    where: Condition | None,
    count: int,
    order_by: tuple[Order, ...],
    nulls: tuple[bool, ...],
    all_rows: bool,
) -> str:
    """``count`` values are bound before those of the last row seen, of which ``nulls`` says which are missing."""
    conditions = [] if where is None else [sql.condition(where)]
    if nulls:
        conditions.append(sql.after(order_by, nulls, count + 1, place))
    order = sql.ordering(order_by, place)
    limit = None if all_rows else sql.parameter(count + nulls.count(False) + 1)
    return sql.select([place], source, conditions, order if order_by else [], limit)


@_kept
def count_statement(source: str, where: Condition | None) -> str:
    return sql.select(["count(*)"], source, [] if where is None else [sql.condition(where)])


@_kept
def first_places_statement(
    source: str, place: str, where: Condition | None, count: int, order_by: tuple[Order, ...]
) -> str:
    """Places of the first page, each with the count of all rows found."""
    columns = [quoted(order.column) for order in order_by]
    conditions = [] if where is None else [sql.condition(where)]
    found = sql.select([f"{place} AS {_PLACE}", *columns], source, conditions)
    chosen = sql.select(
        [_PLACE, "(SELECT count(*) FROM found)"], "found", [], sql.ordering(order_by, _PLACE), sql.parameter(count + 1)
    )
    return f"WITH found AS MATERIALIZED ({found}) {chosen}"


_PLACE = "_place"
