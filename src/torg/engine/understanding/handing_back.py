"""A report as plain JSON, and back: what a taken-over reading process writes can only ever become these values."""

import re
import stat
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from numbers import Integral, Real
from pathlib import Path
from typing import Any, TypeVar

from torg.engine.formats import Dialect
from torg.engine.tables import VALUE_TYPES, Column, Geometry
from torg.foundation.language import codes
from torg.foundation.problems import Problem, Question, Statement, Step

from .report import FoundLayer, LeftOut, Report

Said = TypeVar("Said", bound=Statement)
_NAME = re.compile(r"[a-z0-9_]{1,80}")
_SQL = re.compile(r"[A-Z]{1,12}(?:\(\d{1,2}, ?\d{1,2}\))?(?: [A-Z]{1,8}){0,3}")
_PART = re.compile(r"part-\d{1,4}\.parquet")

_KINDS: dict[str, tuple[type, Callable[[Any], Any], Callable[[Any], Any]]] = {
    "datetime": (datetime, datetime.isoformat, datetime.fromisoformat),
    "date": (date, date.isoformat, date.fromisoformat),
    "time": (time, time.isoformat, time.fromisoformat),
    "decimal": (Decimal, str, Decimal),
    "tuple": (tuple, lambda value: [_plain(each) for each in value], lambda read: tuple(_value(each) for each in read)),
    "dict": (
        dict,
        lambda value: [[_plain(key), _plain(each)] for key, each in value.items()],
        lambda read: {_value(key): _value(each) for key, each in read},
    ),
}
"""Values JSON has no word for: their type, how they are written, how they are read. A datetime is a date too."""


def plain_report(report: Report) -> dict[str, Any]:
    """Surrogates and infinities pass: they are what the file held."""
    facts = {
        **{name: getattr(report, name) for name in _PLAIN},
        "dialect": report.dialect and vars(report.dialect),
        "layers": [vars(layer) for layer in report.layers],
        "columns": [asdict(column) for column in report.columns],
        "geometry": report.geometry and vars(report.geometry),
        "left_out": [vars(gone) for gone in report.left_out],
        **{name: [_facts(each) for each in getattr(report, name)] for name in _SAID},
        "parts": [part.name for part in report.parts],
    }
    return {name: _plain(fact) for name, fact in facts.items()}


def read_report(plain: dict[str, Any], into: Path | None) -> Report:
    """Raises ValueError, TypeError or LookupError for anything but a report as ``plain_report`` makes it."""
    facts = {name: _value(fact) for name, fact in plain.items()}
    said: dict[str, Any] = {name: tuple(_said(kind, each) for each in facts[name]) for name, kind in _SAID.items()}
    return Report(
        **{name: facts[name] for name in _PLAIN} | said,
        dialect=facts["dialect"] and Dialect(**facts["dialect"]),
        layers=tuple(FoundLayer(**layer) for layer in facts["layers"]),
        columns=tuple(_column(column) for column in facts["columns"]),
        geometry=facts["geometry"] and Geometry(**facts["geometry"]),
        left_out=tuple(LeftOut(**gone) for gone in facts["left_out"]),
        parts=tuple(_part(into, name) for name in facts["parts"]),
    )


def plain_problem(problem: Problem) -> Any:
    return _plain(_facts(problem))


def read_problem(plain: dict[str, Any]) -> Problem:
    return _said(Problem, _value(plain))


_PLAIN = (
    "file",
    "format",
    "encoding",
    "header_rows",
    "rows",
    "problem_count",
    "sample",
    "every_layer",
    "sampled",
    "keys",
)
_SAID: dict[str, type[Statement]] = {"steps": Step, "questions": Question, "problems": Problem}


def _facts(said: Statement) -> dict[str, Any]:
    return {"code": said.code, "facts": dict(said.facts)}


def _said(kind: type[Said], read: dict[str, Any]) -> Said:
    """Only codes that have a sentence: whoever shows it later must not stumble."""
    if read["code"] not in _known_codes():
        raise LookupError(read["code"])
    return kind(read["code"], **read["facts"])


@cache
def _known_codes() -> frozenset[str]:
    return codes()


def _column(facts: dict[str, Any]) -> Column:
    """Names and types of columns become SQL elsewhere; there they are quoted or known, here they are made so."""
    column = Column.from_json(facts)
    if not (_NAME.fullmatch(column.name) and _SQL.fullmatch(column.sql) and column.type in VALUE_TYPES):
        raise ValueError(f"no column: {column.name!r}")
    return column


def _part(into: Path | None, name: str) -> Path:
    """A file of our own folder: no link that would make another file of this machine public."""
    if into is None or not _PART.fullmatch(name):
        raise ValueError(f"no part: {name!r}")
    found = (into / name).lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1:
        raise ValueError(f"no plain file: {name!r}")
    return into / name


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real) and not isinstance(value, Decimal):
        return float(value)
    if isinstance(value, list):
        return [_plain(each) for each in value]
    for kind, (type_, write, _) in _KINDS.items():
        if isinstance(value, type_):
            return {kind: write(value)}
    raise TypeError(f"{type(value).__name__} cannot be handed back")


def _value(read: Any) -> Any:
    if isinstance(read, list):
        return [_value(each) for each in read]
    if isinstance(read, dict):
        ((kind, content),) = read.items()
        return _KINDS[kind][2](content)
    return read
