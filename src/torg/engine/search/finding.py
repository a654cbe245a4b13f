"""Finding datasets: as written first, then nearly so, then some of the words; the best first, then the newest."""

import logging
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
from tantivy import Order as Direction
from tantivy import Query, Searcher

from torg.engine.shelf import Shelf

from . import asking
from .keeping import Keeper, Opened
from .likeness import meant
from .records import FACETS, Answer, Facet, Question, Reading
from .schema import DATASET, schema
from .writing import found, milliseconds

FEW_FOUND = 3
"""With fewer results as written, words that are nearly so are looked for too."""
SORTED = 1_000
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
    taken = _taken(opened, question)
    shown = tuple(found(bytes(opened.searcher.doc(each)["record"][0])) for each in taken.addresses[: question.limit])
    return Answer(
        found=shown,
        total=taken.total,
        more=len(taken.addresses) > question.limit > 0,
        reading=taken.reading,
        written=taken.written,
        meant=meant(question.words, shown) if taken.reading != "written" else None,
        whole=opened.state.whole,
        **_counted(opened.searcher, taken.query, question),
    )


@dataclass(frozen=True)
class _Taken:
    """What a question found, taken in one way: how many, and one address more than a page has."""

    query: Query
    total: int
    addresses: list[Any]
    reading: Reading = "written"
    written: int = 0


def _taken(opened: Opened, question: Question) -> _Taken:
    """The words as they have to be taken to find something."""
    languages = opened.state.languages
    units = asking.units(question.words, languages)
    if not units:
        return _look(opened.searcher, question, [asking.nothing()] if question.words.strip() else [])
    exactly = _look(opened.searcher, question, asking.written(units, languages))
    exactly = replace(exactly, written=exactly.total)
    if exactly.total >= FEW_FOUND:
        return exactly
    nearly = _look(opened.searcher, question, asking.near(units, languages))
    if nearly.total > exactly.total:
        return replace(nearly, reading="near", written=exactly.total)
    if exactly.total or len(units) == 1:
        return exactly
    return replace(_look(opened.searcher, question, asking.some(units, languages)), reading="some")


def _look(searcher: Searcher, question: Question, parts: list[Any]) -> _Taken:
    query = asking.together(parts, asking.filters(question))
    if question.order == "title":
        total, addresses = _by_field(searcher, query, question, "alphabet", Direction.Asc)
    elif question.order == "newest" or not question.words.strip():
        total, addresses = _by_field(searcher, query, question, "newest", Direction.Desc)
    else:
        total, addresses = _by_worth(searcher, query, question)
    return _Taken(query, total, addresses)


def _by_field(
    searcher: Searcher, query: Query, question: Question, field: str, way: Direction
) -> tuple[int, list[Any]]:
    later, limit = asking.following(query, question.after), question.limit + 1
    hits = searcher.search(later, limit, order_by_field=field, offset=question.offset, order=way)
    total = _count(hits) if later is query else _count(searcher.search(query, 1))
    return total, [address for _, address in hits.hits]


def _by_worth(searcher: Searcher, query: Query, question: Question) -> tuple[int, list[Any]]:
    """Pages of any size are cut from one order: the sorted ones, then the others."""
    start, end = question.offset, question.offset + question.limit + 1
    hits = searcher.search(query, SORTED)
    times = searcher.fast_field_values("newest", [address for _, address in hits.hits])
    ranked = sorted(zip(hits.hits, times, strict=True), key=lambda each: (-round(each[0][0], 2), -(each[1] or 0)))
    addresses = [address for (_, address), _ in ranked[start:end]]
    if end > SORTED and _count(hits) > SORTED:
        first = max(start, SORTED)
        addresses += [address for _, address in searcher.search(query, end - first, offset=first).hits]
    return _count(hits), addresses


def _count(hits: Any) -> int:
    """The stub of the library forgets that there is one."""
    return int(hits.count)


def _counted(searcher: Searcher, query: Query, question: Question) -> dict[str, Any]:
    if not question.counted:
        return {}
    asked: dict[str, Any] = {
        facet: {"terms": {"field": asking.FIELDS[facet], "size": question.counted}} for facet in FACETS
    }
    steps = [milliseconds(moment) for moment in question.steps]
    if steps:
        asked["fresh"] = {"range": {"field": "modified", "ranges": _apart(sorted(steps))}}
    told = searcher.aggregate(query, asked)
    facets = {
        facet: tuple((str(each["key"]), int(each["doc_count"])) for each in told[facet]["buckets"]) for facet in FACETS
    }
    return {"facets": facets, "fresh": _fresh(told["fresh"]["buckets"], steps) if steps else ()}


def _apart(steps: list[int]) -> list[dict[str, int]]:
    """Ranges that do not overlap, as the library wants them; the last one has no end."""
    return [{"from": one, "to": other} for one, other in pairwise(steps)] + [{"from": steps[-1]}]


def _fresh(buckets: list[dict[str, Any]], steps: list[int]) -> tuple[int, ...]:
    """Since each step: all that is younger too."""
    counts = [(int(each["from"]), int(each["doc_count"])) for each in buckets if "from" in each]
    return tuple(sum(count for start, count in counts if start >= step) for step in steps)


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
