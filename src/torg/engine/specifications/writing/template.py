"""The spreadsheet to fill in, as values: headings, notes, words to choose from, an example, how to fill it in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from torg.foundation.language import sentence

from ..model import Condition, Field, Specification
from .values import said

MOST_NAMED = 12
"""So many words stand in a note; more are shown by the arrow only."""
LONGEST_SHEET_NAME = 31


@dataclass(frozen=True)
class Column:
    """``kind`` is text, date, time, integer or number. ``words`` stand in the drop-down; ``closed``: no others fit.

    ``example`` is what would stand in a cell.
    """

    heading: str
    note: str
    needed: bool
    kind: str = "text"
    words: tuple[str, ...] = ()
    closed: bool = True
    least: float | None = None
    most: float | None = None
    stop: str = ""
    example: str = ""


@dataclass(frozen=True)
class Line:
    """Of the sheet that explains: a heading alone, or a heading and a text."""

    left: str
    right: str = ""
    title: bool = False


@dataclass(frozen=True)
class Template:
    sheet: str
    readme: str
    example: str
    words: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    look: str
    """Above what a program says when a value does not fit."""


def template(specification: Specification, language: str) -> Template:
    speech = Speech(language, _headings(specification, language), specification)
    columns = tuple(_column(field, speech) for field in specification.fields)
    taken = {_say(f"template.{name}", language).casefold() for name in ("readme", "example", "words")}
    return Template(
        sheet=_sheet_name(specification.label(language), taken, _say("template.sheet", language)),
        readme=_say("template.readme", language),
        example=_say("template.example", language),
        words=_say("template.words", language),
        columns=columns,
        lines=tuple(_lines(specification, columns, language)),
        look=_say("template.look", language),
    )


def _say(code: str, language: str, **facts: object) -> str:
    return sentence(code, facts, language)


def _headings(specification: Specification, language: str) -> dict[str, str]:
    """The label of each field; of two with one label each keeps its name, so that a filled file is read rightly."""
    labels = [field.label(language) for field in specification.fields]
    folded = [label.casefold() for label in labels]
    return {
        field.name: label if folded.count(label.casefold()) == 1 else field.name
        for field, label in zip(specification.fields, labels, strict=True)
    }


def _sheet_name(label: str, taken: set[str], otherwise: str) -> str:
    """Without the signs spreadsheets refuse."""
    name = re.sub(r"[\[\]:*?/\\]", " ", label)[:LONGEST_SHEET_NAME].strip(" '")
    return otherwise if not name or name.casefold() in taken else name


@dataclass(frozen=True)
class Speech:
    """The language of a spreadsheet, and what its columns are called there."""

    language: str
    headings: Mapping[str, str]
    specification: Specification

    def shown(self, name: str, code: str) -> str:
        """A code of a field as its drop-down has it."""
        field = next((one for one in self.specification.fields if one.name == name), None)
        return _shown(field, code, self.language) if field else code


def _column(field: Field, speech: Speech) -> Column:
    language = speech.language
    words = _words(field, language)
    limits = field.constraints
    return Column(
        heading=speech.headings[field.name],
        note="\n".join(_note(field, words, speech)),
        needed=field.level == "required",
        kind=_kind(field),
        words=words,
        closed=field.closed,
        least=_limit(limits.minimum),
        most=_limit(limits.maximum),
        stop=_stop(field, words, language),
        example=_shown(field, field.example or "", language),
    )


def _kind(field: Field) -> str:
    """Only what a spreadsheet keeps as it is typed: codes, days in another form and years alone are texts."""
    if field.type in ("date", "time") and field.form.format in ("default", "any"):
        return field.type
    return field.type if field.type in ("integer", "number") else "text"


def _words(field: Field, language: str) -> tuple[str, ...]:
    """The labels: reading understands them, and a clerk does not choose “charging_type_2”."""
    if field.type == "boolean":
        return (_say("template.yes", language), _say("template.no", language))
    if field.type in ("array", "object"):
        return ()
    labels = (said(choice.labels, language) or choice.code for choice in field.choices)
    return tuple(dict.fromkeys(labels))


def _shown(field: Field, written: str, language: str) -> str:
    if field.type == "boolean" and written:
        return _say("template.yes" if written in field.form.true_values else "template.no", language)
    choice = next((one for one in field.choices if one.code == written), None)
    return (said(choice.labels, language) or written) if choice and field.type not in ("array", "object") else written


def _note(field: Field, words: tuple[str, ...], speech: Speech) -> Iterator[str]:
    language = speech.language
    if description := said(field.descriptions, language):
        yield description
    yield from _needed(field, speech)
    yield from _written(field, language)
    if words and field.type != "boolean":
        yield _choices(field, words, language)
    if example := _shown(field, field.example or "", language):
        yield _say("template.example_of", language, value=example)


def _needed(field: Field, speech: Speech) -> Iterator[str]:
    if field.level != "conditional" or not field.when:
        yield _say(f"template.{'optional' if field.level == 'conditional' else field.level}", speech.language)
    for condition in field.when:
        yield _condition(condition, speech)


def _condition(condition: Condition, speech: Speech) -> str:
    column = speech.headings.get(condition.field, condition.field)
    if condition.equals:
        shown = [speech.shown(condition.field, code) for code in condition.equals]
        return _say("template.conditional_words", speech.language, column=column, choices=shown)
    return _say("template.conditional", speech.language, column=column)


def _written(field: Field, language: str) -> Iterator[str]:
    shown = {"date": "2026-05-31", "time": "14:30"}
    if field.type in shown and _kind(field) == field.type:
        yield _say(f"template.{field.type}", language, value=shown[field.type])
    if field.type in ("integer", "number"):
        yield " ".join((_say(f"template.{field.type}", language), *_range(field, language)))
    if field.unit:
        yield _say("template.unit", language, value=field.unit)
    if field.type == "array" and field.form.format == "csv":
        yield _say("template.several", language, value=field.form.delimiter)


def _range(field: Field, language: str) -> Iterator[str]:
    least, most = field.constraints.minimum, field.constraints.maximum
    if least is not None and most is not None:
        yield _say("template.between", language, value=least, other=most)
    elif least is not None or most is not None:
        yield _say("template.least" if most is None else "template.most", language, value=least or most)


def _choices(field: Field, words: tuple[str, ...], language: str) -> str:
    if not field.closed:
        return _say("template.choices_open", language, choices=list(words[:MOST_NAMED]))
    if len(words) > MOST_NAMED:
        return _say("template.choices_many", language, count=len(words))
    return _say("template.choices", language, choices=list(words))


def _stop(field: Field, words: tuple[str, ...], language: str) -> str:
    if words:
        return _say("template.stop_words", language)
    if _kind(field) == "date":
        return _say("template.stop_date", language)
    if _kind(field) in ("integer", "number"):
        value = " ".join((_say(f"template.{field.type}", language), *_range(field, language)))
        return _say("template.stop_number", language, value=value)
    return ""


def _limit(written: str | None) -> float | None:
    try:
        return None if written is None else float(written)
    except ValueError:
        return None


def _lines(specification: Specification, columns: tuple[Column, ...], language: str) -> Iterator[Line]:
    """Two columns only: reading a filled workbook does not take this sheet for the list."""
    label = specification.label(language)
    yield Line(_say("template.title", language, label=label, version=specification.version), title=True)
    if description := said(specification.descriptions, language):
        yield Line("", description)
    yield Line(_say("template.how", language), title=True)
    if one_row := said(specification.one_row, language):
        yield Line("", _say("template.how_rows", language, value=one_row))
    for code in ("how_headings", "how_dark", "how_words"):
        yield Line("", _say(f"template.{code}", language))
    yield Line(_say("template.columns", language), title=True)
    for column in columns:
        yield Line(column.heading, column.note)
