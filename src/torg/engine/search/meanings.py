"""What people call the same thing: each group of words is one meaning, written into the index as a term of its own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from torg.foundation.vocabularies import search_words

from .words import forms, plain, split

Entry = tuple[frozenset[str], ...]


def meaning(code: str) -> str:
    """The term of a meaning; no word of a text looks like it."""
    return f"#{code}"


@lru_cache(maxsize=20_000)
def meanings(text: str, language: str) -> frozenset[str]:
    """The terms of all meanings that a text has words for."""
    return frozenset(code for code, _, _ in _told(split(text), language))


def told(words: list[str], languages: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Meanings in a question: each with the first of its words and the one behind its last."""
    for language in languages:
        yield from _told(words, language)


def _told(words: list[str], language: str) -> Iterator[tuple[str, int, int]]:
    """The longest entry counts: a street tree is a tree and no street."""
    known, start = _known(language), 0
    written = [forms(word, language) for word in words] if known else []
    while start < len(written):
        fitting = {
            (code, len(entry))
            for form in written[start]
            for code, entry in known.get(form, ())
            if _fits(entry, written[start : start + len(entry)])
        }
        longest = max((length for _, length in fitting), default=1)
        yield from ((meaning(code), start, start + longest) for code, length in sorted(fitting) if length == longest)
        start += longest


def _fits(entry: Entry, written: list[frozenset[str]]) -> bool:
    return len(entry) == len(written) and not any(map(frozenset.isdisjoint, entry, written))


@cache
def _known(language: str) -> dict[str, list[tuple[str, Entry]]]:
    """By every form of its first word: the codes and words of the entries that begin with it."""
    found: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
    for group in search_words()["same"]:
        for words in group.get(language, ()):
            entry = tuple(forms(word, language) for word in split(words))
            for form in entry[0]:
                found[form].append((group["code"], entry))
    return found


@cache
def small_words() -> frozenset[str]:
    return frozenset(plain(word) for words in search_words()["small"].values() for word in words)
