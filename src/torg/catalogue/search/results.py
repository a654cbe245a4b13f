"""A page of results as values: lines, what they can be narrowed down by, what was chosen."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language

from torg.catalogue.datasets.queries import Line
from torg.engine.search import Answer, Facet, Finder, Found
from torg.foundation.vocabularies import vocabulary
from torg.kit.components import text

from .asked import ALL_SHOWN, FRESH, PER_PAGE, SHOWN, Asked

_FORMATS = {
    "csv": "CSV",
    "xlsx": "Excel",
    "json": "JSON",
    "ndjson": "NDJSON",
    "geojson": "GeoJSON",
    "parquet": "Parquet",
}
_LISTED = ("csv", "xlsx", "geojson", "json", "parquet")
_TAGS = re.compile(r"<[^<>]*>")
_SENTENCE = re.compile(r"(.+?[.!?])\s")
_LONGEST = 220


@dataclass(frozen=True)
class Choice:
    """A value of a facet; ``address`` leads to the results with it, or without it where it is chosen."""

    name: str
    address: str
    count: int | None = None


@dataclass(frozen=True)
class Narrowing:
    facet: str
    heading: str
    choices: tuple[Choice, ...]
    more: str = ""
    """The address of the page with all values."""


@dataclass(frozen=True)
class Results:
    asked: Asked
    answer: Answer
    lines: tuple[Line, ...]
    chosen: tuple[Choice, ...]
    narrowings: tuple[Narrowing, ...]
    pages: int

    @property
    def meant(self) -> Choice | None:
        meant = self.answer.meant
        return Choice(meant, self.asked.reading(meant)) if meant else None

    @property
    def orders(self) -> list[tuple[str, str, bool]]:
        words = {"best": text("Best match"), "newest": text("Last change"), "title": text("Title")}
        offered = [name for name in words if name != "best" or self.asked.words]
        return [(str(words[name]), self.asked.in_order(name), name == self.asked.sorted) for name in offered]


def results(finder: Finder, asked: Asked) -> Results:
    answer = finder.ask(asked.question)
    return Results(
        asked=asked,
        answer=answer,
        lines=tuple(map(_line, answer.found)),
        chosen=tuple(_chosen(finder, asked)),
        narrowings=tuple(_narrowings(finder, asked, answer)),
        pages=max(-(-answer.total // PER_PAGE), 1),
    )


def _line(found: Found) -> Line:
    title_language, title = _spoken(found.title)
    language, words = _spoken(found.summary)
    return Line(
        title=title or found.slug,
        title_language=title_language,
        address=f"/datasets/{found.slug}",
        summary=first_sentence(words),
        summary_language=language,
        organisation=found.organisation_name,
        organisation_address=f"/organisations/{found.organisation}",
        rows=found.rows,
        updated=found.modified,
        formats=tuple(_FORMATS[name] for name in _LISTED if name in found.formats),
    )


def _spoken(texts: dict[str, str]) -> tuple[str, str]:
    wanted = (get_language() or "en").split("-")[0]
    language = wanted if texts.get(wanted) else next(iter(texts), wanted)
    return language, texts.get(language, "")


def first_sentence(words: str) -> str:
    """Without markup; what has no end in sight is cut at a word."""
    plain = " ".join(html.unescape(_TAGS.sub(" ", words)).split())
    found = _SENTENCE.match(plain + " ")
    sentence = found[1] if found else plain
    return sentence if len(sentence) <= _LONGEST else sentence[:_LONGEST].rsplit(" ", 1)[0] + "…"


def _chosen(finder: Finder, asked: Asked) -> Iterator[Choice]:
    for facet, value in asked.chosen.items():
        yield Choice(_names(finder, facet).get(value, value), asked.choosing(facet, ""))
    if asked.fresh:
        yield Choice(_moments()[asked.fresh], asked.since(""))


def _names(finder: Finder, facet: str) -> dict[str, str]:
    if facet == "theme":
        language = (get_language() or "en").split("-")[0]
        return {code: term.label(language) for code, term in vocabulary("data-themes").items()}
    return _FORMATS if facet == "format" else finder.names(facet)  # type: ignore[arg-type]


def _moments() -> dict[str, str]:
    return {
        "week": str(text("in the last 7 days")),
        "month": str(text("in the last 31 days")),
        "year": str(text("in the last 12 months")),
    }


def _narrowings(finder: Finder, asked: Asked, answer: Answer) -> Iterator[Narrowing]:
    headings = {
        "organisation": text("Publisher"),
        "theme": text("Theme"),
        "place": text("Place"),
        "format": text("Files"),
    }
    if _same_places(answer):
        del headings["place"]
    for facet, heading in headings.items():
        if facet not in asked.chosen:
            found = _narrowing(finder, asked, answer, facet, str(heading))  # type: ignore[arg-type]
            if found.choices:
                yield found
    freshness = tuple(_freshness(asked, answer))
    if freshness and not asked.fresh:
        yield Narrowing("updated", str(text("Changed")), freshness)


def _same_places(answer: Answer) -> bool:
    """Where every publisher speaks of its own place alone, the two lists would be one list twice."""
    return set(answer.facets.get("place", ())) == set(answer.facets.get("organisation", ()))


def _narrowing(finder: Finder, asked: Asked, answer: Answer, facet: Facet, heading: str) -> Narrowing:
    """Values that some results have and others not; one that all have narrows nothing down."""
    counted = [(value, count) for value, count in answer.facets.get(facet, ()) if count < answer.total]
    shown = ALL_SHOWN if asked.opened == facet else SHOWN
    names = _names(finder, facet) if counted else {}
    choices = tuple(
        Choice(names.get(value, value), asked.choosing(facet, value), count) for value, count in counted[:shown]
    )
    return Narrowing(facet, heading, choices, asked.opening(facet) if len(counted) > shown else "")


def _freshness(asked: Asked, answer: Answer) -> Iterator[Choice]:
    words = _moments()
    for name, count in zip(FRESH, answer.fresh, strict=True):
        if 0 < count < answer.total:
            yield Choice(words[name], asked.since(name), count)
