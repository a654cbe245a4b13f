"""A data specification: the columns a good list has, what their cells may hold, and what must agree between them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Words = Mapping[str, str]
"""One text per language code."""

Status = Literal["draft", "adopted", "retired"]
Level = Literal["required", "recommended", "optional", "conditional"]
FieldType = Literal[
    "string", "integer", "number", "boolean", "date", "time", "datetime", "year", "yearmonth", "duration",
    "array", "object", "geopoint", "geojson", "any",
]  # fmt: skip
"""The types of Table Schema."""

GeometryRole = Literal["latitude", "longitude", "easting", "northing", "point", "geometry"]

NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Choice:
    """A word of a value list: ``code`` is what stands in a conforming file."""

    code: str
    labels: Words = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Other spellings by language; ``""`` for those of no language."""


@dataclass(frozen=True)
class Constraints:
    """As Table Schema has them. ``minimum`` and ``maximum`` are written as a file would have them (numbers, dates)."""

    unique: bool = False
    pattern: str | None = None
    minimum: str | None = None
    maximum: str | None = None
    exclusive_minimum: str | None = None
    exclusive_maximum: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    enum: tuple[str, ...] = ()


@dataclass(frozen=True)
class Condition:
    """A conditional field is needed in rows where ``field`` equals one of ``equals`` or, without any, has a value."""

    field: str
    equals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """How a value is written in a conforming file: Table Schema's ``format`` and the signs around numbers.

    An array whose format is ``csv`` stands as its members with ``delimiter`` between them, else as JSON.
    """

    format: str = "default"
    decimal_char: str = "."
    group_char: str = ""
    bare_number: bool = True
    true_values: tuple[str, ...] = ("true", "True", "TRUE", "1")
    false_values: tuple[str, ...] = ("false", "False", "FALSE", "0")
    delimiter: str = ","


@dataclass(frozen=True)
class Field:
    """``aliases`` are headings people use for it, by language; ``""`` holds those of no language.

    ``choices`` is an open or closed list: where ``closed`` another word is a mistake. ``item`` describes the members
    of an array. ``was`` are the names the field had in older versions. Where a field with choices is closed,
    ``constraints.enum`` are their codes; a foreign enum makes both as well. ``missing_values`` are the field's own
    instead of the specification's.
    """

    name: str
    type: FieldType = "string"
    level: Level = "optional"
    labels: Words = field(default_factory=dict)
    descriptions: Words = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    was: tuple[str, ...] = ()
    example: str | None = None
    unit: str | None = None
    form: Form = Form()
    constraints: Constraints = Constraints()
    when: tuple[Condition, ...] = ()
    choices: tuple[Choice, ...] = ()
    closed: bool = True
    geometry: GeometryRole | None = None
    item: "Field | None" = None
    missing_values: tuple[str, ...] | None = None
    block: str | None = None
    """The building block it came from."""

    def label(self, language: str = "en") -> str:
        return self.labels.get(language) or self.labels.get("en") or next(iter(self.labels.values()), self.name)


@dataclass(frozen=True)
class NamedCheck:
    """A check between columns or of the table: ``name`` of a plug-in of ``checks/`` with its ``parameters``."""

    name: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reference:
    """A foreign key: the values of ``fields`` stand in ``to`` of ``specification``; ``""`` is the table itself."""

    fields: tuple[str, ...]
    specification: str
    to: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    version: str
    date: str
    texts: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Specification:
    """``id`` and ``version`` name it. ``one_row`` says what a row is; ``file_words`` what files and sheets are called.

    ``key`` tells two rows of one thing; ``primary_key`` is Table Schema's and must be filled and unique.
    ``themes`` are codes of the vocabulary ``data-themes``; ``hvd`` is a category of Regulation (EU) 2023/138.
    """

    id: str
    version: str
    fields: tuple[Field, ...]
    status: Status = "adopted"
    labels: Words = field(default_factory=dict)
    descriptions: Words = field(default_factory=dict)
    one_row: Words = field(default_factory=dict)
    file_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    checks: tuple[NamedCheck, ...] = ()
    key: tuple[str, ...] = ()
    primary_key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    missing_values: tuple[str, ...] = ("",)
    all_or_nothing: bool = False
    """Whether good rows wait too where one row waits."""
    themes: tuple[str, ...] = ()
    hvd: str | None = None
    licence: str = "CC0-1.0"
    contact: str | None = None
    sources: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    replaced_by: str | None = None
    origin: str = "torg"
    """What it was read from: ``torg``, ``table-schema``, ``csvw``."""

    def field(self, name: str) -> Field:
        return next(one for one in self.fields if one.name == name)

    def label(self, language: str = "en") -> str:
        return self.labels.get(language) or self.labels.get("en") or next(iter(self.labels.values()), self.id)
