"""What people call the same thing: each group of words is one meaning, written into the index as a term of its own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from torg.foundation.vocabularies import search_words

from .words import plain, split, stems

Stems = tuple[str, ...]


def meaning(code: str) -> str:
    """The term of a meaning; no word of a text looks like it."""
    return f"#{code}"


def meanings(text: str, languages: Iterable[str]) -> set[str]:
    """The terms of all meanings that a text in one of these languages has words for."""
    words = split(text)
    return {code for language in languages for code, _, _ in _told(words, language)}


def told(words: list[str], languages: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Meanings in a question: each with the first of its words and the one behind its last."""
    for language in languages:
        yield from _told(words, language)


def _told(words: list[str], language: str) -> Iterator[tuple[str, int, int]]:
    """The longest entry counts: a street tree is a tree and no street."""
    known, start = _known(language), 0
    shortened = [stems(word, language)[-1] for word in words] if known else []
    while start < len(shortened):
        fitting = [
            (code, len(entry))
            for code, entry in known.get(shortened[start], ())
            if tuple(shortened[start : start + len(entry)]) == entry
        ]
        longest = max((length for _, length in fitting), default=1)
        yield from ((meaning(code), start, start + longest) for code, length in fitting if length == longest)
        start += longest


@cache
def _known(language: str) -> dict[str, list[tuple[str, Stems]]]:
    """By the first stem of an entry: the codes and all stems of the entries that begin with it."""
    found: dict[str, list[tuple[str, Stems]]] = defaultdict(list)
    for group in search_words()["same"]:
        for words in group.get(language, ()):
            entry = tuple(stems(word, language)[-1] for word in split(words))
            found[entry[0]].append((group["code"], entry))
    return found


@cache
def small_words() -> frozenset[str]:
    return frozenset(plain(word) for words in search_words()["small"].values() for word in words)
