"""A file held against the rules for its kind of list: which rules those are, and what came of it."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from torg.catalogue.people.models import Organisation
from torg.engine import specifications
from torg.engine.specifications import ColumnSample, Field, Likeness, Specification, Verdict
from torg.engine.tables import Column
from torg.engine.understanding import Report
from torg.foundation.problems import Refusal

from .knowing import known
from .learning import learned

SURE = 0.9
"""Likeness from which a list that nobody spoke about is said to be of a kind."""

PERHAPS = 0.4
"""Below it the file is not read once more: headings and examples say that it is of no kind we know."""

Box = tuple[float, float, float, float]
log = logging.getLogger("torg.validation")


@dataclass(frozen=True)
class Rules:
    """What a list is held against. ``columns`` is what people said: their heading -> field, None for one of their own.

    ``said`` tells who decided: ``yes`` a person, or what they wrote for a program; ``none`` that they want no rules;
    empty that nobody has spoken yet. ``kept`` are the columns that stay text because the rules say so.
    """

    specification: str = ""
    version: str = ""
    columns: Mapping[str, str | None] = field(default_factory=dict)
    said: str = ""
    kept: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, told: Mapping[str, Any] | None) -> "Rules":
        facts = {name: told[name] for name in cls.__dataclass_fields__ if name in told} if told else {}
        return cls(**facts | {"kept": tuple(facts.get("kept", ()))})

    def as_json(self) -> dict[str, Any]:
        return {**vars(self), "columns": dict(self.columns), "kept": list(self.kept)}

    @property
    def named(self) -> bool:
        return bool(self.specification) and self.said != "none"

    def whole(self) -> Specification | None:
        """The rules themselves, in the version that was taken up; None where this hub has them no more."""
        return known().get(self.specification, self.version) if self.named else None


NO_RULES = Rules()


@dataclass(frozen=True)
class Place:
    """Where the places of a list ought to lie."""

    within: Box | None = None
    country: str | None = None


def likeness(report: Report, organisation: Organisation, place: Place) -> Likeness | None:
    """What a list looks most like, judged by what its reading has shown: nothing is read for it."""
    samples, sheet = _samples(report), report.layer
    words = learned(organisation)
    found = specifications.recognise(
        samples, known(), file=report.file, sheet=sheet, within=place.within, learned=words
    )
    return found[0] if found else None


def hold(
    path: Path, report: Report, *, organisation: Organisation, rules: Rules, place: Place, into: Path | None
) -> Verdict | None:
    """The verdict on a file that was read; None where it is of no kind we know, or cannot be checked.

    A check is help, never a hindrance: what goes wrong with it is noted in the log, and the list goes its way.
    """
    whole = rules.whole()
    if rules.named and whole is None:
        log.warning("%s %s is followed, but this hub has these rules no more", rules.specification, rules.version)
        return None
    best = None if whole else likeness(report, organisation, place)
    if whole is None and (best is None or best.score < PERHAPS):
        return None
    try:
        return specifications.check_apart(
            path, report.file, specification=whole, candidates=() if whole else tuple(known()),
            layer=report.layer or None, columns=rules.columns, learned=learned(organisation), answers=report.answers,
            within=place.within, country=place.country, into=into,
        )  # fmt: skip
    except Refusal as refusal:
        if refusal.problem.code != "check.unrecognised":
            log.info("%r was not checked: %s", report.file, refusal.problem.sentence())
        return None


def kept_as_text(report: Report, verdict: Verdict, before: Sequence[str]) -> tuple[str, ...]:
    """Columns that the rules call text and the reading took for something else: codes keep their leading zeros."""
    whole = known().get(verdict.specification, verdict.version)
    fields = {one.name: one for one in whole.fields if one.type == "string"} if whole else {}
    wanted = {one.heading: fields[one.field] for one in verdict.likeness.matches if one.field in fields}
    keyed = [(column, key) for column, key in zip(report.columns, report.keys, strict=False) if key in wanted]
    return tuple(key for column, key in keyed if key in before or _is_code(column, wanted[key]))


def _is_code(column: Column, rules: Field) -> bool:
    """Not a number with its unit, such as 20 kr; yes and no only where the rules have more words for it."""
    if column.type == "boolean":
        return len(rules.choices) > 2
    return column.type in ("integer", "number", "year") and column.unit is None


def plain(verdict: Verdict) -> dict[str, Any]:
    """As JSON that every database takes."""
    return dict(_storable(specifications.plain_verdict(verdict)))


def verdict_of(told: Mapping[str, Any] | None, folder: Path | None = None) -> Verdict | None:
    """As it was kept; with the list of all problems where that still lies in ``folder``."""
    if not told:
        return None
    there = folder is not None and (folder / "problems.parquet").is_file()
    try:
        return specifications.read_verdict(
            {**told, "problems": "problems.parquet" if there else None}, folder if there else None
        )
    except (ValueError, TypeError, LookupError, OSError):  # kept by another release
        return None


def _samples(report: Report) -> list[ColumnSample]:
    keys = report.keys or (None,) * len(report.columns)
    return [
        ColumnSample(at, key or one.label, one.examples, report.rows - one.missing, one.distinct or len(one.examples))
        for at, (one, key) in enumerate(zip(report.columns, keys, strict=False))
    ]


def _storable(value: Any) -> Any:
    """PostgreSQL keeps no NUL in JSON."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, Mapping):
        return {_storable(name): _storable(one) for name, one in value.items()}
    return [_storable(one) for one in value] if isinstance(value, list | tuple) else value
