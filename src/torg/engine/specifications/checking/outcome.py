"""From the table of problems to a verdict: exact counts by cause, the outcome of every row, the list as a file."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..found import Group, Level, Likeness, Verdict
from .sql import literal
from .table import LEVELS, Column, Table

FIRST = 50
"""Rows and values shown of a group."""
PROBLEMS = "problems.parquet"
_NAMES: dict[int, Level] = {number: name for name, number in LEVELS.items()}


def verdict(table: Table, likeness: Likeness, first_row: int, into: Path | None, told: Sequence[Group]) -> Verdict:
    """``told`` are groups that are no problems of rows: columns nobody asked for, cells it would be good to fill."""
    mended, waiting, count = table.fetch(
        "SELECT count(*) FILTER (WHERE worst < 2), count(*) FILTER (WHERE worst = 2), coalesce(sum(n), 0)::BIGINT FROM "
        "(SELECT r, max(level) AS worst, count(*) AS n FROM problems WHERE r IS NOT NULL GROUP BY r)"
    )[0]
    of_table = table.fetch("SELECT count(*) FROM problems WHERE r IS NULL")[0][0]
    return Verdict(
        table.specification.id, table.specification.version, table.rows, table.rows - mended - waiting, mended, waiting,
        (*_groups(table, first_row), *told), likeness, problem_count=count + of_table,
        problems=into and _written(table, into),
    )  # fmt: skip


def _groups(table: Table, first_row: int) -> list[Group]:
    """One for each cause and column; the worst first, then as the columns stand in the file."""
    columns = {column.place: column for column in table.columns}
    found = table.fetch(
        f"SELECT place, code, level, count(*), arg_min({{'r': r, 'v': value, 'f': fix}}, r, {FIRST}), "
        "arg_min(facts, r), any_value(facts) FROM problems GROUP BY place, code, level, "
        "CASE WHEN r IS NULL THEN facts END ORDER BY level DESC, place NULLS FIRST, code"
    )
    return [_group(columns.get(place), record, first_row) for place, *record in found]


def _group(column: Column | None, record: Sequence[Any], first_row: int) -> Group:
    code, level, count, firsts, of_first, any_facts = record
    facts = json.loads(of_first or any_facts or "{}")
    shown = firsts or []
    return Group(
        code, _NAMES[level], facts.pop("field", None) if column is None else column.field.name,
        facts.pop("column", None) if column is None else column.heading, count,
        tuple(one["r"] + first_row for one in shown), tuple(one["v"] for one in shown),
        tuple(one["f"] for one in shown), facts,
    )  # fmt: skip


def _written(table: Table, into: Path) -> Path:
    """Every problem, in the order of the file: row, field, column, code, level, value, fix, facts."""
    into.mkdir(parents=True, exist_ok=True)
    table.keep(
        "columns_checked",
        place=[str(column.place) for column in table.columns],
        field=[column.field.name for column in table.columns],
        heading=[column.heading for column in table.columns],
    )
    levels = " ".join(f"WHEN {number} THEN {literal(name)}" for number, name in _NAMES.items())
    path = into / PROBLEMS
    table.run(
        "COPY (SELECT p.r + first_row AS row, coalesce(c.field, p.facts->>'field') AS field, "
        f"coalesce(c.heading, p.facts->>'column') AS \"column\", p.code, CASE p.level {levels} END "
        "AS level, p.value, p.fix, p.facts FROM problems p CROSS JOIN place "
        "LEFT JOIN columns_checked c ON c.place::INTEGER = p.place "
        f"ORDER BY p.r NULLS FIRST, p.place, p.code) TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)"
    )
    return path
