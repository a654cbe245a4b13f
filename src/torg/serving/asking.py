"""What is asked of the list of datasets: parameters as one question, or a problem that names the nearest value."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, time, timedelta

from torg.engine.formats import WRITERS
from torg.engine.queries import nearest
from torg.engine.search import FACETS, LONGEST_QUESTION, Facet, Question
from torg.foundation.problems import Problem
from torg.foundation.vocabularies import vocabulary

from .answers import stop
from .cursors import number, read
from .doors import Asked
from .parameters import LIST, integer

_COUNTED = 50
_FRESH = {"week": 7, "month": 31, "year": 366}
_MOST_NAMED = 12


async def question_of(asked: Asked) -> Question:
    values, words = asked.values, asked.values.get("q", "")
    if len(words) > LONGEST_QUESTION:
        raise stop(400, Problem("search.long", parameter="q", value=words[:40], most=LONGEST_QUESTION))
    kind, *told = read(values.get("cursor", ""), ("n", "o"))
    chosen: dict[Facet, str] = {
        "organisation": await organisation_of(asked),
        "theme": _one_of("theme", values.get("theme", "").upper(), vocabulary("data-themes")),
        "format": _one_of("format", values.get("format", "").lower(), WRITERS),
        "place": await _place(asked),
    }
    return Question(
        words=words,
        chosen=chosen,
        since=since_of(values),
        order="best" if words.strip() else "newest",
        offset=number(told) if kind == "o" else 0,
        after=number(told) if kind == "n" else None,
        limit=integer(values, LIST[0]) or 0,
        counted=_COUNTED if values.get("facets") else 0,
        steps=tuple(steps().values()),
    )


async def organisation_of(asked: Asked) -> str:
    wanted = asked.values.get("organisation", "")
    if not wanted:
        return ""
    return _one_of("organisation", wanted, await asked.hub.quick(asked.hub.organisations))


async def _place(asked: Asked) -> str:
    wanted = asked.values.get("place", "")
    return wanted and _one_of("place", wanted, await asked.hub.quick(asked.hub.finder.names, "place"))


def _one_of(parameter: str, wanted: str, known: Collection[str]) -> str:
    """A value that nothing has is a mistake, and no list without entries."""
    if not wanted or wanted in known:
        return wanted
    close = nearest(wanted, known)
    code = "search.value_near" if close else "search.value"
    names = list(known)[:_MOST_NAMED]
    raise stop(400, Problem(code, parameter=parameter, value=wanted, nearest=close, names=names))


def since_of(values: Mapping[str, str]) -> datetime | None:
    text = values.get("updated_since", "")
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise stop(400, Problem("search.since", parameter="updated_since", value=text)) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def facets_of(values: Mapping[str, str]) -> list[str]:
    known = (*FACETS, "freshness")
    return [_one_of("facets", name.strip(), known) for name in values.get("facets", "").split(",") if name.strip()]


def steps() -> dict[str, datetime]:
    today = datetime.combine(datetime.now(UTC).date(), time(), UTC)
    return {name: today - timedelta(days=days) for name, days in _FRESH.items()}
