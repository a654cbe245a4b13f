"""From the parameters of a request to a Query, or to everything that is wrong with them."""

import re

from torg.engine.tables import Version
from torg.foundation.problems import Problem

from .conditions import parse_where
from .cursors import mark, read_cursor
from .naming import nearest, no_column
from .query import Condition, Order, Query

__all__ = ["DEFAULT_LIMIT", "LARGEST_LIMIT", "nearest", "parse_query"]

DEFAULT_LIMIT = 100
LARGEST_LIMIT = 10_000
MOST_TOLD = 20
"""Problems: of thousands of wrong names nobody reads more, and each takes a hundred times the bytes that asked."""
_NAME = re.compile(r'\s*([+-]?)\s*("[^"]*"|[^\s,"]+)(?:\s+(asc|desc))?\s*', re.IGNORECASE)


def parse_query(
    version: Version,
    *,
    select: str | None = None,
    where: str | None = None,
    order_by: str | None = None,
    limit: str | int | None = DEFAULT_LIMIT,
    cursor: str | None = None,
) -> Query | list[Problem]:
    """``limit`` None means all rows, as exports have it."""
    problems: list[Problem] = []
    names = _select(version, select, problems)
    order = _order(version, order_by, problems)
    count = None if limit is None else _limit(limit, problems)
    condition, values, shape = _where(version, where, problems)
    query = Query(names, condition, values, order, count, shape=shape)
    if cursor and not problems:
        query = _after(version, query, cursor, problems)
    return problems or query


def _select(version: Version, text: str | None, problems: list[Problem]) -> tuple[str, ...]:
    if text is None or text.strip() in ("", "*"):
        return ()
    names = []
    for part in text.split(","):
        if len(problems) >= MOST_TOLD:
            break
        name = part.strip().strip('"')
        if _known(version, name, "select", problems) and name not in names:
            names.append(name)
    return tuple(names)


def _order(version: Version, text: str | None, problems: list[Problem]) -> tuple[Order, ...]:
    orders: dict[str, Order] = {}
    for part in (text or "").split(",") if text and text.strip() else ():
        if len(problems) >= MOST_TOLD:
            break
        found = _NAME.fullmatch(part)
        if found is None or (found[1] and found[3]):
            problems.append(Problem("query.order", value=part.strip(), parameter="order_by"))
            continue
        name = found[2].strip('"')
        if _known(version, name, "order_by", problems) and _sortable(version, name, problems):
            descending = found[1] == "-" or (found[3] or "").lower() == "desc"
            orders.setdefault(name, Order(name, descending))
    return tuple(orders.values())


def _known(version: Version, name: str, parameter: str, problems: list[Problem]) -> bool:
    if any(column.name == name for column in version.columns):
        return True
    problems.append(no_column(name, version.columns, parameter))
    return False


def _sortable(version: Version, name: str, problems: list[Problem]) -> bool:
    kind = next(column.type for column in version.columns if column.name == name)
    if kind not in ("point", "geometry"):
        return True
    problems.append(Problem("query.order_place", column=name, parameter="order_by"))
    return False


def _limit(value: str | int, problems: list[Problem]) -> int:
    text = str(value)
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) <= LARGEST_LIMIT:
        return int(text)
    problems.append(Problem("query.limit", value=text, most=LARGEST_LIMIT, parameter="limit"))
    return DEFAULT_LIMIT


def _where(
    version: Version, text: str | None, problems: list[Problem]
) -> tuple[Condition | None, tuple[object, ...], str]:
    if text is None or not text.strip():
        return None, (), ""
    parsed = parse_where(text, version.columns)
    if isinstance(parsed, Problem):
        problems.append(Problem(parsed.code, **{"parameter": "where"} | dict(parsed.facts)))
        return None, (), ""
    return parsed


def _after(version: Version, query: Query, text: str, problems: list[Problem]) -> Query:
    cursor = read_cursor(text)
    if cursor is None or cursor.mark != mark(version, query) or cursor.row >= version.rows:
        problems.append(Problem("query.cursor", parameter="cursor"))
        return query
    return Query(query.select, query.where, query.values, query.order_by, query.limit, cursor.row, query.shape)
