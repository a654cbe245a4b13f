"""The report on a file: what was found, what was done, what was left out, what only a person can decide."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any

from torg.engine.formats import Dialect
from torg.engine.tables import Column, Geometry
from torg.foundation.problems import Problem, Question, Statement, Step

from . import ways
from .answers import NOTHING_SAID, Answers

LISTED = 10
"""So many rows are named in a sentence; the report holds them all."""


@dataclass(frozen=True)
class FoundLayer:
    name: str
    rows: int | None
    hidden: bool
    chosen: bool


@dataclass(frozen=True)
class LeftOut:
    """Rows (numbers of their file) or columns that are not in the table. ``count`` is exact, ``rows`` may be cut."""

    code: str
    rows: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()
    count: int = 0
    text: str | None = None

    def sentence(self) -> str:
        return Step(
            self.code, row=self._rows(), column=list(self.columns), count=self.count, value=self.text or ""
        ).sentence()

    def _rows(self) -> str:
        if self._is_run():
            return f"{self.rows[0]}–{self.rows[-1]}"
        listed = ", ".join(map(str, self.rows[:LISTED]))
        return f"{listed} …" if len(self.rows) > LISTED else listed

    def _is_run(self) -> bool:
        return len(self.rows) > 2 and self.rows[-1] - self.rows[0] == len(self.rows) - 1


@dataclass(frozen=True)
class Report:
    """``parts`` are the Parquet files written (none when nobody asked); ``layers`` all tables of the file.

    ``every_layer`` tells that the layers belong together and all of them are published.
    ``problems`` is cut at 1,000; ``problem_count`` is exact. ``sampled`` tells that only the first rows were read.
    ``answers`` are those of a person it was made with; ``keys`` name the columns in answers, None for those we made.
    """

    file: str
    format: str
    encoding: str | None
    dialect: Dialect | None
    layers: tuple[FoundLayer, ...]
    header_rows: tuple[int, ...]
    rows: int
    columns: tuple[Column, ...]
    geometry: Geometry | None
    left_out: tuple[LeftOut, ...]
    steps: tuple[Step, ...]
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]
    problem_count: int
    sample: tuple[tuple[Any, ...], ...]
    parts: tuple[Path, ...] = ()
    every_layer: bool = False
    sampled: bool = False
    answers: Answers = NOTHING_SAID
    keys: tuple[str | None, ...] = ()

    @property
    def layer(self) -> str:
        return next((layer.name for layer in self.layers if layer.chosen), "")

    @property
    def publishable(self) -> tuple[str, ...]:
        """The layers a publication takes: all that are shown where they belong together, else the chosen one."""
        if self.every_layer:
            return tuple(layer.name for layer in self.layers if not layer.hidden)
        return (self.layer,)

    def as_json(self) -> dict[str, Any]:
        """The contract of docs/reuse/read-report.md."""
        return {
            "file": self.file,
            "format": self.format,
            "encoding": self.encoding,
            "dialect": None if self.dialect is None else vars(self.dialect),
            "layers": [vars(layer) for layer in self.layers],
            "header_rows": list(self.header_rows),
            "rows": self.rows,
            "columns": [column.as_json() | {"key": key} for column, key in self._keyed()],
            "geometry": None if self.geometry is None else vars(self.geometry),
            "sampled": self.sampled,
            "left_out": [_left_out(gone) for gone in self.left_out],
            "steps": [_said(step) | ways.back(step) for step in self.steps],
            "questions": [_said(question) | {"answers": ways.answers(question)} for question in self.questions],
            "problems": [_said(problem) for problem in self.problems],
            "problem_count": self.problem_count,
            "sample": [self._row(row) for row in self.sample],
            "answers": self.answers.as_json(),
        }

    def _keyed(self) -> Iterator[tuple[Column, str | None]]:
        yield from zip_longest(self.columns, self.keys)

    def _row(self, row: tuple[Any, ...]) -> dict[str, Any]:
        return {column.name: plain(value) for column, value in zip(self.columns, row, strict=True)}


def _left_out(gone: LeftOut) -> dict[str, Any]:
    return {
        "rows": list(gone.rows),
        "columns": list(gone.columns),
        "count": gone.count,
        "code": gone.code,
        "why": gone.sentence(),
        "undo": ways.kept(gone.code, gone.rows, gone.count),
    }


def _said(said: Statement) -> dict[str, Any]:
    facts = {key: plain(value) for key, value in said.facts.items()}
    shown = {"row": said.row, "column": said.column, "value": said.value, "count": facts.get("count")}
    return {"code": said.code, "sentence": said.sentence(), **shown, "facts": facts}


def _exact_float(value: Decimal) -> float | str:
    """A JSON number where it says the same; text where a float would lose figures."""
    number = float(value)
    return number if Decimal(repr(number)) == value else format(value, "f")


def plain(value: Any) -> Any:
    """A value as JSON takes it: decimals stay exact numbers as far as JSON has them, moments are ISO 8601."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else _exact_float(value)
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    return value
