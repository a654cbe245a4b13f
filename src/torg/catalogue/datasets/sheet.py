"""What a dataset page shows, as values: everything is decided before a template sees it."""

from dataclasses import dataclass, field
from datetime import datetime

from torg.kit.components import Cell, Drawing, Head, SafeColour


@dataclass(frozen=True)
class Publisher:
    name: str
    address: str
    colour: SafeColour


@dataclass(frozen=True)
class Terms:
    """A licence; ``answer`` says in plain words what one may do."""

    code: str
    name: str
    url: str
    answer: str


@dataclass(frozen=True)
class Line:
    """One dataset in a list of datasets."""

    title: str
    address: str
    summary: str
    organisation: str
    organisation_address: str
    rows: int
    updated: datetime
    formats: tuple[str, ...]


@dataclass(frozen=True)
class Download:
    name: str
    address: str
    bytes: int | None = None


@dataclass(frozen=True)
class ColumnLine:
    """A column with what is known of its values, all in words."""

    label: str
    name: str
    kind: str
    sign: str
    unit: str
    meaning: str
    missing: int
    filled: float
    distinct: int | None
    low: str
    high: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """A kind of problem: one sentence, how many values, and the first of them (row, column, value)."""

    sentence: str
    count: int
    places: tuple[tuple[int | None, str, str], ...] = ()


@dataclass(frozen=True)
class Treatment:
    """What was done to the publisher's file on its way here."""

    source: str
    steps: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    found: tuple[Found, ...] = ()

    @property
    def problems(self) -> int:
        return sum(kind.count for kind in self.found)


@dataclass(frozen=True)
class VersionLine:
    number: int
    created: datetime
    rows: int
    bytes: int


@dataclass(frozen=True)
class Snippet:
    language: str
    label: str
    text: str


@dataclass(frozen=True)
class TableSheet:
    id: str
    slug: str
    name: str
    address: str
    rows: int
    version: int
    created: datetime
    columns: tuple[ColumnLine, ...]
    downloads: tuple[Download, ...]
    heads: tuple[Head, ...] = ()
    first_rows: tuple[tuple[Cell, ...], ...] = ()
    drawing: Drawing | None = None
    places: int = 0
    treatment: Treatment | None = None
    versions: tuple[VersionLine, ...] = ()
    snippets: tuple[Snippet, ...] = ()
    rows_address: str = ""


@dataclass(frozen=True)
class DatasetSheet:
    identifier: str
    slug: str
    title: str
    address: str
    summary: str
    publisher: Publisher
    contact: str
    terms: Terms
    attribution: str
    issued: datetime
    modified: datetime
    tables: tuple[TableSheet, ...]
    themes: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    covers_place: str = ""
    covers_time: str = ""
    metadata: tuple[tuple[str, str], ...] = field(default=())

    @property
    def table(self) -> TableSheet:
        return self.tables[0]
