"""The rows of the table inside the staging table, and its columns as SQL."""

from dataclasses import dataclass, replace

from torg.engine.formats import KIND_NUMBER

from .headings import Heading
from .reading import literal
from .staging import AS_TEXT, Staging
from .typed import digits, is_float, is_words
from .window import OUTER

MADE = 100_000
"""Indexes from here on belong to columns we make ourselves (longitude and latitude of a grid)."""


@dataclass(frozen=True)
class Source:
    """``data`` is the view of the rows that are data: ``r`` is their ``rowid`` in ``raw``."""

    staging: Staging
    headings: tuple[Heading, ...]
    rows: int
    conditions: str = "true"

    def is_read(self, heading: Heading) -> bool:
        """Whether the column is text, or stands as text, to be looked into."""
        if heading.index >= MADE:
            return False
        kind = self.staging.arrow_type(heading.index)
        return is_words(kind) or is_float(kind)

    def is_float(self, heading: Heading) -> bool:
        return heading.index < MADE and is_float(self.staging.arrow_type(heading.index))

    def raw(self, heading: Heading) -> str:
        column = f"c{heading.index}"
        return digits(column) if self.is_float(heading) else column

    def text(self, heading: Heading) -> str:
        """The cell as text, also where the format knows numbers, dates and shapes; for who has it opened."""
        shapes = self.staging.shapes
        if shapes is not None and shapes.count and heading.index == self.staging.content.geometry:
            return AS_TEXT
        return self.raw(heading) if self.is_read(heading) else f"c{heading.index}::VARCHAR"

    def kind(self, heading: Heading) -> str:
        if self.staging.kinds and heading.index < MADE:
            return f"k{heading.index}"
        return str(KIND_NUMBER) if self.is_float(heading) else "1"

    def show(self) -> None:
        """Creates the view anew: it has to know columns added since."""
        self.staging.connection.execute(
            f"CREATE OR REPLACE VIEW data AS SELECT rowid AS r, * FROM raw WHERE {self.conditions}"
        )

    def with_headings(self, headings: tuple[Heading, ...]) -> "Source":
        return replace(self, headings=headings)


SPACED = "(@c < '!' OR ends_with(@c, ' '))"
"""True for a text with plain spaces around it: two tests that look at a few bytes only, made on every cell."""

TRIMMED = f"nullif(trim(@c, {literal(OUTER)}), '')"
