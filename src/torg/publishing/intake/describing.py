"""What is said about a list, filled in before anybody types: from the data, the file's name, the organisation."""

import re
from dataclasses import dataclass
from typing import Any

from babel.numbers import format_decimal

from torg.catalogue.people.queries import hub
from torg.foundation import ids
from torg.foundation.problems import Problem
from torg.foundation.vocabularies import vocabulary
from torg.kit.components import text

from .models import Draft

NAMED = 3
LONGEST = {"title": 400, "summary": 4000, "contact": 254, "slug": 80}
OFTEN = ("", "DAILY", "WEEKLY", "MONTHLY", "QUARTERLY", "ANNUAL", "IRREG", "NEVER")
_NOISE = re.compile(r"\b(?:19|20)\d\d\b|\b(?:final|copy|kopia|kopie|copie|export|utkast|ny|v\d+)\b|\(\d+\)", re.I)


@dataclass(frozen=True)
class Description:
    title: str = ""
    summary: str = ""
    frequency: str = ""
    contact: str = ""
    licence: str = ""
    theme: str = ""
    keywords: tuple[str, ...] = ()
    language: str = ""
    slug: str = ""


_CALLED = {
    "title": "Title", "summary": "In short", "frequency": "Updated", "contact": "Questions to",
    "licence": "May people use it?", "theme": "Theme", "keywords": "Words people may look for",
    "language": "Language of title and text", "slug": "Address of the page",
}  # fmt: skip


def called(name: str) -> str:
    """A field as the page names it."""
    return str(text(_CALLED[name]))


def described(draft: Draft) -> Description:
    """What was typed, and where nobody typed anything what we propose."""
    said = {name: draft.described[name] for name in Description.__dataclass_fields__ if name in draft.described}
    known = {**vars(proposed(draft)), **said}
    known["keywords"] = tuple(known["keywords"])
    if not known["slug"]:
        known["slug"] = ids.slug(known["title"])
    return Description(**known)


def proposed(draft: Draft) -> Description:
    return _as_it_is(draft) if draft.dataset else _from_the_file(draft)


def _as_it_is(draft: Draft) -> Description:
    one = draft.dataset
    assert one is not None  # noqa: S101  asked by the caller
    return Description(
        title=one.title_in(one.language),
        summary=one.description_in(one.language),
        frequency=one.frequency,
        contact=one.contact_mail or one.organisation.contact_mail,
        licence=one.licence,
        theme=next(iter(one.themes), ""),
        keywords=tuple(one.keywords),
        language=one.language,
        slug=one.slug,
    )


def _from_the_file(draft: Draft) -> Description:
    organisation = draft.organisation
    language = organisation.language or next(iter(hub().languages), "en")
    return Description(
        title=readable(draft.source_name, organisation.name_in(language)),
        summary=summary(draft.report or {}, language),
        contact=organisation.contact_mail,
        licence=organisation.licence,
        theme=organisation.theme,
        language=language,
    )


def readable(name: str, organisation: str = "") -> str:
    """``badplatser_hedestad_2026_FINAL.xlsx`` becomes ``Badplatser Hedestad``; what was pasted has no name."""
    stem = name.rpartition(".")[0] or name
    if name == PASTED:
        return ""
    words = re.sub(r"[\s_]+|-(?=\D)", " ", stem)
    kept = " ".join(_NOISE.sub(" ", words).split()).strip(" -–,.") or " ".join(words.split())
    own = {ids.slug(word): word for word in organisation.split() if word[:1].isupper()}
    own |= {slug[:-1]: word[:-1] for slug, word in own.items() if slug.endswith("s")}  # Hedestads kommun
    kept = " ".join(own.get(ids.slug(word), word) for word in kept.split())
    return kept[:1].upper() + kept[1:]


PASTED = "pasted.tsv"


@dataclass(frozen=True)
class _Template:
    """The proposed description in one language: it becomes public, so it is in that of the list, not of the page."""

    row: str
    rows: str
    one_more: str
    many_more: str

    def filled(self, count: int, named: str, more: int, language: str) -> str:
        rest = (self.one_more if more == 1 else self.many_more).format(more=more) if more > 0 else ""
        counted = format_decimal(count, locale=language)
        return (self.row if count == 1 else self.rows).format(count=counted, named=named + rest)


def _counting(rows: str, more: str) -> _Template:
    return _Template(rows, rows, more, more)


