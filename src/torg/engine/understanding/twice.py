"""Rows that say the same as a row before them: kept, because they may be two things alike, and told."""

from torg.foundation.problems import Problem

from .choosing import Choice
from .source import MADE

MOST_ROWS = 200_000
MOST_COLUMNS = 500
LISTED = 1000


def rows_twice(choice: Choice) -> tuple[Problem, ...]:
    """One problem for the whole table. Lists of one column repeat themselves as they like."""
    source, staging = choice.source, choice.source.staging
    columns = [f"c{heading.index}" for heading in source.headings if heading.index < MADE]
    if not 1 < len(columns) <= MOST_COLUMNS or source.rows > MOST_ROWS:
        return ()
    found = staging.fetch(
        f"WITH h AS (SELECT r, hash({', '.join(columns)}) AS h FROM data), "
        "twice AS (SELECT h, min(r) AS first FROM h GROUP BY h HAVING count(*) > 1) "
        "SELECT r, first FROM h JOIN twice USING (h) WHERE r <> first ORDER BY r"
    )
    if not found:
        return ()
    rows = [staging.file_row(row) for row, _ in found[:LISTED]]
    return (Problem("row.twice", row=rows[0], first=staging.file_row(found[0][1]), rows=rows, count=len(found)),)
