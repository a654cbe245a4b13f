"""What an address asks of the table on a page: filters, order, page; and the addresses of other questions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from torg.engine.tables import Version
from torg.foundation.problems import Problem

from .conditions import TESTS, condition

SIZES = (20, 50, 100)
MOST_FILTERS = 20
DEEPEST = 100_000
"""Rows of a filtered or sorted table that pages may pass over: whoever wants more downloads them."""
_OWN = ("sort", "page", "per", "version", "column", "test", "value")


@dataclass(frozen=True)
class Filter:
    """One test of one column, as it stands in the address: ``depth.from=2``."""

    column: str
    test: str
    value: str = ""


@dataclass(frozen=True)
class Question:
    """``sort`` is the name of a column, with a minus before it for downwards; ``version`` only if it is an old one."""

    path: str
    filters: tuple[Filter, ...] = ()
    sort: str = ""
    page: int = 1
    per: int = SIZES[0]
    version: int | None = None
    problems: tuple[Problem, ...] = field(default=(), compare=False)
    strange: tuple[Problem, ...] = field(default=(), compare=False)
    """Names that mean nothing here; links from elsewhere often carry some."""

    @property
    def asked(self) -> bool:
        return bool(self.filters or self.sort or self.page > 1 or self.per != SIZES[0])

    def address(self) -> str:
        pairs = [(f"{one.column}.{one.test}", one.value) for one in self.filters]
        pairs += [("sort", self.sort)] if self.sort else []
        pairs += [("per", str(self.per))] if self.per != SIZES[0] else []
        pairs += [("page", str(self.page))] if self.page > 1 else []
        pairs += [("version", str(self.version))] if self.version else []
        return self.path + ("?" + urlencode(pairs) if pairs else "") + "#data"

    def on_page(self, page: int) -> "Question":
        return replace(self, page=page)

    def sized(self, per: int) -> "Question":
        return replace(self, per=per, page=1)

    def sorted(self, sort: str) -> "Question":
        return replace(self, sort=sort, page=1)

    def without(self, gone: Filter) -> "Question":
        return replace(self, filters=tuple(one for one in self.filters if one != gone), page=1)

    def with_filter(self, new: Filter) -> "Question":
        kept = tuple(one for one in self.filters if (one.column, one.test) != (new.column, new.test))
        return replace(self, filters=(*kept, new), page=1)

    def where(self, version: Version) -> str:
        """The filters as a condition of the API (CQL2 text)."""
        columns = {column.name: column for column in version.columns}
        parts = [condition(columns[one.column], one.test, one.value) for one in self.filters]
        return " AND ".join(part for part in parts if isinstance(part, str))


def read_question(path: str, given: QueryDict, version: Version, *, old: bool) -> Question:
    """The question of an address; what cannot be understood is left out of it and told in ``problems``."""
    problems: list[Problem] = []
    filters = tuple(_filters(given, version, problems))
    return Question(
        path=path,
        filters=filters[:MOST_FILTERS],
        sort=_sort(given, version, problems),
        page=_number(given, "page", 1, problems),
        per=_size(given, problems),
        version=version.number if old else None,
        problems=tuple(problems[:10]),
        strange=tuple(
            Problem("question.strange", value=name) for name in given if "." not in name and name not in _OWN
        )[:3],
    )


def added(question: Question, given: QueryDict) -> Question | None:
    """The question with the filter of the form added; None where the form was not sent."""
    if not {"column", "test", "value"} & set(given):
        return None
    column, test = given.get("column", ""), given.get("test", "")
    value = given.get("value", "").strip()
    if not column:
        return question
    test, value = ("empty", "no") if test == "filled" else (test, "yes" if test == "empty" else value)
    if not value:
        return question
    return question.with_filter(Filter(column, test, value))


def _filters(given: QueryDict, version: Version, problems: list[Problem]) -> Iterator[Filter]:
    columns = {column.name: column for column in version.columns}
    for key in given:
        name, dot, test = key.rpartition(".")
        if not dot:
            continue
        for value in given.getlist(key)[:MOST_FILTERS]:
            if name not in columns:
                problems.append(
                    Problem("question.column", value=name, names=[one.label for one in version.columns[:12]])
                )
            elif test not in TESTS:
                problems.append(Problem("question.test", value=test, column=columns[name].label))
            elif isinstance(found := condition(columns[name], test, value), Problem):
                problems.append(found)
            else:
                yield Filter(name, test, value)


def _sort(given: QueryDict, version: Version, problems: list[Problem]) -> str:
    wanted = given.get("sort", "")
    if not wanted or wanted in sortable(version) or wanted.removeprefix("-") in sortable(version):
        return wanted
    names = [column.label for column in version.columns[:12]]
    problems.append(Problem("question.column", value=wanted.removeprefix("-"), names=names))
    return ""


def sortable(version: Version) -> Mapping[str, str]:
    """Names and headings of columns that have an order."""
    return {one.name: one.label or one.name for one in version.columns if one.type not in ("point", "geometry")}


def _number(given: QueryDict, name: str, default: int, problems: list[Problem]) -> int:
    written = given.get(name, "")
    if not written:
        return default
    if written.isascii() and written.isdigit() and len(written) < 8 and int(written):
        return int(written)
    problems.append(Problem("question.number", value=written, parameter=name))
    return default


def _size(given: QueryDict, problems: list[Problem]) -> int:
    written = _number(given, "per", SIZES[0], problems)
    if written in SIZES:
        return written
    problems.append(Problem("question.size", value=str(written), names=[str(size) for size in SIZES]))
    return SIZES[0]
