"""The list of datasets: straight from the shelf while nothing is searched, else through the index of the search."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from torg.engine.search import FACETS, Facet, Question
from torg.engine.search import Answer as Results
from torg.engine.shelf import ShelvedDataset
from torg.foundation.problems import Problem
from torg.foundation.vocabularies import vocabulary

from .answers import Answer, Stop, as_json, problem_answer
from .asking import facets_of, organisation_of, question_of, since_of, steps
from .cursors import foreign, read, write
from .doors import Asked
from .finding import etag
from .parameters import LIST, integer
from .records import dataset_record

_SEARCHED = ("q", "theme", "format", "place", "facets")


async def datasets(asked: Asked) -> Answer:
    values = asked.values
    if any(values.get(name) for name in _SEARCHED) or "q" in values:
        return await _searched(asked)
    return await _listed(asked)


async def _listed(asked: Asked) -> Answer:
    """Everything, or all of one organisation or since a day: whole whatever the index knows."""
    limit, since = integer(asked.values, LIST[0]) or 0, since_of(asked.values)
    organisation = await organisation_of(asked)
    tag = etag(asked, asked.hub.revision)
    shelf = asked.hub.shelf
    total = await asked.hub.quick(shelf.count, organisation=organisation, since=since)
    found = await asked.hub.quick(
        shelf.datasets, limit=limit + 1, after=_after(asked), organisation=organisation, since=since
    )
    more = limit and len(found) > limit
    shown = found[:limit]
    cursor = write("s", shown[-1].modified.isoformat(), shown[-1].slug) if more else None
    return _answer(asked, shown, total, cursor, tag)


async def _searched(asked: Asked) -> Answer:
    question = await question_of(asked)
    results = await asked.hub.quick(asked.hub.finder.ask, question)
    if not results.whole:
        raise _preparing()
    tag = etag(asked, asked.hub.revision, results.total, datetime.now(UTC).date())
    shown = await asked.hub.quick(asked.hub.shelf.named, [one.id for one in results.found])
    more: dict[str, object] = {"reading": results.reading} if question.words else {}
    if wanted := facets_of(asked.values):
        more["facets"] = await asked.hub.quick(_counts, asked, results, wanted, question)
    return _answer(asked, shown, results.total, _next(question, results), tag, **more)


def _answer(
    asked: Asked, shown: list[ShelvedDataset], total: int, cursor: str | None, tag: str, **more: object
) -> Answer:
    following = f"{asked.url}?{urlencode({**asked.values, 'cursor': cursor})}" if cursor else None
    items = [dataset_record(dataset, asked.origin) for dataset in shown]
    answer = as_json({"items": items, "next": following, "total": total, **more}, ETag=tag)
    if following:
        answer.headers["Link"] = f'<{following}>; rel="next"'
    return answer


def _preparing() -> Stop:
    """While the first index is made a list would be short, and whoever reads it would not know."""
    answer = problem_answer(503, [Problem("search.preparing")])
    answer.headers["Retry-After"] = "5"
    return Stop(answer)


def _next(question: Question, results: Results) -> str | None:
    """Without words a page begins after the last dataset seen; with words after so many of them."""
    if not results.more:
        return None
    if question.order == "best":
        return write("o", question.offset + len(results.found))
    return write("n", results.found[-1].place)


def _counts(asked: Asked, results: Results, wanted: list[str], question: Question) -> dict[str, list[dict[str, Any]]]:
    counted: dict[str, list[dict[str, Any]]] = {}
    for facet in FACETS:
        if facet in wanted:
            names = _labels(asked, facet)
            counted[facet] = [
                {"value": value, "name": names.get(value, value), "count": count}
                for value, count in results.facets.get(facet, ())
            ]
    if "freshness" in wanted:
        counted["freshness"] = [
            {"value": name, "updated_since": moment.date(), "count": count}
            for (name, moment), count in zip(steps().items(), results.fresh, strict=True)
        ]
    return counted


def _labels(asked: Asked, facet: Facet) -> dict[str, str]:
    if facet == "theme":
        return {code: term.label() for code, term in vocabulary("data-themes").items()}
    return {} if facet == "format" else asked.hub.finder.names(facet)


def _after(asked: Asked) -> tuple[datetime, str] | None:
    kind, *told = read(asked.values.get("cursor", ""), ("s",))
    if not kind:
        return None
    try:
        return datetime.fromisoformat(told[0]), str(told[1])
    except (ValueError, TypeError, IndexError):
        raise foreign() from None
