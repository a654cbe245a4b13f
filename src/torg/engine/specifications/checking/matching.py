"""Which column of the file is which field: what recognising found, and what a person said, which goes first."""

import dataclasses
from collections.abc import Mapping, Sequence

from torg.foundation.problems import Statement, refuse

from ..found import ColumnSample, Likeness, Match
from ..model import Specification
from ..recognising import match, recognise
from .question import Question

ENOUGH = 0.6
"""Likeness from which a file is taken to be of a specification nobody named."""
OTHERS = 3

Found = tuple[Specification, Likeness, tuple[Likeness, ...]]


def matched(question: Question, samples: Sequence[ColumnSample], sheet: str) -> Found:
    """The specification, its columns, and what else it could be. Raises Refusal ``check.unrecognised``."""
    if question.specification is not None:
        found = match(samples, question.specification, within=question.within, learned=question.learned)
        return question.specification, answered(found, question.specification, question.columns), ()
    likenesses = recognise(
        samples,
        question.candidates,
        file=question.name,
        sheet=sheet,
        within=question.within,
        learned=question.learned,
    )
    if not likenesses or likenesses[0].score < ENOUGH:
        raise refuse("check.unrecognised", file=question.name)
    best = likenesses[0]
    specification = _named(question.candidates, best)
    return specification, answered(best, specification, question.columns), likenesses[1 : OTHERS + 1]


def _named(candidates: Sequence[Specification], found: Likeness) -> Specification:
    return next(one for one in candidates if (one.id, one.version) == (found.specification, found.version))


def answered(found: Likeness, specification: Specification, told: Mapping[str, str | None]) -> Likeness:
    """With what a person said, by heading; a field they gave to one column is taken from all others."""
    names = {field.name for field in specification.fields}
    said = {heading: field for heading, field in told.items() if field is None or field in names}
    if not said:
        return found
    matches = tuple(_said(one, specification, said) for one in found.matches)
    given = {one.field for one in matches}
    lacking = tuple(f.name for f in specification.fields if f.level == "required" and f.name not in given)
    return dataclasses.replace(found, matches=matches, lacking=lacking)


def _said(one: Match, specification: Specification, said: Mapping[str, str | None]) -> Match:
    if one.heading in said:
        name = said[one.heading]
        if name is None:
            return Match(one.index, one.heading, None, 0.0, Statement("match.none", column=one.heading))
        label = specification.field(name).label()
        return Match(one.index, one.heading, name, 1.0, Statement("match.told", column=one.heading, label=label))
    if one.field is not None and one.field in said.values():
        return Match(one.index, one.heading, None, 0.0, Statement("match.none", column=one.heading))
    return one
