"""Controlled vocabularies: the tables in ``vocabularies/`` at the root of the repository, or in the wheel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from .problems import refuse
from .shipped import shipped


@dataclass(frozen=True)
class Term:
    """One entry. ``uri`` names it among machines, ``url`` is a page for people; ``aliases`` are other spellings."""

    code: str
    uri: str
    labels: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    short: str = ""
    media_type: str = ""
    aliases: tuple[str, ...] = ()

    def label(self, language: str = "en") -> str:
        return self.labels.get(language) or self.labels.get("en") or next(iter(self.labels.values()), self.code)


@cache
def vocabulary(name: str) -> Mapping[str, Term]:
    """The terms of ``licences``, ``data-themes``, ``languages``, ``frequencies`` or ``file-types``, by code."""
    entries: list[dict[str, Any]] = yaml.safe_load(_find(name).read_text(encoding="utf-8"))
    terms = (Term(**{**entry, "aliases": tuple(entry.get("aliases", ()))}) for entry in entries)
    return MappingProxyType({term.code: term for term in terms})


@cache
def search_words() -> Mapping[str, Any]:
    """``small``: words that say nothing, by language; ``same``: groups of words for one thing, each by language."""
    words: dict[str, Any] = yaml.safe_load(_find("search-words").read_text(encoding="utf-8"))
    return MappingProxyType(words)


def licence_code(written: str) -> str:
    """The code of a licence however it is written (``cc0``, ``CC BY 4.0``, its address). Raises Refusal."""
    wanted = _plain(written)
    for term in vocabulary("licences").values():
        if wanted in map(_plain, (term.code, term.uri, term.url, term.short, *term.aliases)):
            return term.code
    raise refuse("licence.unknown", value=written, choices=list(vocabulary("licences")))


def _plain(written: str) -> str:
    return "".join(letter for letter in written.lower().removeprefix("https").removeprefix("http") if letter.isalnum())


def _find(name: str) -> Path:
    path = shipped("vocabularies") / f"{name}.yaml"
    if path.is_file():
        return path
    raise LookupError(f"there is no vocabulary {name!r}")
