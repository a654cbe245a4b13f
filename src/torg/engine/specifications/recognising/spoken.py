"""A heading as it is compared: in plain small letters, without units, numbering and what programs put around it."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import Stemmer
from anyascii import anyascii

LONGEST = 120
"""Letters of a heading that are looked at; longer ones are sentences, or meant to harm."""

STEMMED = {"sv": "swedish", "da": "danish", "de": "german", "fr": "french", "en": "english"}
"""Polish has no stemmer; near words do for it."""

ENDING = 3
"""Letters by which two forms of a word may differ in length."""

_HUMP = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_WORD = re.compile(r"[a-z0-9]+")
_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")
_NUMBERING = re.compile(r"^\s*(?:\d{1,3}|[A-Za-z])\s*[.):]\s*(?=\D)")
_DBASE = re.compile(r",[CNDLFM],\d{1,3}(?:,\d{1,2})?$")
"""A field as dBase declares it: ``baumnummer,C,20``."""

_PATH = re.compile(r"[./:>|]")
_EITHER = re.compile(r"\s*[/|;]\s*|\s+-\s+")
# Written so where a keyboard has no such letter: Spielplaetze, Faaborg, Koege.
_SPELT = re.compile("ae|oe|ue|aa")
_SMALL = (
    "i pa av for och till med om ar the of in at on an a and to for is der die das den dem des im am von vom "
    "zu und fur de du la le les l d et en au aux un une til af og paa w we na z ze do o dla od"
)
_STOP = frozenset(_SMALL.split())


@dataclass(frozen=True)
class Spoken:
    """``ways`` are keys it may be known by, with what each costs; ``words`` are those that carry meaning."""

    text: str
    ways: tuple[tuple[str, float], ...]
    words: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.ways[0][0] if self.ways else ""


@lru_cache(maxsize=100_000)
def words_of(text: str) -> tuple[str, ...]:
    plain = anyascii(_HUMP.sub(" ", text[:LONGEST])).lower()[: 2 * LONGEST]
    return tuple(_SPELT.sub(lambda two: two[0][0], word) for word in _WORD.findall(plain))


def key_of(text: str) -> str:
    """``Kommun-KOD``, ``kommunkod`` and ``Kommun kod`` are one."""
    return "".join(words_of(text))


def telling_words(text: str) -> tuple[str, ...]:
    return tuple(word for word in words_of(text) if word not in _STOP)


def sorted_key(words: tuple[str, ...]) -> str:
    """``Koordinat Lat`` and ``Lat koordinat`` are one."""
    return " ".join(sorted(words))


@lru_cache(maxsize=20_000)
def spoken(heading: str) -> Spoken:
    text = heading[:LONGEST]
    ways: dict[str, float] = {}
    for way, cost in _ways(text):
        key = key_of(way)
        if key and ways.get(key, 0.0) < cost:
            ways[key] = cost
    ordered = sorted(ways.items(), key=lambda way: -way[1])
    return Spoken(heading, tuple(ordered), telling_words(_BRACKETS.sub(" ", text)) or telling_words(text))


def _ways(text: str) -> list[tuple[str, float]]:
    text = _DBASE.sub("", text)
    found = [(text, 1.0)]
    bare = _BRACKETS.sub(" ", text)
    if bare != text:
        found.append((bare, 0.98))
    found += [(_NUMBERING.sub("", way), 0.99 * cost) for way, cost in tuple(found) if _NUMBERING.match(way)]
    for way, cost in tuple(found):
        steps = [step for step in _PATH.split(way) if step.strip()]
        if len(steps) > 1:
            found += [(steps[-1], 0.97 * cost), (" ".join(steps[-2:]), 0.98 * cost)]
        parts = _EITHER.split(way)
        if 1 < len(parts) <= 3:
            found += [(part, 0.93 * cost) for part in parts]
    return found


@lru_cache(maxsize=200_000)
def stemmed(words: tuple[str, ...], language: str) -> str:
    return "".join(_stemmer(language).stemWord(word) for word in words)


@cache
def _stemmer(language: str) -> "Stemmer.Stemmer":
    return Stemmer.Stemmer(STEMMED[language], 0)  # 0: our own memory above is shared by all threads