_TEMPLATES = {
    "en": _Template("{count} row with {named}.", "{count} rows with {named}.",
                    " and 1 more column", " and {more} more columns"),
    "sv": _Template("{count} rad med {named}.", "{count} rader med {named}.",
                    " och 1 kolumn till", " och {more} kolumner till"),
    "da": _Template("{count} række med {named}.", "{count} rækker med {named}.",
                    " og 1 kolonne mere", " og {more} kolonner mere"),
    "de": _Template("{count} Zeile mit {named}.", "{count} Zeilen mit {named}.",
                    " und 1 weiteren Spalte", " und {more} weiteren Spalten"),
    "fr": _Template("{count} ligne avec {named}.", "{count} lignes avec {named}.",
                    " et 1 autre colonne", " et {more} autres colonnes"),
    "it": _Template("{count} riga con {named}.", "{count} righe con {named}.",
                    " e 1 altra colonna", " e altre {more} colonne"),
    # Where words bend with the number, the number stands behind them.
    "pl": _counting("Wiersze: {count}. Kolumny: {named}.", " i jeszcze {more}"),
    "cs": _counting("Řádky: {count}. Sloupce: {named}.", " a ještě {more}"),
    "sk": _counting("Riadky: {count}. Stĺpce: {named}.", " a ešte {more}"),
    "hu": _counting("Sorok száma: {count}. Oszlopok: {named}.", " és még {more}"),
    "sl": _counting("Vrstice: {count}. Stolpci: {named}.", " in še {more}"),
    "hr": _counting("Redci: {count}. Stupci: {named}.", " i još {more}"),
}  # fmt: skip


def summary(report: dict[str, Any], language: str = "en") -> str:
    """How many rows, what their first columns are called; nothing in a language that has no template yet."""
    labels = [one["label"] or one["name"] for one in report.get("columns", ())]
    if not labels or language not in _TEMPLATES:
        return ""
    return _TEMPLATES[language].filled(report["rows"], ", ".join(labels[:NAMED]), len(labels) - NAMED, language)


def read_form(form: Any) -> dict[str, Any]:
    """The fields as a person sent them, each one line but the summary, cut at what we keep."""
    said: dict[str, Any] = {
        name: " ".join(form.get(name, "").replace("\0", "").split()) for name in Description.__dataclass_fields__
        if name in form and name not in ("summary", "keywords")
    }  # fmt: skip
    if "summary" in form:
        said["summary"] = form["summary"].replace("\0", "").strip()
    if "keywords" in form:
        words = (" ".join(word.split())[:80] for word in form["keywords"].replace("\0", "").split(","))
        said["keywords"] = list(dict.fromkeys(word for word in words if word))[:30]
    return said


def check(said: dict[str, Any]) -> dict[str, Problem]:
    """What stands in the way, by the field it is about."""
    found = {}
    for name, most in LONGEST.items():
        if len(said.get(name, "")) > most:
            found[name] = Problem("draft.long", most=most, count=len(said[name]))
    if not said.get("title", "x"):
        found["title"] = Problem("publish.title")
    if said.get("contact") and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", said["contact"]):
        found["contact"] = Problem("draft.contact", value=said["contact"])
    if said.get("slug") and ids.slug(said["slug"]) != said["slug"]:
        example = ids.slug(said["slug"]) or "bathing-places"
        found["slug"] = Problem("dataset.slug", value=said["slug"], example=example)
    return found | dict(_not_listed(said))


def _not_listed(said: dict[str, Any]) -> list[tuple[str, Problem]]:
    lists = {"licence": "licences", "theme": "data-themes", "language": "languages", "frequency": "frequencies"}
    return [
        (name, Problem("draft.not_listed", value=said[name]))
        for name, listed in lists.items()
        if said.get(name) and said[name] not in vocabulary(listed)
    ]


def often(code: str) -> str:
    """How often a list is renewed, in words."""
    words = {
        "": "When something changes", "DAILY": "Every day", "WEEKLY": "Every week", "MONTHLY": "Every month",
        "QUARTERLY": "Four times a year", "ANNUAL": "Every year", "IRREG": "Now and then", "NEVER": "Never again",
    }  # fmt: skip
    if code in words:
        return str(text(words[code]))
    term = vocabulary("frequencies").get(code)
    return term.label() if term else code
