"""Yes and no in twelve languages and more, and crosses in lists."""

from .reading import Note, Reading, literals
from .sample import Sample, Value
from .words.answers import CROSSES, NOTHING, PAIRS

_OTHER = frozenset({"si", "on", "da", "tak"})
"""Words of yes that also mean something else: alone they prove nothing."""

_SURE_NO = frozenset({"nej", "nein", "non", "nei", "false", "falsch", "faux", "falskt", "falso", "nem", "nee", "no"})


def propose(sample: Sample) -> Reading | None:
    """A column of answers: its words are one known pair, or crosses with dashes."""
    words: dict[str, int] = {}
    for value in sample.values:
        words[value.text.casefold()] = words.get(value.text.casefold(), 0) + value.count
    if not words or len(words) > 60:
        return None
    return _crosses(words) or _answers(sample, words)


def _crosses(words: dict[str, int]) -> Reading | None:
    crosses = words.keys() & CROSSES
    if not crosses or len(crosses) > 1 or words.keys() - crosses - NOTHING:
        return None
    nothing = words.keys() & NOTHING
    return _reading(crosses, nothing, f"{'/'.join(crosses)} / {'/'.join(sorted(nothing)) or 'empty'}")


def _answers(sample: Sample, words: dict[str, int]) -> Reading | None:
    for yes, no in sorted(PAIRS, key=lambda pair: -_found(words, pair)):
        there = tuple(value for value in sample.present if value.text.casefold() in (yes, no))
        single = len(yes) == 1 and {yes, no} - words.keys()
        if there and not single and _nearly_all(sample, there) and _answered(words, yes, no):
            return _reading({yes}, {no}, " / ".join(word for word in (yes, no) if word in words))
    return None


def _nearly_all(sample: Sample, there: tuple[Value, ...]) -> bool:
    """A third answer that comes again and again is a category of its own, and the column one of words."""
    odd = sample.count - sum(value.count for value in there)
    return odd == 0 or (sample.count >= 5 and odd <= max(1, 0.02 * sample.count))


def _found(words: dict[str, int], pair: tuple[str, str]) -> int:
    return sum(words.get(word, 0) for word in pair)


def _answered(words: dict[str, int], yes: str, no: str) -> bool:
    """One half of a pair is enough only where the word means nothing else."""
    if {yes, no} <= words.keys():
        return True
    return (yes in words and len(yes) > 1 and yes not in _OTHER) or (no in words and no in _SURE_NO)


def _reading(yes: set[str] | frozenset[str], no: set[str] | frozenset[str], shown: str) -> Reading:
    """``shown`` names only words that stand in the column."""
    otherwise = f"WHEN lower(@x) IN ({literals(sorted(no))}) THEN false " if no else ""
    expression = f"CASE WHEN lower(@x) IN ({literals(sorted(yes))}) THEN true {otherwise}END"
    plain = yes <= {"true"} and no <= {"false"}
    facts = (("value", shown),)
    notes = () if plain else (Note("bool.words", "@x IS NOT NULL", facts),)
    return Reading("boolean", "BOOLEAN", expression, "bool.odd", None if plain else shown, notes=notes)
