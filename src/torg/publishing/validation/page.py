"""What a page about a specification shows, as values, in the reader's language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markupsafe import Markup

from torg.engine.specifications import Field, Specification
from torg.foundation.vocabularies import vocabulary
from torg.kit.components import text

from .knowing import Known

LISTED = 30
_markdown = MarkdownIt("commonmark", {"html": False}).disable(["image"])

LEVELS = {
    "required": "needed",
    "recommended": "good to have",
    "optional": "if you have it",
    "conditional": "needed sometimes",
}
KINDS = {
    "string": "text", "integer": "whole number", "number": "number", "boolean": "yes or no", "date": "day",
    "time": "time of day", "datetime": "day and time", "year": "year", "yearmonth": "month",
    "duration": "length of time",
    "array": "several values", "object": "group of values", "geopoint": "position", "geojson": "shape on the map",
    "any": "anything",
}  # fmt: skip


@dataclass(frozen=True)
class Word:
    code: str
    label: str


@dataclass(frozen=True)
class Row:
    """A column of the list as the page explains it. ``also`` are headings that are understood as this column."""

    name: str
    label: str
    what: str
    kind: str
    unit: str | None
    level: str
    level_word: str
    when: str
    example: str
    words: tuple[Word, ...]
    more_words: int
    open_list: bool
    limits: tuple[str, ...]
    also: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A specification in the list of them."""

    id: str
    label: str
    description: str
    columns: int
    needed: int
    lists: int
    own: bool


@dataclass(frozen=True)
class Theme:
    label: str
    lines: tuple[Line, ...]


def themes(known: Known, language: str, words: str, followed: Mapping[str, int]) -> list[Theme]:
    """The specifications by their first theme; those that have none come last."""
    found: dict[str, list[Line]] = {}
    for one in known:
        if words and not _speaks_of(one, words):
            continue
        found.setdefault(one.themes[0] if one.themes else "", []).append(_line(one, language, followed))
    names = vocabulary("data-themes")
    named = [(names[code].label(language), lines) for code, lines in found.items() if code in names]
    rest = [line for code, lines in found.items() if code not in names for line in lines]
    sorted_lines = [Theme(label, _by_label(lines)) for label, lines in sorted(named)]
    return [*sorted_lines, *([Theme(str(text("Others")), _by_label(rest))] if rest else [])]


def rows(one: Specification, language: str) -> list[Row]:
    labels = {field.name: field.label(language) for field in one.fields}
    return [_row(field, language, labels) for field in one.fields]


def about(known: Known, one: Specification, language: str) -> Markup | None:
    """The text about it: Markdown of ours or of a coordinator, in which markup is only text."""
    written = next(filter(None, (known.beside(one, f"about.{code}.md") for code in (language, "en"))), None)
    return Markup(_markdown.render(written)) if written else None  # noqa: S704  made from text without markup


def _line(one: Specification, language: str, followed: Mapping[str, int]) -> Line:
    return Line(
        one.id,
        one.label(language),
        said(one.descriptions, language),
        len(one.fields),
        sum(field.level == "required" for field in one.fields),
        followed.get(one.id, 0),
        one.origin != "torg",
    )


def said(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or words.get("en") or next(iter(words.values()), "")


def _by_label(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: line.label.casefold()))


def _speaks_of(one: Specification, words: str) -> bool:
    """Every word stands somewhere in its names, in whichever language."""
    texts = [one.id, *one.labels.values(), *one.descriptions.values()]
    texts += [word for several in one.file_words.values() for word in several]
    heap = " ".join(texts).casefold()
    return all(word in heap for word in words.casefold().split())


def _row(field: Field, language: str, labels: Mapping[str, str]) -> Row:
    words = tuple(Word(one.code, said(one.labels, language)) for one in field.choices)
    words = words or tuple(Word(code, "") for code in field.constraints.enum)
    return Row(
        name=field.name,
        label=field.label(language),
        what=said(field.descriptions, language),
        kind=str(text(KINDS[field.type])),
        unit=field.unit,
        level=field.level,
        level_word=str(text(LEVELS[field.level])),
        when=_when(field, labels),
        example=field.example or "",
        words=words[:LISTED],
        more_words=max(len(words) - LISTED, 0),
        open_list=bool(field.choices) and not field.closed,
        limits=tuple(_limits(field)),
        also=_also(field, language),
    )


def _when(field: Field, labels: Mapping[str, str]) -> str:
    parts = [
        text("where “{column}” is {words}", column=labels.get(one.field, one.field), words=", ".join(one.equals))
        if one.equals
        else text("where “{column}” is filled in", column=labels.get(one.field, one.field))
        for one in field.when
    ]
    return ", ".join(map(str, parts))


def _limits(field: Field) -> Iterator[str]:
    has = field.constraints
    if has.unique:
        yield str(text("each only once"))
    low, high = has.minimum, has.maximum
    if low is not None and high is not None:
        yield str(text("from {low} to {high}", low=low, high=high))
    elif low is not None:
        yield str(text("{low} or more", low=low))
    elif high is not None:
        yield str(text("at most {high}", high=high))
    if has.max_length is not None:
        yield str(text("at most {count} letters", count=has.max_length))


def _also(field: Field, language: str) -> tuple[str, ...]:
    """The reader's own words first."""
    order = [language, *(code for code in field.aliases if code != language)]
    return tuple(dict.fromkeys(word for code in order for word in field.aliases.get(code, ())))
