"""What is asked of the search, and what it answers: values without a trace of the library behind it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

LONGEST_QUESTION = 200
Facet = Literal["organisation", "theme", "format", "place"]
FACETS: tuple[Facet, ...] = ("organisation", "theme", "format", "place")
Order = Literal["best", "newest", "title"]
Reading = Literal["written", "near", "some"]


@dataclass(frozen=True)
class Question:
    """``chosen`` names at most one value of each facet; ``after`` continues a list in the order ``newest``.

    ``counted``: how many values of each facet are counted (0: none); ``best`` is the order of a question with words.
    """

    words: str = ""
    chosen: dict[Facet, str] = field(default_factory=dict)
    since: datetime | None = None
    order: Order = "best"
    offset: int = 0
    limit: int = 25
    after: int | None = None
    counted: int = 0
    steps: tuple[datetime, ...] = ()
    """Moments since which datasets are counted as fresh."""


@dataclass(frozen=True)
class Found:
    """One dataset as far as a list of results shows it. ``place`` is where a list in the order ``newest`` goes on."""

    id: str
    slug: str
    title: dict[str, str]
    summary: dict[str, str]
    organisation: str
    organisation_name: str
    modified: datetime
    rows: int
    formats: tuple[str, ...]
    themes: tuple[str, ...]
    place: int


@dataclass(frozen=True)
class Answer:
    """``reading`` says how the words had to be taken to find these: as written, as near as that, or only some.

    ``written`` counts those that have the words as written; ``whole`` is False while the index is first built.
    """

    found: tuple[Found, ...]
    total: int
    more: bool = False
    """Whether further ones follow those found."""
    reading: Reading = "written"
    written: int = 0
    facets: dict[Facet, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    fresh: tuple[int, ...] = ()
    meant: str | None = None
    """The words with those nobody uses replaced by the likest ones found."""
    whole: bool = True
