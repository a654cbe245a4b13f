"""Which fields a column may be: by its heading, exactly, nearly or in part, and by its values where they tell."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from ..model import Field
from .content import SILENT, Agreement, Box, agreement, is_inside, whole_positions
from .index import Entry, Index
from .learned import Learned
from .seen import Seen
from .spoken import ENDING, STEMMED, sorted_key, stemmed, telling_words

PROPOSED = 0.6
"""From here on a match is shown to a person, below it is none."""

SURE = 0.9
"""From here on a match is taken."""

KNOWN = 0.9
"""A heading that scores so much is a word for the field; nothing near is sought."""

_CODES = {"exact": "match.exact", "label": "match.label", "alias": "match.alias", "was": "match.was"}
_LEARNED, _SHARED = 1.0, 0.97
_TURNED, _STEMMED, _OWN_WORD, _NAMELESS, _SHAPES = 0.96, 0.96, 0.94, 0.7, 0.92
_DOUBTED, _OTHERWISE = 0.75, 0.8
_SHORTEST_NEAR = 5
_SIMILAR = 0.8
_PART, _MOST_PART = 0.6, 0.78
_LOOKED_CLOSER = 300
"""Headings that are compared letter by letter; files with more columns are no lists a person wrote."""


@dataclass(frozen=True)
class Named:
    """A field a heading may stand for. ``code`` with ``facts`` says why."""

    field: Field
    score: float
    code: str
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    telling: bool = False


Found = dict[str, Named]
"""The best reason for each field, by its name."""


def candidates(
    index: Index, columns: Sequence[Seen], within: Box | None, learned: Mapping[str, Learned]
) -> list[Found]:
    """For each column the fields it may be, content considered; in the order of the columns."""
    found = [_known(index, seen, learned) for seen in columns]
    open_ones = [place for place, one in enumerate(found) if one is not None and _best(one) < KNOWN]
    closer = sorted(open_ones, key=lambda place: columns[place].sample.heading)[:_LOOKED_CLOSER]
    for place, near in _near(index, [(place, columns[place]) for place in closer]):
        _keep(found[place], near)
    for place in closer:
        for part in _parts(index, columns[place]):
            _keep(found[place], part)
    weighed = [_weighed(index, seen, one or {}, within) for seen, one in zip(columns, found, strict=True)]
    for place in closer:
        if _best(weighed[place]) < PROPOSED:
            weighed[place] |= {one.field.name: one for one in _by_content(index, columns[place], within)}
    return weighed


def _best(found: Found) -> float:
    return max((one.score for one in found.values()), default=0.0)


def _keep(found: Found | None, named: Named) -> None:
    if found is not None and named.score > (found[named.field.name].score if named.field.name in found else 0.0):
        found[named.field.name] = named


def _known(index: Index, seen: Seen, learned: Mapping[str, Learned]) -> Found | None:
    """None where the people of this organisation said that it is a column of their own."""
    told = learned.get(seen.spoken.key)
    if told is not None and told.field is None:
        return None
    found: Found = {}
    if told is not None and told.field is not None:
        field = index.specification.field(told.field)
        code, score = ("match.learned", _LEARNED) if told.own else ("match.shared", _SHARED)
        _keep(found, Named(field, score, code, {"count": told.organisations}))
        if told.own:
            return found
    for key, cost in seen.spoken.ways:
        for entry in index.keys.get(key, ()):
            _keep(found, _named(entry, cost))
    for entry, cost in _otherwise(index, seen):
        _keep(found, _named(entry, cost))
    return found


def _named(entry: Entry, cost: float) -> Named:
    return Named(entry.field, entry.score * cost, _CODES[entry.kind], {"word": entry.text, "language": entry.language})


def _otherwise(index: Index, seen: Seen) -> Iterator[tuple[Entry, float]]:
    """The same words in another order, another number or case, or beside the word for the thing itself."""
    words = seen.spoken.words
    if len(words) > 1:
        yield from ((entry, _TURNED) for entry in index.turned.get(sorted_key(words), ()))
    if not words:
        return
    long = sum(map(len, words))
    for language in STEMMED:
        for entry in index.stems.get((language, stemmed(words, language)), ()):
            if abs(len("".join(telling_words(entry.text))) - long) <= ENDING:
                yield entry, _STEMMED
    rest = _without_own(index, words)
    if rest:
        yield from ((entry, _OWN_WORD) for entry in index.keys.get(rest, ()))


def _without_own(index: Index, words: Sequence[str]) -> str:
    """``badplatsnamn`` is *name* in a list of *badplatser*; empty where no such word is in it."""
    rest = [word for word in words if not _is_own(index, word)]
    if 0 < len(rest) < len(words):
        return "".join(rest)
    whole = "".join(words)
    own = index.own_start(whole)
    return whole[len(own) :] if len(own) > 3 and len(whole) > len(own) + 1 else ""


def _is_own(index: Index, word: str) -> bool:
    """``badplatsens`` is *badplats* too."""
    own = index.own_start(word)
    return bool(own) and (word == own or (len(own) > 3 and len(word) <= len(own) + ENDING))


def _near(index: Index, columns: Sequence[tuple[int, Seen]]) -> Iterator[tuple[int, Named]]:
    """Headings with a slip of the pen."""
    asked = [(place, key, cost) for place, seen in columns for key, cost in seen.spoken.ways[:3]]
    asked = [one for one in asked if len(one[1]) >= _SHORTEST_NEAR]
    if not asked or not index.spelt:
        return
    table = process.cdist(
        [key for _, key, _ in asked], index.spelt, scorer=Levenshtein.normalized_similarity, score_cutoff=_SIMILAR
    )
    for row, column in zip(*np.nonzero(table), strict=True):
        place, key, cost = asked[row]
        near = index.spelt[column]
        if near != key and _is_slip(key, near):
            score = (0.96 - (1.0 - float(table[row, column]))) * cost
            for entry in index.keys[near]:
                yield place, Named(entry.field, score * entry.score, "match.fuzzy", {"near": entry.text})


def _is_slip(key: str, near: str) -> bool:
    """One letter in eight may be wrong, and no digit: ``tarif_1h`` is not ``tarif_2h``."""
    digits = [letter for letter in key if letter.isdigit()]
    longest = max(len(key), len(near))
    allowed = 1 if longest < 9 else 2 if longest < 16 else 3
    return digits == [letter for letter in near if letter.isdigit()] and Levenshtein.distance(key, near) <= allowed


def _parts(index: Index, seen: Seen) -> Iterator[Named]:
    """Words that hold a word for the field among others, or are held by it."""
    words = seen.spoken.words
    size = sum(map(len, words))
    for key in {key for word in words for key in index.by_word.get(word, ())}:
        entries = index.keys[key]
        there = {*index.words[key]}
        shared = sum(len(word) for word in words if word in there)
        likeness = 2 * shared / (size + sum(map(len, there)))
        if likeness >= _PART and _same_digits(words, there):
            score = _MOST_PART * (0.5 + 0.5 * likeness)
            yield from (Named(entry.field, score, "match.fuzzy", {"near": entry.text}) for entry in entries)


def _same_digits(words: Sequence[str], others: set[str]) -> bool:
    """``Bild 2`` is another column than ``Bild``."""
    return {word for word in words if word.isdigit()} == {word for word in others if word.isdigit()}


def _weighed(index: Index, seen: Seen, found: Found, within: Box | None) -> Found:
    weighed: Found = {}
    for name, one in found.items():
        content = agreement(index, one.field, seen, within)
        weighed[name] = _with(one, content, one.score * _trusted(one, content.factor))
    return weighed


def _trusted(one: Named, factor: float) -> float:
    """A person's word stands whatever the values; a mere alias over values of another kind is another column."""
    if one.code == "match.learned":
        return max(factor, 0.92)
    return factor * _OTHERWISE if one.code == "match.alias" and factor < _DOUBTED else factor


def _with(one: Named, content: Agreement, score: float) -> Named:
    return replace(one, score=score, code=content.code or one.code, telling=content.telling and score >= PROPOSED)


def _by_content(index: Index, seen: Seen, within: Box | None) -> Iterator[Named]:
    """Columns whose heading says nothing and whose values say all."""
    if not seen.values:
        return
    for one in index.specification.fields:
        if one.geometry in ("latitude", "longitude"):
            if within is not None and is_inside(one.geometry, seen, within):
                yield Named(one, _NAMELESS, "match.content")
            elif one.geometry == "latitude" and whole_positions(seen):
                yield Named(one, _SHAPES if seen.all_shapes else _NAMELESS, "match.position")
        elif one.geometry in ("point", "geometry") and whole_positions(seen):
            yield Named(one, _SHAPES if seen.all_shapes else _NAMELESS, "match.content")
        elif one.name in index.telling_fields:
            content = agreement(index, one, seen, within)
            if content.telling and content is not SILENT:
                yield Named(one, _NAMELESS, "match.content", telling=True)
