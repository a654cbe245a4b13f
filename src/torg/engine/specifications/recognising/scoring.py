"""From matched columns to a likeness: evidence says whether it is this at all, quality how much of either is there."""

import math
from collections.abc import Mapping, Sequence

from ..model import Specification
from .naming import PROPOSED, Named
from .seen import Seen
from .weights import ORDINARY, Rarity, is_ordinary

SAID = 0.9
"""With so much evidence two thirds of the doubt are gone. The unit is one column that only this list has."""

ONE_ALONE = 1.0
"""A single telling column may be chance: it counts half, the second nearly whole."""

MOST_ORDINARY = 0.3
"""Columns that every list has say no more than this, however many they are."""

STRANGE = (0.3, 0.6)
"""How columns of its own speak against a file: the first ones most."""

TELLING_VALUES = 1.5
"""A column whose values, too, are those of this list alone."""

UNSUPPORTED = 0.55
"""A file of which hardly more than the name fits stays below what is proposed."""

_EVIDENT = {"required": 1.25, "conditional": 1.0, "recommended": 1.0, "optional": 0.8}
_WANTED = {"required": 1.0, "conditional": 0.6, "recommended": 0.4, "optional": 0.0}

Taken = Mapping[int, Named]
"""By the place of the column."""


def scored(specification: Specification, columns: Sequence[Seen], taken: Taken, rarity: Rarity, said: float) -> float:
    """``said`` is what names and cells say."""
    if not taken:
        return 0.0
    evidence = 1 - math.exp(-(_evidence(columns, taken, rarity) + said) / SAID)
    score = evidence * (0.45 + 0.55 * _quality(specification, columns, taken))
    return min(score, UNSUPPORTED) if len(taken) < 2 < len(columns) else score


def _evidence(columns: Sequence[Seen], taken: Taken, rarity: Rarity) -> float:
    ordinary = telling = 0.0
    for place, one in taken.items():
        weight = _weight(columns[place], one, rarity)
        if weight > ORDINARY:
            telling += _sure(one) * weight
        else:
            ordinary += _sure(one) * weight
    if telling:
        factor, power = STRANGE
        telling *= telling / (telling + factor * _strange(columns, taken, rarity) ** power)
    return telling**2 / (telling + ONE_ALONE) + min(ordinary, MOST_ORDINARY)


def _strange(columns: Sequence[Seen], taken: Taken, rarity: Rarity) -> int:
    """Columns that are none of the fields, and no such as every list may have."""
    others = (seen for place, seen in enumerate(columns) if place not in taken and seen.values)
    return sum(not rarity.is_ordinary(seen.spoken) for seen in others)


def _weight(seen: Seen, one: Named, rarity: Rarity) -> float:
    if one.telling:
        return TELLING_VALUES
    weight = rarity.of(seen.spoken, one.field, str(one.facts.get("near", "")))
    return weight * _EVIDENT[one.field.level] if weight > ORDINARY else weight


def _sure(one: Named) -> float:
    """Three guesses are less than one certainty."""
    return one.score if one.telling else max(0.0, (one.score - 0.4) / 0.6) ** 2


def _quality(specification: Specification, columns: Sequence[Seen], taken: Taken) -> float:
    """The share of the file's columns that are fields, and of the needed fields that are columns."""
    fitting = sum(one.score for one in taken.values())
    others = sum(1 for place, seen in enumerate(columns) if place not in taken and seen.values)
    of_file = fitting / (fitting + others**0.6) if fitting else 0.0
    scores = {one.field.name: one.score for one in taken.values()}
    if any(one.code == "match.position" for one in taken.values()):
        scores |= {field.name: PROPOSED for field in specification.fields if field.geometry == "longitude"}
    wanted = {field.name: _WANTED[field.level] * (0.3 if is_ordinary(field) else 1.0) for field in specification.fields}
    total = sum(wanted.values())
    of_fields = sum(wanted[name] * score for name, score in scores.items()) / total if total else of_file
    return 0.6 * of_file + 0.4 * of_fields
