"""A verdict as plain JSON, and back: what a taken-over checking process writes can only ever become these values."""

import re
import stat
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast, get_args

from torg.foundation.language import codes
from torg.foundation.problems import Problem, Statement

from .found import Group, Level, Likeness, Match, Verdict

_COUNTS = ("rows", "fine", "mended", "waiting", "problem_count")
_FACT = re.compile(r"[a-z0-9_]{1,80}")
_LEVELS = get_args(Level)


def plain_verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "specification": verdict.specification,
        "version": verdict.version,
        **{name: getattr(verdict, name) for name in _COUNTS},
        "groups": [asdict(group) for group in verdict.groups],
        "likeness": plain_likeness(verdict.likeness),
        "others": [plain_likeness(one) for one in verdict.others],
        "problems": verdict.problems and verdict.problems.name,
    }


def plain_likeness(one: Likeness) -> dict[str, Any]:
    matches = [
        {"index": m.index, "heading": m.heading, "field": m.field, "score": m.score, "reason": _said(m.reason)}
        for m in one.matches
    ]
    said = {"specification": one.specification, "version": one.version, "score": one.score}
    return {**said, "matches": matches, "lacking": list(one.lacking), "reason": _said(one.reason)}


def _said(statement: Statement) -> dict[str, Any]:
    return {"code": statement.code, "facts": dict(statement.facts)}


def read_verdict(plain: Mapping[str, Any], into: Path | None) -> Verdict:
    """Raises ValueError, TypeError or LookupError for anything but a verdict as ``plain_verdict`` makes it."""
    counts = {name: int(plain[name]) for name in _COUNTS}
    return Verdict(
        specification=str(plain["specification"]),
        version=str(plain["version"]),
        groups=tuple(_group(one) for one in plain["groups"]),
        likeness=read_likeness(plain["likeness"]),
        others=tuple(read_likeness(one) for one in plain["others"]),
        problems=_file(plain["problems"], into),
        **counts,
    )


def _group(plain: Mapping[str, Any]) -> Group:
    if plain["code"] not in codes() or plain["level"] not in _LEVELS:
        raise ValueError(f"{plain['code']!r} {plain['level']!r}")
    return Group(
        code=plain["code"],
        level=cast(Level, plain["level"]),
        field=_text(plain["field"]),
        column=_text(plain["column"]),
        count=int(plain["count"]),
        rows=tuple(int(row) for row in plain["rows"]),
        values=tuple(_text(value) for value in plain["values"]),
        fixes=tuple(_text(fix) for fix in plain["fixes"]),
        facts=_facts(plain["facts"]),
    )


def read_likeness(plain: Mapping[str, Any]) -> Likeness:
    matches = tuple(
        Match(int(m["index"]), str(m["heading"]), _text(m["field"]), float(m["score"]), _statement(m["reason"]))
        for m in plain["matches"]
    )
    lacking = tuple(str(name) for name in plain["lacking"])
    said = (str(plain["specification"]), str(plain["version"]), float(plain["score"]))
    return Likeness(*said, matches, lacking, _statement(plain["reason"]))


def read_problem(plain: Mapping[str, Any]) -> Problem:
    if plain["code"] not in codes():
        raise ValueError(plain["code"])
    return Problem(plain["code"], **_facts(plain["facts"]))


def _statement(plain: Mapping[str, Any]) -> Statement:
    if plain["code"] not in codes():
        raise ValueError(plain["code"])
    return Statement(plain["code"], **_facts(plain["facts"]))


def _facts(plain: Mapping[str, Any]) -> dict[str, Any]:
    if not all(_FACT.fullmatch(name) for name in plain):
        raise ValueError(list(plain))
    return {name: _fact(fact) for name, fact in plain.items()}


def _fact(fact: Any) -> Any:
    if isinstance(fact, (str, int, float, bool)) or fact is None:
        return fact
    if isinstance(fact, list):
        return [_fact(one) for one in fact]
    if isinstance(fact, dict):
        return {str(name): _fact(one) for name, one in fact.items()}
    raise TypeError(type(fact))


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _file(name: str | None, into: Path | None) -> Path | None:
    """Only a plain file of that one name, in the folder we gave."""
    if name is None or into is None:
        return None
    path = into / "problems.parquet"
    if name != path.name or not stat.S_ISREG(path.lstat().st_mode):
        raise ValueError(name)
    return path
