"""Finding datasets: as written first, then nearly so, then some of the words; the best first, then the newest."""

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
from tantivy import Order as Direction
from tantivy import Query, Searcher

from torg.engine.shelf import Shelf

from . import asking
from .keeping import Keeper, Opened
from .likeness import meant
from .records import FACETS, Answer, Facet, Found, Question, Reading
from .schema import DATASET, schema
from .writing import found, milliseconds

FEW_FOUND = 3
"""With fewer results as written, words that are nearly so are looked for too."""
SORTED = 2_000
"""So many of the best are put in order by time where they are equally good; further ones follow as they lie."""
log = logging.getLogger("torg.search")


class Finder:
    def __init__(self, shelf: Shelf, folder: Path) -> None:
        self.keeper = Keeper(shelf, folder)
        self._names: tuple[Searcher | None, dict[str, str]] = (None, {})

    def ask(self, question: Question) -> Answer:
        """An index that breaks under a question is looked at again, and made anew where it is damaged."""
        try:
            return _answer(self.keeper.current(), question)
        except ValueError:
            log.warning("a search broke", exc_info=True)
            self.keeper.distrust()
            return _answer(self.keeper.current(), question)

    def names(self, facet: Facet) -> dict[str, str]:
        """Every organisation or place there is: short name and name."""
        searcher = self.keeper.current().searcher
        if self._names[0] is not searcher:
            self._names = (searcher, {})
        known = self._names[1]
        if facet not in known:
            known[facet] = _names(searcher, facet)  # type: ignore[assignment]
        return known[facet]  # type: ignore[return-value]


def _answer(opened: Opened, question: Question) -> Answer:
    parts, reading, exactly = _taken(opened, question)
    query = asking.together(parts, asking.filters(question))
    total = exactly if reading == "written" else _count(opened.searcher, query)
    shown = _ordered(opened.searcher, query, replace(question, limit=question.limit + 1), total)
    more, shown = len(shown) > question.limit > 0, shown[: question.limit]
    return Answer(
        found=shown,
        total=total,
        more=more,
        reading=reading,
        written=exactly,
        meant=meant(question.words, shown) if reading != "written" else None,
        whole=opened.state.whole,
        **_counted(opened.searcher, query, question),
    )


def _taken(opened: Opened, question: Question) -> "tuple[list[Any], Reading, int]":
    """How the words have to be taken to find something, and how many have them as written."""
    languages, more = opened.state.languages, asking.filters(question)
    units = asking.units(question.words, languages)
    if not units:
        parts = [] if not question.words.strip() else [asking.nothing()]
        return parts, "written", _count(opened.searcher, asking.together(parts, more))
    parts = asking.written(units, languages)
    exactly = _count(opened.searcher, asking.together(parts, more))
    if exactly >= FEW_FOUND:
        return parts, "written", exactly
    nearly = asking.near(units, languages)
    count = _count(opened.searcher, asking.together(nearly, more))
    if count > exactly:
        return nearly, "near", exactly
    if exactly or len(units) == 1:
        return parts, "written", exactly
    return asking.some(units, languages), "some", 0


def _count(searcher: Searcher, query: Query) -> int:
    return int(searcher.search(query, 1).count)  # type: ignore[attr-defined]  # its stub forgets it


def _ordered(searcher: Searcher, query: Query, question: Question, total: int) -> tuple[Found, ...]:
    if not total:
        return ()
    if question.order == "title":
        addresses = _by_field(searcher, query, question, "alphabet", Direction.Asc)
    elif question.order == "newest" or not question.words.strip():
        later = asking.following(query, question.after)
        addresses = _by_field(searcher, later, question, "newest", Direction.Desc)
    else:
        addresses = _by_worth(searcher, query, question)
    return tuple(found(bytes(searcher.doc(address)["record"][0])) for address in addresses)


def _by_field(searcher: Searcher, query: Query, question: Question, field: str, way: Direction) -> list[Any]:
    hits = searcher.search(
        query, question.limit, count=False, order_by_field=field, offset=question.offset, order=way
    ).hits
    return [address for _, address in hits]


def _by_worth(searcher: Searcher, query: Query, question: Question) -> list[Any]:
    end = question.offset + question.limit
    if end > SORTED:
        hits = searcher.search(query, question.limit, count=False, offset=question.offset).hits
        return [address for _, address in hits]
    best = searcher.search(query, SORTED, count=False).hits
    times = searcher.fast_field_values("newest", [address for _, address in best])
    ranked = sorted(zip(best, times, strict=True), key=lambda each: (-round(each[0][0], 2), -(each[1] or 0)))
    return [address for (_, address), _ in ranked[question.offset : end]]


def _counted(searcher: Searcher, query: Query, question: Question) -> dict[str, Any]:
    if not question.counted:
        return {}
    asked: dict[str, Any] = {
        facet: {"terms": {"field": asking.FIELDS[facet], "size": question.counted}} for facet in FACETS
    }
    steps = [milliseconds(moment) for moment in question.steps]
    if steps:
        asked["fresh"] = {"range": {"field": "modified", "ranges": [{"from": step} for step in steps]}}
    told = searcher.aggregate(query, asked)
    facets = {
        facet: tuple((str(each["key"]), int(each["doc_count"])) for each in told[facet]["buckets"]) for facet in FACETS
    }
    return {"facets": facets, "fresh": _fresh(told["fresh"]["buckets"], steps) if steps else ()}


def _fresh(buckets: list[dict[str, Any]], steps: list[int]) -> tuple[int, ...]:
    counts = {int(each["from"]): int(each["doc_count"]) for each in buckets if "from" in each}
    return tuple(counts.get(step, 0) for step in steps)


def _names(searcher: Searcher, facet: Facet) -> dict[str, str]:
    field = asking.FIELDS[facet]
    every = Query.term_query(schema(), "kind", DATASET, index_option="basic")
    told = searcher.aggregate(every, {"all": {"terms": {"field": field, "size": 10_000}}})
    return {str(each["key"]): _name(searcher, facet, field, str(each["key"])) for each in told["all"]["buckets"]}


def _name(searcher: Searcher, facet: Facet, field: str, slug: str) -> str:
    """As one of its datasets has it."""
    query = Query.term_query(schema(), field, slug, index_option="basic")
    hits = searcher.search(query, 1, count=False, order_by_field="newest").hits
    facts = orjson.loads(bytes(searcher.doc(hits[0][1])["record"][0]))
    if facet == "organisation":
        return str(facts["organisation_name"])
    return next((place["name"] for place in facts["places"] if place["slug"] == slug), slug)
