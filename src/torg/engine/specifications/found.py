"""What recognising and checking say: values that pages, reports and the API put into words."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from torg.foundation.problems import Problem, Statement

Level = Literal["done", "check", "wait"]
"""``done``: mended without asking. ``check``: a proposal a person should look at. ``wait``: the row has to wait."""


@dataclass(frozen=True)
class ColumnSample:
    """A column of a file as recognising sees it. ``values`` are up to 200 distinct texts as they stand there."""

    index: int
    heading: str
    values: tuple[str, ...]
    filled: int
    distinct: int


@dataclass(frozen=True)
class Match:
    """Which field a column is; ``field`` None for a column of the municipality's own. ``score`` is 0 to 1.

    From 0.90 on it is taken, from 0.60 on it is proposed. ``reason`` is a Statement, ``match.alias`` and so on.
    """

    index: int
    heading: str
    field: str | None
    score: float
    reason: Statement


@dataclass(frozen=True)
class Likeness:
    """How well a file fits a specification: ``score`` 0 to 1, every column's match, needed fields it lacks."""

    specification: str
    version: str
    score: float
    matches: tuple[Match, ...]
    lacking: tuple[str, ...]
    reason: Statement


@dataclass(frozen=True)
class Group:
    """All problems of one cause in one column. ``count`` is exact; ``rows`` (of their file), ``values`` are the first.

    ``fixes`` stand beside ``values``: what each becomes, None where only a person knows.
    """

    code: str
    level: Level
    field: str | None
    column: str | None
    count: int
    rows: tuple[int, ...] = ()
    values: tuple[str | None, ...] = ()
    fixes: tuple[str | None, ...] = ()
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def problem(self) -> Problem:
        """As a statement about the first of them, with ``count``."""
        first = {"row": self.rows[0]} if self.rows else {}
        value = {"value": self.values[0]} if self.values and self.values[0] is not None else {}
        fix = {"fix": self.fixes[0]} if self.fixes and self.fixes[0] is not None else {}
        return Problem(
            self.code, **{"column": self.column, "field": self.field, "count": self.count, **first, **value, **fix},
            **self.facts,
        )  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """What a check found. Every row is one of ``fine``, ``mended``, ``waiting``; together they are ``rows``.

    ``problems`` is a Parquet file, a line each: row (of their file), field, column, code, level, value, fix,
    facts (JSON).
    ``conforms`` is the verdict of Table Schema: no problem at all, not even one that mends itself.
    ``likeness`` is how the columns were matched; ``others`` are further specifications it could be.
    """

    specification: str
    version: str
    rows: int
    fine: int
    mended: int
    waiting: int
    groups: tuple[Group, ...]
    likeness: Likeness
    others: tuple[Likeness, ...] = ()
    problem_count: int = 0
    problems: Path | None = None

    @property
    def conforms(self) -> bool:
        return not self.problem_count

    @property
    def passes(self) -> bool:
        """Whether no row has to wait and no needed column is missing."""
        return not self.waiting and not any(group.level == "wait" for group in self.groups)
