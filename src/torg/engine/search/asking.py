"""A question as a query of the index. Words are taken as words whatever signs stand between them: no query language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import tantivy
from tantivy import Occur, Query

from .meanings import small_words, told
from .records import Facet, Question
from .schema import DATASET, WORDS, schema
from .words import forms, marked, plain, split
from .writing import milliseconds, whole

MOST_WORDS = 12
_AS_IS, _STEM, _MEANING, _BEGINNING, _WITHIN, _TYPO = 1.0, 0.9, 0.8, 0.5, 0.35, 0.3
_WHOLE_TITLE = 5.0
_SHORTEST_BEGINNING, _SHORTEST_WITHIN = 3, 4
_TYPOS = ((8, 2), (4, 1))
_STEMS_MISTYPED = ("title", "keywords", "columns")
FIELDS: dict[Facet, str] = {"organisation": "of", "theme": "theme", "format": "format", "place": "place"}


@dataclass(frozen=True)
class Unit:
    """Words that are looked for together, with the meanings they have; a small word need not be there."""

    words: tuple[str, ...]
    meanings: tuple[str, ...] = ()
    small: bool = False
    last: bool = False


def units(question: str, languages: Iterable[str]) -> list[Unit]:
    words = split(question)[:MOST_WORDS]
    spans: dict[tuple[int, int], list[str]] = {}
    for code, start, stop in told(words, languages):
        spans.setdefault((start, stop), []).append(code)
    found, start = [], 0
    while start < len(words):
        stop = max((stop for first, stop in spans if first == start), default=start + 1)
        alike = tuple(dict.fromkeys(spans.get((start, stop), ())))
        small = not alike and _is_small(words[start])
        found.append(Unit(tuple(words[start:stop]), alike, small, last=stop == len(words)))
        start = stop
    return found if any(not unit.small for unit in found) else [Unit(unit.words, last=unit.last) for unit in found]


def _is_small(word: str) -> bool:
    return plain(word) in small_words() or (len(word) < 2 and not word.isdigit())


def filters(question: Question) -> list[Query]:
    """What holds of every result, without a say in their order."""
    chosen = [_term(FIELDS[facet], value) for facet, value in question.chosen.items() if value]
    if question.since is not None:
        chosen.append(_at_least("modified", milliseconds(question.since)))
    return [Query.const_score_query(each, 0.0) for each in (_term("kind", DATASET), *chosen)]


def following(query: Query, place: int | None) -> Query:
    """Of a list in the order of time, what follows the last one seen."""
    return query if place is None else together([(Occur.Must, query)], [_below("newest", place)])


def written(asked: list[Unit], languages: Iterable[str]) -> list[tuple[Occur, Query]]:
    """Every word as written: itself, its stem, what means the same, what begins with it."""
    parts = [(Occur.Should if unit.small else Occur.Must, _unit(unit, languages)) for unit in asked]
    exactly = _term("title", whole([word for unit in asked for word in unit.words]))
    return [*parts, (Occur.Should, Query.const_score_query(exactly, _WHOLE_TITLE))]


def near(asked: list[Unit], languages: Iterable[str]) -> list[tuple[Occur, Query]]:
    """Every word, or one that differs in a letter or two, or holds it: *lekplats* in *naturlekplats*."""
    return [
        (Occur.Should if unit.small else Occur.Must, _best([_unit(unit, languages), *_nearly(unit, languages)]))
        for unit in asked
    ]


def some(asked: list[Unit], languages: Iterable[str]) -> list[tuple[Occur, Query]]:
    """At least one of the words; the more, the further up."""
    either = [
        (Occur.Should, _best([_unit(unit, languages), *_nearly(unit, languages)])) for unit in asked if not unit.small
    ]
    return [(Occur.Must, Query.boolean_query(either, minimum_number_should_match=1))]


def nothing() -> tuple[Occur, Query]:
    """For a question of signs alone."""
    return (Occur.Must, Query.empty_query())


def together(parts: list[tuple[Occur, Query]], more: list[Query]) -> Query:
    return Query.boolean_query([*parts, *((Occur.Must, each) for each in more)])


def _unit(unit: Unit, languages: Iterable[str]) -> Query:
    words = [_best(list(_word(word, languages, last=unit.last))) for word in unit.words]
    each = words[0] if len(words) == 1 else Query.boolean_query([(Occur.Must, word) for word in words])
    alike = [
        Query.const_score_query(_term(field, code), worth * _MEANING)
        for code in unit.meanings
        for field, worth in WORDS.items()
    ]
    return _best([each, *alike])


def _word(word: str, languages: Iterable[str], *, last: bool) -> Iterator[Query]:
    folded = plain(word)
    if not folded:
        yield Query.empty_query()
        return
    known = {form for language in languages for form in forms(word, language)}
    stemmed = sorted({*known, *(marked(form, language) for form in known for language in languages)})
    beginning = len(folded) >= (2 if last else _SHORTEST_BEGINNING)
    for field, worth in WORDS.items():
        yield Query.const_score_query(_term(field, folded), worth * _AS_IS)
        yield Query.const_score_query(Query.term_set_query(schema(), field, stemmed), worth * _STEM)
        if beginning and field != "about":
            yield Query.const_score_query(_beginning(field, folded), worth * _BEGINNING)


def _nearly(unit: Unit, languages: Iterable[str]) -> Iterator[Query]:
    """Mistyped, or within a longer word; stems too, for *laddstaton* is far from *laddstationer* but near its stem."""
    if len(unit.words) > 1:
        return
    folded = plain(unit.words[0])
    distance = next((most for letters, most in _TYPOS if len(folded) >= letters), 0)
    for field, worth in WORDS.items():
        if len(folded) >= _SHORTEST_WITHIN:
            within = Query.regex_query(schema(), field, f"[a-z0-9]*{folded}[a-z0-9]*")
            yield Query.const_score_query(within, worth * _WITHIN)
        if distance:
            typed = [folded, *(marked(folded, language) for language in languages if field in _STEMS_MISTYPED)]
            for one in typed:
                typo = Query.fuzzy_term_query(schema(), field, one, distance)
                yield Query.const_score_query(typo, worth * _TYPO)


def _beginning(field: str, folded: str) -> Query:
    return Query.fuzzy_term_query(schema(), field, folded, distance=0, prefix=True)


def _best(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)


def _term(field: str, value: str) -> Query:
    return Query.term_query(schema(), field, value, index_option="basic")


def _at_least(field: str, value: int) -> Query:
    return Query.range_query(schema(), field, tantivy.FieldType.Integer, lower_bound=value)


def _below(field: str, value: int) -> Query:
    return Query.range_query(schema(), field, tantivy.FieldType.Integer, upper_bound=value, include_upper=False)
