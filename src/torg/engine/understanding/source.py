"""The rows of the table inside the staging table, and its columns as SQL."""

from dataclasses import dataclass

from .headings import Heading
from .reading import literal
from .staging import Staging
from .window import OUTER


@dataclass(frozen=True)
class Source:
    """``data`` is the view of the rows that are data: ``r`` is their ``rowid`` in ``raw``."""

    staging: Staging
    headings: tuple[Heading, ...]
    rows: int

    def is_text(self, heading: Heading) -> bool:
        return self.staging.is_text(heading.index)

    def raw(self, heading: Heading) -> str:
        return f"c{heading.index}"

    def kind(self, heading: Heading) -> str:
        return f"k{heading.index}" if self.staging.kinds else "1"


SPACED = "(@c < '!' OR ends_with(@c, ' '))"
"""True for a text with plain spaces around it: two tests that look at a few bytes only, made on every cell."""

TRIMMED = f"CASE WHEN length(@c) > 0 THEN nullif(trim(@c, {literal(OUTER)}), '') END"
