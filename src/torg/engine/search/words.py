"""Words of a text in plain letters, and their stems in a language: ``Badplatserna i Åre`` is about badplats, are."""

import re
import unicodedata
from functools import cache, lru_cache

import Stemmer
from anyascii import anyascii

LONGEST_WORD = 60
# Where PyStemmer has none: the nearest relative, or endings of our own below.
_ALGORITHMS = {
    "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hu": "hungarian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
    "hr": "serbian", "bs": "serbian", "sr": "serbian", "sk": "czech",
}  # fmt: skip
_ENDINGS = {
    "sl": ("skega", "skemu", "skih", "skim", "ovega", "ami", "ega", "emu", "imi", "ima", "ov", "ev", "om", "em", "ah",
           "ih", "im", "e", "a", "i", "o", "u"),
    "bg": ("ите", "ове", "та", "то", "те", "ът", "и", "а", "я", "е", "о"),
}  # fmt: skip
_SHORTEST_STEM = 3
_WORD = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")


def split(text: str) -> list[str]:
    """Words as written, in small letters; names such as ``antalPlatser_2`` are taken apart."""
    text = unicodedata.normalize("NFC", _HUMP.sub(" ", text)).lower()
    return [word[:LONGEST_WORD] for word in _WORD.findall(text)]


@lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    """The same to a person who has no such key: ``Åre`` and ``are``, ``Straße`` and ``strasse``."""
    return "".join(letter for letter in anyascii(word).lower() if letter.isalnum())[:LONGEST_WORD]


@lru_cache(maxsize=200_000)
def stems(word: str, language: str) -> tuple[str, ...]:
    """Stems in plain letters; two where the word without its accents has another one, for people leave them out."""
    return tuple(dict.fromkeys(plain(_stem(each, language)) for each in (word, plain(word))))


def _stem(word: str, language: str) -> str:
    stemmer = _stemmer(language)
    if stemmer is not None:
        return str(stemmer.stemWord(word))
    for ending in _ENDINGS.get(language, ()):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


@lru_cache(maxsize=200_000)
def forms(word: str, language: str) -> frozenset[str]:
    """The word and its stems: two words are forms of one where these meet.

    The stem alone is not enough: Swedish *badplatser* becomes *badplats*, but *badplats* becomes *badplat*.
    """
    return frozenset((plain(word), *stems(word, language)))


@cache
def _stemmer(language: str) -> "Stemmer.Stemmer | None":
    name = _ALGORITHMS.get(language)
    return Stemmer.Stemmer(name, 0) if name else None  # 0: our own memory above is shared by all threads


@lru_cache(maxsize=20_000)
def terms(text: str, language: str) -> tuple[str, ...]:
    """What a text is found by: its words, and its stems marked with their language."""
    found: dict[str, None] = {}
    for word in split(text):
        found[plain(word)] = None
        found.update((marked(stem, language), None) for stem in stems(word, language))
    found.pop("", None)
    return tuple(found)


def marked(stem: str, language: str) -> str:
    return f"{language}:{stem}"
