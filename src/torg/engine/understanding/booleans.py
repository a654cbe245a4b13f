"""Yes and no in twelve languages and more, and crosses in lists."""

from .reading import Note, Reading, literals
from .sample import Sample, Value
from .words import listed
from .words.answers import CROSSES, NOTHING, PAIRS
from .words.questions import asks

Pair = tuple[str, str]

_SURE = listed(
    "ja oui yes jah igen áno kyllä vrai wahr sant prawda pravda igaz verdadero "
    "nej nein non nei nem falsch faux falskt fałsz"
)
"""Words that say nothing but yes or no, so that a column of one of them is one of answers."""

_TRUTH = ("true", "false")
_SURE_LETTERS = frozenset({("y", "n"), ("j", "n")})
"""Others may be sides of the street (S, N) or classes."""

MANY = 5
"""A mark without its opposite counts for an answer when it stands so often."""


def propose(sample: Sample) -> Reading | None:
    """A column of answers: its words are one known pair, or crosses with dashes."""
    words: dict[str, int] = {}
    for value in sample.values:
        words[value.text.casefold()] = words.get(value.text.casefold(), 0) + value.count
    if not words or len(words) > 60:
        return None
    return _crosses(sample, words) or _answers(sample, words)


def whole_pair(sample: Sample) -> Pair | None:
    """The words of yes and no this column holds both of: elsewhere in the file one of them alone means the same."""
    if len(sample.values) > 60:
        return None
    words = {value.text.casefold() for value in sample.present}
    return next((pair for pair in PAIRS if len(pair[0]) > 1 and words == {*pair}), None)


def _crosses(sample: Sample, words: dict[str, int]) -> Reading | None:
    crosses = words.keys() & CROSSES
    nothing = words.keys() & NOTHING
    if len(crosses) != 1 or words.keys() - crosses - nothing:
        return None
    (cross,) = crosses
    if nothing:
        return _reading(crosses, nothing, f"{cross} / {'/'.join(sorted(nothing))}")
    empty = sample.hints.rows - words[cross] if sample.complete else 0
    if asks(sample.heading.label) or (sample.hints.rows >= MANY and words[cross] > 1 and empty > 1):
        return _reading(crosses, nothing, cross)
    return None


def _answers(sample: Sample, words: dict[str, int]) -> Reading | None:
    for pair in sorted(PAIRS, key=lambda pair: -_found(words, pair)):
        there = tuple(value for value in sample.present if value.text.casefold() in pair)
        if there and _nearly_all(sample, there) and _answered(sample, words, pair):
            return _reading({pair[0]}, {pair[1]}, " / ".join(word for word in pair if word in words))
    return None


def _nearly_all(sample: Sample, there: tuple[Value, ...]) -> bool:
    """A third answer that comes again and again is a category of its own, and the column one of words."""
    odd = sample.count - sum(value.count for value in there)
    return odd == 0 or (sample.count >= 5 and odd <= max(1, 0.02 * sample.count))


def _found(words: dict[str, int], pair: tuple[str, str]) -> int:
    return sum(words.get(word, 0) for word in pair)


def _answered(sample: Sample, words: dict[str, int], pair: Pair) -> bool:
    """Both words of a pair are answers; of one alone the heading, another column or its plain meaning must tell."""
    there = [word for word in pair if word in words]
    if len(pair[0]) == 1:
        return len(there) == 2 and (pair in _SURE_LETTERS or asks(sample.heading.label))
    if len(there) == 2 or pair == _TRUTH or asks(sample.heading.label) or pair in sample.hints.answers:
        return True
    return there[0] in _SURE and words[there[0]] >= MANY


def _reading(yes: set[str] | frozenset[str], no: set[str] | frozenset[str], shown: str) -> Reading:
    """``shown`` names only words that stand in the column."""
    otherwise = f"WHEN lower(@x) IN ({literals(sorted(no))}) THEN false " if no else ""
    expression = f"CASE WHEN lower(@x) IN ({literals(sorted(yes))}) THEN true {otherwise}END"
    plain = yes <= {"true"} and no <= {"false"}
    code = "bool.words" if no else "bool.crosses"
    notes = () if plain else (Note(code, "@x IS NOT NULL", (("value", shown),)),)
    return Reading("boolean", "BOOLEAN", expression, "bool.odd", None if plain else shown, notes=notes)
