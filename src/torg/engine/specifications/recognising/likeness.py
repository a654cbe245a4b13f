"""How well a file fits a specification, and why, in words."""

from collections.abc import Collection, Mapping, Sequence

from torg.foundation.problems import Statement

from ..found import Likeness, Match
from ..model import Field, Specification
from .content import Box
from .index import Index
from .learned import Learned
from .names import Names, spoken_of
from .naming import PROPOSED, SURE, Found, Named, candidates
from .pairing import assigned
from .scoring import scored
from .seen import Seen
from .weights import Rarity


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
    score = scored(index.specification, columns, taken, rarity, called + spoken)
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
    taken = {order[rank]: found[order[rank]][names[field]] for rank, field in assigned(pairs).items()}
    if any(one.code == "match.position" for one in taken.values()):  # it holds the longitude, too
        taken = {place: one for place, one in taken.items() if one.field.geometry != "longitude"}
    return taken


def _standing(seen: Seen) -> tuple[int, str, tuple[str, ...], int]:
    """Of two columns that fit alike, the fuller one goes first."""
    return -seen.sample.filled, seen.sample.heading, seen.values, seen.index


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
    if wished is not None and wished.score >= SURE and wished.code not in ("match.grid", "match.position"):
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
