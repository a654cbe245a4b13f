"""The second look, over all rows with the reading chosen: what it cannot read, and the figures of the column."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .headings import Heading
from .profile import AT_ONCE
from .reading import Reading, fill, literals
from .source import Source

EXACT = 100_000
"""Up to so many rows different values are counted exactly; beyond, estimated within about 2 %."""


@dataclass(frozen=True)
class Chosen:
    """A column with its reading. ``text`` is the SQL of its text, ``missing`` the marks that count as no value."""

    heading: Heading
    reading: Reading
    text: str
    kind: str
    missing: tuple[str, ...] = ()
    different: int | None = None
    """How many different texts were estimated; what is not changed by its reading has as many values."""

    @property
    def value(self) -> str:
        """SQL of the typed value."""
        return self.reading.over(self.present, self.kind)

    @property
    def present(self) -> str:
        """SQL of the text, NULL where a mark says that there is no value."""
        if not self.missing or self.reading.type != "string":
            return self.text
        return f"CASE WHEN {self.is_missing} THEN NULL ELSE {self.text} END"

    @property
    def is_missing(self) -> str:
        return f"lower({self.text}) IN ({literals(self.missing)})" if self.missing else "false"


@dataclass(frozen=True)
class Figures:
    """``odd`` cells hold a text that is neither a value nor a mark for a missing one, ``marked`` such a mark."""

    filled: int
    valued: int
    distinct: int
    least: Any
    most: Any
    odd: int
    marked: int
    noted: tuple[int, ...]


def measure(source: Source, columns: Sequence[Chosen]) -> dict[int, Figures]:
    found: dict[int, Figures] = {}
    for start in range(0, len(columns), AT_ONCE // 2):
        group = columns[start : start + AT_ONCE // 2]
        asked = [_asked(column, source.rows) for column in group]
        inner = ", ".join(
            f"{column.text} AS t{place}, {column.kind} AS k{place}, {column.value} AS v{place}"
            for place, column in enumerate(group)
        )
        outer = ", ".join(", ".join(parts).replace("@n", str(place)) for place, parts in enumerate(asked))
        record = list(source.staging.one(f"SELECT {outer} FROM (SELECT {inner} FROM data)"))
        for column, parts in zip(group, asked, strict=True):
            values, record = record[: len(parts)], record[len(parts) :]
            found[column.heading.index] = _figures(values)
    return found


def _figures(values: Sequence[Any]) -> Figures:
    filled, valued, distinct, least, most, odd, marked, *noted = values
    return Figures(filled, valued, distinct, least, most, odd, marked, tuple(noted))


def _asked(column: Chosen, rows: int) -> list[str]:
    count = "count(DISTINCT v@n)" if rows <= EXACT else "approx_count_distinct(v@n)"
    if rows > EXACT and column.different is not None and column.value == column.text:
        count = str(column.different)
    bounds = ["NULL", "NULL"] if column.reading.type in ("point", "geometry") else ["min(v@n)", "max(v@n)"]
    missing = f"lower(t@n) IN ({literals(column.missing)})" if column.missing else "false"
    odd = (
        "0"
        if column.reading.type == "string"
        else f"count(*) FILTER (t@n IS NOT NULL AND v@n IS NULL AND NOT ({missing}))"
    )
    marked = f"count(*) FILTER ({missing} AND v@n IS NULL)" if column.missing else "0"
    notes = [
        f"count(*) FILTER ({fill(note.condition, 't@n', 'k@n')} AND v@n IS NOT NULL)" for note in column.reading.notes
    ]
    return ["count(t@n)", "count(v@n)", count, *bounds, odd, marked, *notes]
