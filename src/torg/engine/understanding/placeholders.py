"""Numbers that stand for “not known”: kept, because only a person knows, and told."""

from collections.abc import Iterator

from torg.foundation.problems import Problem

from .choosing import Choice
from .measured import Chosen, Figures
from .roles import role_of

PLACEHOLDERS = (999, 9999, -999, -9999)
FAR = 3
"""Times as large as the largest of all others."""

OTHERS = 3
LISTED = 1000


def placeholders(choice: Choice) -> Iterator[Problem]:
    """One problem a column and number, with the rows it stands in."""
    for index, column in choice.chosen.items():
        figures = choice.figures[index]
        if column.reading.type in ("number", "integer") and role_of(column, figures, choice.source.rows) is None:
            for value in PLACEHOLDERS:
                if value in (figures.least, figures.most):
                    yield from _told(choice, column, figures, value)


def _told(choice: Choice, column: Chosen, figures: Figures, value: int) -> Iterator[Problem]:
    """``least`` and ``most`` have told that it lies at the end; now whether there is anything near it."""
    staging = choice.source.staging
    every = ", ".join(map(str, PLACEHOLDERS))
    others, largest = staging.one(
        f"SELECT count(v), max(abs(v)) FROM (SELECT {column.value} AS v FROM data) WHERE v NOT IN ({every})"
    )
    if others < OTHERS or abs(value) <= FAR * largest:
        return
    where = f"FROM data WHERE {column.value} = {value}"
    count = staging.one(f"SELECT count(*) {where}")[0]
    rows = [staging.file_row(row) for (row,) in staging.fetch(f"SELECT r {where} ORDER BY r LIMIT {LISTED}")]
    label = column.heading.label
    yield Problem("num.placeholder", row=rows[0], column=label, value=str(value), count=count, rows=rows)
