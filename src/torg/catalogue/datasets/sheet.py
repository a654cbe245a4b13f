"""What a dataset page shows, as values: everything is decided before a template sees it."""

from dataclasses import dataclass
from datetime import date, datetime

from torg.kit.components import Cell, Head, SafeColour

from .drawing import Drawing


@dataclass(frozen=True)
class Publisher:
    name: str
    address: str
    colour: SafeColour


@dataclass(frozen=True)
class Terms:
    """A licence; ``answer`` says in plain words what one may do."""

    name: str
    url: str
    answer: str


@dataclass(frozen=True)
class Line:
    """One dataset in a list of datasets, be it of a publisher, of a person, or found by a search."""

    title: str
    title_language: str
    address: str
    summary: str
    summary_language: str
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
class Metadata:
    """The dataset described for machines, in one of several forms."""

    label: str
    address: str
    media_type: str


@dataclass(frozen=True)
class ColumnLine:
    """A column with what is known of its values, all in words."""

    name: str
    head: Head
    meaning: str
    missing: int
    distinct: int | None
    low: str
    high: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """What is said about a value that did not fit; ``row`` (of their file) where it does not say so."""

    row: int | None
    sentence: str


@dataclass(frozen=True)
class Found:
    """Problems of one column (or of the whole table, where it has no name); of many only the first are listed."""

    column: str
    count: int
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Steps:
    """What was done, and the same done elsewhere: of many steps those of one kind stand together."""

    first: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Treatment:
    """What was done to the publisher's file on its way here, and what only the publisher can decide."""

    source: str
    undecided: tuple[str, ...] = ()
    steps: tuple[Steps, ...] = ()
    left_out: tuple[str, ...] = ()
    problems: int = 0
    found: tuple[Found, ...] = ()

    @property
    def untouched(self) -> bool:
        return not (self.steps or self.left_out or self.undecided or self.problems)


@dataclass(frozen=True)
class VersionLine:
    """``page``, ``rows_address`` and ``csv`` are the addresses of this version and no other."""

    number: int
    created: datetime
    rows: int
    bytes: int
    page: str
    rows_address: str
    csv: str
    changes: tuple[str, ...]


@dataclass(frozen=True)
class Snippet:
    language: str
    label: str
    text: str


@dataclass(frozen=True)
class Glimpse:
    """The first rows and the map of one version. ``names`` is the column that tells one row from another."""

    heads: tuple[Head, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    names: int = 0
    empty_columns: int = 0
    drawing: Drawing | None = None
    places: int = 0
    sampled: bool = False
    csv_bytes: int | None = None


@dataclass(frozen=True)
class Choice:
    """One of several: where it leads, or the value it has in a form."""

    label: str
    value: str
    chosen: bool = False


@dataclass(frozen=True)
class Chip:
    """A filter that is on, and the address without it."""

    column: str
    test: str
    value: str
    removed: str


@dataclass(frozen=True)
class RowsShown:
    """A page of rows, and the way to the other pages, orders and filters. ``total`` counts the rows found."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int
    first: int
    last: int
    previous: str
    next: str
    page: int
    pages: int
    sizes: tuple[Choice, ...]
    chips: tuple[Chip, ...]
    cleared: str
    columns: tuple[Choice, ...]
    sorts: tuple[Choice, ...]
    tests: tuple[Choice, ...]
    kept: tuple[tuple[str, str], ...]
    action: str
    map: str
    asked: bool
    filtered: bool
    problems: tuple[str, ...]
    wrong: bool
    rows_address: str
    downloads: tuple[Choice, ...]


@dataclass(frozen=True)
class ChartShown:
    """A chart in words and as a picture; ``rows`` are its numbers as a table."""

    number: int
    title: str
    alternative: str
    picture: str
    heads: tuple[str, str]
    rows: tuple[tuple[str, str], ...]
    note: str
    address: str


@dataclass(frozen=True)
class TableSheet:
    name: str
    address: str
    rows: int
    created: datetime
    columns: tuple[ColumnLine, ...]
    downloads: tuple[Download, ...]
    glimpse: Glimpse = Glimpse()
    shown: RowsShown | None = None
    charts: tuple[ChartShown, ...] = ()
    treatment: Treatment | None = None
    versions: tuple[VersionLine, ...] = ()
    snippets: tuple[Snippet, ...] = ()
    number: int = 1
    newest: int = 1

    @property
    def old(self) -> bool:
        return self.number < self.newest


@dataclass(frozen=True)
class DatasetSheet:
    """``language`` is that of the data, ``title_language`` and ``summary_language`` those of the words shown.
    ``tables`` are all tables; only one that is shown in full has a glimpse, a treatment and versions."""

    identifier: str
    title: str
    title_language: str
    language: str
    address: str
    summary: str
    summary_language: str
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
    covers_time: tuple[date, date] | None = None
    metadata: tuple[Metadata, ...] = ()
