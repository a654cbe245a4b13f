"""The table on a page: the rows a question asks for, with the addresses of the questions next to it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import quote, urlencode

from torg.engine.queries import Query, parse_query
from torg.engine.tables import Column, Version
from torg.foundation.problems import Problem, Refusal
from torg.kit.components import Head, text

from .asking import DEEPEST, SIZES, Filter, Question, sortable
from .charts import with_tops
from .engines import engine
from .sheet import Chip, Choice, Glimpse, RowsShown
from .values import cells

SORT_LINKS = 6
"""Columns of a table whose headings are links: more would make the way of the keyboard long. The form has all."""
_LABELS = {
    "contains": "contains",
    "is": "is",
    "from": "from",
    "to": "up to",
    "empty": "is empty",
    "filled": "is filled",
}
_FILES = {"csv": "CSV", "xlsx": "Excel", "geojson": "GeoJSON", "json": "JSON", "parquet": "Parquet"}


def rows_shown(version: Version, question: Question, glimpse: Glimpse, api: str) -> RowsShown:
    """``api`` is the path of the table there. Without a question the rows are those of the glimpse."""
    columns = [column for column in version.columns if column.missing < version.rows]
    problems = [*question.problems, *question.strange]
    total, rows, clean = version.rows, glimpse.rows, replace(question, problems=(), strange=())
    if question.asked:
        try:
            total, clean, rows = _found(version, columns, clean, problems)
        except Refusal as refusal:
            problems.append(refusal.problem)
            clean = replace(clean, filters=(), sort="", page=1, per=SIZES[0])
    return _shown(version, clean, glimpse, api, total, rows, problems)


def _found(
    version: Version, columns: Sequence[Column], question: Question, problems: list[Problem]
) -> tuple[int, Question, tuple[tuple[object, ...], ...]]:
    """How many rows there are, the question as it could be answered, and its rows."""
    query = _query(version, question)
    with engine() as asked:
        total = asked.count(version, query)
        pages = max(-(-total // question.per), 1)
        if question.page > pages:
            problems.append(Problem("question.page", value=question.page, most=pages))
            question = question.on_page(1)
        skip = (question.page - 1) * question.per
        if skip > DEEPEST and (query.where is not None or query.order_by):
            problems.append(Problem("question.deep", most=DEEPEST))
            question, skip = question.on_page(1), 0
        names = tuple(column.name for column in columns)
        natural = query.where is None and not query.order_by
        start = {"after": skip - 1 if skip else None} if natural else {"skip": skip}
        found = asked.run(version, replace(query, select=names, limit=question.per, **start))  # type: ignore[arg-type]
    values = [found.column(name).to_pylist() for name in names]
    return total, question, cells(columns, list(zip(*values, strict=True)))


def _query(version: Version, question: Question) -> Query:
    found = parse_query(version, where=question.where(version), order_by=_order(question.sort), limit=question.per)
    if isinstance(found, Query):
        return found
    raise Refusal(found[0])


def _order(sort: str) -> str:
    return f'{"-" if sort.startswith("-") else ""}"{sort.removeprefix("-")}"' if sort else ""


def _shown(
    version: Version,
    question: Question,
    glimpse: Glimpse,
    api: str,
    total: int,
    rows: tuple[tuple[object, ...], ...],
    problems: Sequence[Problem],
) -> RowsShown:
    first = (question.page - 1) * question.per + 1
    asking = _parameters(version, question)
    return RowsShown(
        heads=tuple(_heads(version, question, glimpse)),
        rows=rows,  # type: ignore[arg-type]
        total=total,
        first=first if rows else 0,
        last=first + len(rows) - 1 if rows else 0,
        previous=question.on_page(question.page - 1).address() if question.page > 1 else "",
        next=question.on_page(question.page + 1).address() if first + len(rows) <= total and rows else "",
        page=question.page,
        pages=max(-(-total // question.per), 1),
        sizes=tuple(Choice(str(per), question.sized(per).address(), per == question.per) for per in SIZES),
        chips=tuple(_chips(version, question)),
        cleared=Question(question.path, version=question.version).address(),
        columns=tuple(Choice(column.label or column.name, column.name) for column in version.columns),
        sorts=tuple(_sorts(version, question)),
        tests=tuple(Choice(str(text(label)), test) for test, label in _LABELS.items()),
        kept=tuple(_kept(question)),
        action=f"{question.path}#data",
        asked=question.asked,
        filtered=bool(question.filters),
        map=_map(version, question),
        problems=tuple(problem.sentence() for problem in problems),
        wrong=bool(problems) and any(problem.code != "question.strange" for problem in problems),
        rows_address=f"{api}/rows?{asking + '&' if asking else ''}limit=100",
        downloads=tuple(
            Choice(label, f"{api}/export.{ending}{'?' + asking if asking else ''}")
            for ending, label in _FILES.items()
            if ending != "geojson" or version.geometry is not None
        ),
    )


def _map(version: Version, question: Question) -> str:
    """The map of the newest version with the same filters; older ones have only their picture."""
    if version.geometry is None or question.version:
        return ""
    plain = replace(question, path=f"{question.path}/map", sort="", page=1, per=SIZES[0])
    return plain.address().removesuffix("#data")


def _parameters(version: Version, question: Question) -> str:
    pairs = {"where": question.where(version), "order_by": _plain(question.sort), "version": question.version or ""}
    return urlencode({name: value for name, value in pairs.items() if value}, quote_via=quote)


def _plain(sort: str) -> str:
    name = sort.removeprefix("-")
    return sort if name.isidentifier() else _order(sort)


def _heads(version: Version, question: Question, glimpse: Glimpse) -> Iterator[Head]:
    """A click sorts upwards, the next one downwards."""
    columns = [column for column in version.columns if column.missing < version.rows]
    can = sortable(version)
    for at, (column, head) in enumerate(zip(columns, with_tops(glimpse.heads, columns, version), strict=True)):
        order = {column.name: "ascending", f"-{column.name}": "descending"}.get(question.sort, "")
        if column.name not in can or at >= SORT_LINKS or version.rows < 2:
            yield replace(head, order=order)  # type: ignore[arg-type]
        else:
            other = f"-{column.name}" if order == "ascending" else column.name
            yield replace(head, sort=question.sorted(other).address(), order=order)  # type: ignore[arg-type]


def _chips(version: Version, question: Question) -> Iterator[Chip]:
    labels = {column.name: column.label or column.name for column in version.columns}
    for one in question.filters:
        yield Chip(
            labels[one.column], _test(one), "" if one.test == "empty" else one.value, question.without(one).address()
        )


def _test(one: Filter) -> str:
    kind = "filled" if one.test == "empty" and one.value.lower() in ("no", "false", "0") else one.test
    return str(text(_LABELS[kind]))


def _sorts(version: Version, question: Question) -> Iterator[Choice]:
    for name, label in sortable(version).items():
        yield Choice(str(text("{column}, upwards", column=label)), name, question.sort == name)
        yield Choice(str(text("{column}, downwards", column=label)), f"-{name}", question.sort == f"-{name}")


def _kept(question: Question) -> Iterator[tuple[str, str]]:
    """What the form sends along: the question as it stands, without its page."""
    for one in question.filters:
        yield f"{one.column}.{one.test}", one.value
    if question.per != SIZES[0]:
        yield "per", str(question.per)
    if question.version:
        yield "version", str(question.version)
