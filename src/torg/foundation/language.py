"""Sentences in the reader's language, from one gettext catalogue a language."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from gettext import c2py
from importlib import resources

from babel.dates import format_date
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

SOURCE = "en"


@cache
def catalogue(language: str) -> Catalog:
    """The catalogue of one language; the source language where there is none yet."""
    place = resources.files("torg") / "locale" / language / "LC_MESSAGES" / "torg.po"
    if not place.is_file():
        return catalogue(SOURCE) if language != SOURCE else Catalog()
    with place.open("rb") as file:
        return read_po(file, locale=language)


def codes() -> frozenset[str]:
    """Every code that has a sentence."""
    return frozenset(_key(message.id) for message in catalogue(SOURCE) if message.id)


def sentence(code: str, facts: Mapping[str, object], language: str = SOURCE) -> str:
    """The sentence for a code. Raises LookupError for a code that has none: that is our fault, not the reader's."""
    words = _words(catalogue(language), code, facts) or _words(catalogue(SOURCE), code, facts)
    if not words:
        raise LookupError(f"no sentence for the code {code!r}")
    return words.format_map(_Shown(facts, language))


def _words(words: Catalog, code: str, facts: Mapping[str, object]) -> str:
    message = words.get(code)
    if message is None:
        return ""
    if isinstance(message.string, str):
        return message.string
    count = facts.get("count")
    return _plural(words, tuple(message.string or ()), count if isinstance(count, int) else 1)


def _plural(words: Catalog, forms: tuple[str, ...], count: int) -> str:
    choose = c2py(words.plural_expr)
    return forms[min(choose(count), len(forms) - 1)]


def _key(identifier: object) -> str:
    return identifier if isinstance(identifier, str) else str(identifier[0])  # type: ignore[index]


class _Shown(dict[str, str]):
    """Facts as shown: lists joined, choices with “or”, long values shortened, a missing fact visible, not a crash.

    A fact that is a text per language is shown in the reader's; a ``day`` and choices between days as people say them.
    """

    def __init__(self, facts: Mapping[str, object], language: str) -> None:
        facts = {key: _worded(value, language) for key, value in facts.items()}
        super().__init__({key: _show(value) for key, value in facts.items()})
        locale = "en_GB" if language == "en" else language  # Babel's plain English writes “a, b, or c”
        if isinstance(choices := facts.get("choices"), (list, tuple)):
            self["choices"] = format_list([_day(_show(choice), locale) for choice in choices], "or", locale)
        if "day" in facts:
            self["day"] = _day(self["day"], locale)

    def __missing__(self, key: str) -> str:
        return "?"


def _day(shown: str, locale: str) -> str:
    """2 June 2026 for 2026-06-02; anything else, also a day no calendar has, as it is."""
    try:
        return format_date(date.fromisoformat(shown), "long", locale) if len(shown) == 10 else shown
    except ValueError:
        return shown


def _worded(value: object, language: str) -> object:
    if isinstance(value, Mapping):
        return value.get(language) or value.get(SOURCE) or next(iter(value.values()), "")
    return value


def _show(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(_show(item) for item in value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    text = str(value)
    return text if len(text) <= 200 else text[:199] + "…"
