"""How well a file fits a specification, and why, in words."""

import math
from collections.abc import Collection, Mapping, Sequence

from torg.foundation.problems import Statement

from ..found import Likeness, Match
from ..model import Field, Specification
from .content import Box
from .index import Index
from .learned import Learned
from .names import Names, spoken_of
from .naming import PROPOSED, Found, Named, candidates
from .pairing import assigned
from .seen import Seen
from .weights import ORDINARY, Rarity, is_ordinary

ENOUGH_SAID = 0.9
"""With so much evidence two thirds of the doubt are gone."""

MOST_ORDINARY = 0.5
"""Columns that every list has say no more than this, however many they are."""

UNSUPPORTED = 0.55
"""A file of which only the name fits stays below what is proposed."""

_LEVELS = {"required": 1.0, "conditional": 0.6, "recommended": 0.4, "optional": 0.0}


def likeness(
    index: Index,
    columns: Sequence[Seen],
    rarity: Rarity,
    names: Names,
    within: Box | None,
    learned: Mapping[str, Learned],
) -> Likeness:
    found = candidates(index, columns, within, learned)
    taken = _taken(index.specification, columns, found)
    called, spoken = spoken_of(index, names, rarity)
    score = _score(index.specification, columns, taken, rarity, called + spoken)
    matches = tuple(_match(index.specification, place, columns, found, taken) for place in range(len(columns)))
    return Likeness(
        index.specification.id,
        index.specification.version,
        round(score, 4),
        tuple(sorted(matches, key=lambda match: match.index)),
        _lacking(index.specification, taken.values()),
        _reason(index.specification, len(taken), len(columns), called > 0),
    )


def _taken(specification: Specification, columns: Sequence[Seen], found: Sequence[Found]) -> dict[int, Named]:
    """The field of each column that has one. Nothing depends on the order in which the columns stand."""
    order = sorted(range(len(columns)), key=lambda place: _standing(columns[place]))
    places = {name: place for place, name in enumerate(field.name for field in specification.fields)}
    pairs = {
        (rank, places[one.field.name]): one.score
        for rank, place in enumerate(order)
        for one in found[place].values()
        if one.score >= PROPOSED
    }
    names = [field.name for field in specification.fields]
    return {order[rank]: found[order[rank]][names[field]] for rank, field in assigned(pairs).items()}


def _standing(seen: Seen) -> tuple[int, str, tuple[str, ...], int]:
    """Of two columns that fit alike, the fuller one goes first."""
    return -seen.sample.filled, seen.sample.heading, seen.values, seen.index


def _score(
    specification: Specification,
    columns: Sequence[Seen],
    taken: Mapping[int, Named],
    rarity: Rarity,
    said: float,
) -> float:
    """Evidence says whether it is this at all, quality how much of either is there."""
    if not taken:
        return 0.0
    weights = {place: _weight(columns[place], one, rarity) for place, one in taken.items()}
    ordinary = sum(_sure(one) * weights[place] for place, one in taken.items() if weights[place] <= ORDINARY)
    telling = sum(_sure(one) * weights[place] for place, one in taken.items() if weights[place] > ORDINARY)
    evidence = 1 - math.exp(-(telling + min(ordinary, MOST_ORDINARY) + said) / ENOUGH_SAID)
    score = evidence * (0.45 + 0.55 * _quality(specification, columns, taken))
    return min(score, UNSUPPORTED) if len(taken) < 2 < len(columns) else score


def _weight(seen: Seen, one: Named, rarity: Rarity) -> float:
    return 1.0 if one.telling else rarity.of(seen.spoken, one.field, str(one.facts.get("near", "")))


def _sure(one: Named) -> float:
    """Three guesses are less than one certainty."""
    return one.score if one.telling else max(0.0, (one.score - 0.4) / 0.6) ** 2


def _quality(specification: Specification, columns: Sequence[Seen], taken: Mapping[int, Named]) -> float:
    """The share of the file's columns that are fields, and of the needed fields that are columns."""
    fitting = sum(one.score for one in taken.values())
    others = sum(1 for place, seen in enumerate(columns) if place not in taken and seen.values)
    of_file = fitting / (fitting + others**0.6) if fitting else 0.0
    scores = {one.field.name: one.score for one in taken.values()}
    if any(one.code == "match.position" for one in taken.values()):
        scores |= {one.name: PROPOSED for one in specification.fields if one.geometry == "longitude"}
    wanted = {field.name: _wanted(field) for field in specification.fields}
    total = sum(wanted.values())
    of_fields = sum(wanted[name] * score for name, score in scores.items()) / total if total else of_file
    return 0.6 * of_file + 0.4 * of_fields


def _wanted(field: Field) -> float:
    return _LEVELS[field.level] * (0.3 if is_ordinary(field) else 1.0)


def _match(
    specification: Specification,
    place: int,
    columns: Sequence[Seen],
    found: Sequence[Found],
    taken: Mapping[int, Named],
) -> Match:
    sample, one = columns[place].sample, taken.get(place)
    if one is not None:
        facts = {"column": sample.heading, "field": one.field.name, "label": _words(one.field), **one.facts}
        return Match(sample.index, sample.heading, one.field.name, round(one.score, 4), Statement(one.code, **facts))
    return Match(sample.index, sample.heading, None, 0.0, _own(place, columns, found, taken))


def _own(place: int, columns: Sequence[Seen], found: Sequence[Found], taken: Mapping[int, Named]) -> Statement:
    """Why it is a column of their own; where another column fits its field better, that is said."""
    heading = columns[place].sample.heading
    wished = max(found[place].values(), key=lambda one: one.score, default=None)
    if wished is not None and wished.score >= PROPOSED and wished.code not in ("match.grid", "match.position"):
        other = next((at for at, one in taken.items() if one.field.name == wished.field.name), None)
        if other is not None:
            facts = {"field": wished.field.name, "label": _words(wished.field), "other": columns[other].sample.heading}
            return Statement("match.twice", column=heading, **facts)
    return Statement("match.none", column=heading)


def _words(named: Field | Specification) -> object:
    return dict(named.labels) or (named.name if isinstance(named, Field) else named.id)


def _lacking(specification: Specification, taken: Collection[Named]) -> tuple[str, ...]:
    there = {one.field.name for one in taken}
    whole = any(one.code == "match.position" for one in taken)
    return tuple(
        field.name
        for field in specification.fields
        if field.level == "required"
        and field.name not in there
        and not (whole and field.geometry in ("latitude", "longitude"))
    )


def _reason(specification: Specification, count: int, columns: int, called: bool) -> Statement:
    label = _words(specification)
    if not count:
        return Statement("like.nothing", specification=specification.id, label=label)
    code = "like.name" if called else "like.columns"
    return Statement(code, specification=specification.id, label=label, count=count, columns=columns)
