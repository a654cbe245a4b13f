"""From a file to a verdict, inside the walls: open, match the columns, check cells, rows and table, sum up."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from torg.engine.understanding import opened

from ..found import ColumnSample, Group, Likeness, Verdict
from ..model import Specification
from ..recognising import SURE
from .cells import check_cells
from .matching import matched
from .named import check_by_name
from .outcome import FIRST, verdict
from .places import settle_places
from .question import Question
from .rows import check_rows
from .shifts import join_shifted
from .table import Column, Table

SAMPLED = 20_000
VALUES = 200


def check(question: Question) -> Verdict:
    """Raises Refusal where there is no table, or none that is like any of the candidates."""
    with opened(question.path, question.name, layer=question.layer, answers=question.answers) as frame:
        source = frame.source
        samples = samples_of(source)
        specification, likeness, others = matched(question, samples, source.staging.content.layer)
        first_row = source.staging.content.first_row
        source.staging.connection.execute(f"CREATE TABLE place AS SELECT {first_row} AS first_row")
        columns = _columns(source, likeness, specification)
        table = Table(source.staging.connection, specification, columns)
        join_shifted(table, _width(source), source.staging.content.width)
        table.elsewhere = settle_places(table, question.within, question.country)
        check_cells(table)
        _lacking(table, [name for name in likeness.lacking if name not in table.elsewhere])
        check_rows(table, question.references)
        check_by_name(table)
        told = (*_recommended(table, first_row), *_told_of_columns(table, likeness))
        return replace(verdict(table, likeness, first_row, question.into, told), others=others)


def samples_of(source: Any) -> tuple[ColumnSample, ...]:
    """What recognising looks at, from the first rows."""
    cells = [(heading, source.text(heading)) for heading in source.headings]
    counts = ", ".join(f"count(x{n}), approx_count_distinct(x{n})" for n, _ in enumerate(cells))
    texts = ", ".join(f"{text} AS x{n}" for n, (_, text) in enumerate(cells))
    staging = source.staging
    staging.connection.execute(f"CREATE OR REPLACE TEMP TABLE looked AS SELECT {texts} FROM data LIMIT {SAMPLED}")
    numbers = staging.one(f"SELECT {counts} FROM looked")
    found = []
    for n, (heading, _) in enumerate(cells):
        values = staging.fetch(f"SELECT DISTINCT x{n} FROM looked WHERE x{n} IS NOT NULL ORDER BY 1 LIMIT {VALUES}")
        label = heading.label if heading.given else ""
        found.append(
            ColumnSample(heading.index, label, tuple(v for (v,) in values), numbers[2 * n], numbers[2 * n + 1])
        )
    return tuple(found)


def _width(source: Any) -> int:
    """Columns up to the last that has a heading; a typed table has no others."""
    content = source.staging.content
    given = [heading.index for heading in source.headings if heading.given]
    return max(given, default=-1) + 1 if content.columns is None else int(content.width)


def _columns(source: Any, likeness: Likeness, specification: Specification) -> tuple[Column, ...]:
    headings = {heading.index: heading for heading in source.headings}
    found = []
    for match in likeness.matches:
        if match.field is not None:
            heading = headings[match.index]
            raw = source.text(heading)
            found.append(Column(match.index, specification.field(match.field), heading.label, raw))
    return tuple(found)


def _lacking(table: Table, names: Sequence[str]) -> None:
    for name in names:
        label = table.specification.field(name).label()
        table.tell_of_table("col.needed", "wait", None, field=name, label=label)


def _recommended(table: Table, first_row: int) -> Iterator[Group]:
    """Empty cells it would be good to fill: information, no row waits for it."""
    for column in table.columns:
        empty = table.empty.get(column.place, 0)
        if column.field.level == "recommended" and empty:
            rows = table.fetch(f"SELECT r FROM cells WHERE {column.cell} IS NULL ORDER BY r LIMIT {FIRST}")
            shown = tuple(r + first_row for (r,) in rows)
            yield Group("need.recommended", "check", column.field.name, column.heading, empty, shown)


def _told_of_columns(table: Table, likeness: Likeness) -> Iterator[Group]:
    """Columns that are only probably what they were taken for, and those nobody asked for."""
    for name in table.notes:
        yield Group("check.check_unknown", "check", None, None, 1, values=(name,), fixes=(None,))
    for match in likeness.matches:
        if match.reason.code == "match.twice":
            told = {key: match.reason.facts[key] for key in ("label", "other")}
            yield Group("col.twice", "check", str(match.reason.facts["field"]), match.heading, 1, facts=told)
        elif match.field is None and match.heading:
            yield Group("col.extra", "done", None, match.heading, 1)
        elif match.field is not None and match.score < SURE and match.reason.code not in ("match.exact", "match.told"):
            label = table.specification.field(match.field).label()
            yield Group("col.match", "check", match.field, match.heading, 1, facts={"label": label})
