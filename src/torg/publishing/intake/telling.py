"""What a publication says: the report on the file, its further tables, and what changed since the last version."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from torg.catalogue.datasets.models import Dataset, TableVersion
from torg.engine.tables import Column, Version
from torg.engine.understanding import Report
from torg.foundation.language import sentence
from torg.foundation.problems import Problem

Told = dict[str, Any]

MUCH = 0.2
"""A table that grew or shrank by more than this share of its rows is worth a word."""
LISTED = 10

_OF_A_TABLE = (
    "header_rows", "rows", "columns", "geometry", "left_out", "steps", "questions", "problems", "problem_count",
)  # fmt: skip


def told(problem: Problem) -> Told:
    facts = {
        key: value if isinstance(value, int | float | str | list | None) else str(value)
        for key, value in problem.facts.items()
    }
    return {"code": problem.code, "sentence": problem.sentence(), "facts": facts}


def report_of(tables: Sequence[tuple[str, Report]], left: Sequence[tuple[str, Problem]]) -> Told:
    """The first table's report; where there are several, ``tables`` has each one's, or why it was left out."""
    report = tables[0][1].as_json()
    report["notices"] = []
    if len(tables) + len(left) > 1:
        report["tables"] = [
            *(_of_table(layer, one.as_json()) for layer, one in tables),
            *({"layer": layer, "problem": told(problem)} for layer, problem in left),
        ]
    return report


def _of_table(layer: str, report: Told) -> Told:
    return {"layer": layer, **{key: report[key] for key in _OF_A_TABLE}, "notices": []}


def add_changes(report: Told, changed: Sequence[Sequence[Told]]) -> None:
    """What changed in each table, to what is said about it."""
    for said, notices in zip(report.get("tables", [report]), changed, strict=False):
        said["notices"] += notices


def all_notices(report: Told | None) -> list[Told]:
    if report is None:
        return []
    tables = (notice for table in report.get("tables", ()) for notice in table.get("notices", ()))
    return [*report.get("notices", ()), *tables]


def further(report: Report, taken: Collection[str]) -> Iterator[Problem]:
    """The tables of the file that stay behind; hidden and empty ones are none that anybody misses."""
    behind = [one for one in report.layers if not one.hidden and one.rows != 0 and one.name not in taken]
    if behind:
        tables = [_with_rows(one.name, one.rows) for one in behind[:LISTED]]
        if len(behind) > LISTED:
            tables.append(sentence("report.more", {"count": len(behind) - LISTED}))
        yield Problem("publish.further", tables=tables, names=[one.name for one in behind], count=len(behind))


def _with_rows(name: str, rows: int | None) -> str:
    return (
        name if rows is None else sentence("publish.further_table", {"value": name, "rows": f"{rows:,}", "count": rows})
    )


def changes(last: Version, now: Version) -> Iterator[Problem]:
    """What a reader of the last version would stumble over."""
    if abs(now.rows - last.rows) > MUCH * last.rows:
        yield Problem("publish.rows_changed", was=f"{last.rows:,}", now=f"{now.rows:,}")
    before, after = _by_name(last.columns), _by_name(now.columns)
    yield from _columns("publish.columns_gone", (one for name, one in before.items() if name not in after))
    yield from _columns("publish.columns_new", (one for name, one in after.items() if name not in before))
    for name, column in after.items():
        if name in before and before[name].type != column.type:
            was, type_ = (sentence(f"kind.{one.type}", {}) for one in (before[name], column))
            yield Problem("publish.type_changed", column=_label(column), was=was, now=type_)


def _columns(code: str, columns: Iterable[Column]) -> Iterator[Problem]:
    labels = [_label(column) for column in columns]
    if labels:
        yield Problem(code, columns=labels, count=len(labels))


def _by_name(columns: Iterable[Column]) -> dict[str, Column]:
    return {column.name: column for column in columns}


def _label(column: Column) -> str:
    return column.label or column.name


def is_same(last: TableVersion, sha256: str, report: Report) -> bool:
    """Whether a version was made of these very bytes and they are read as they were then.

    Read otherwise they are where Torg has learned something since, or where the boundary of the organisation
    has become known: that is worth a new version.
    """
    version, now = last.version, report.as_json()
    layers = [layer["name"] for layer in last.report.get("layers", ()) if layer["chosen"]]
    return (
        last.source_sha256 == sha256
        and layers == [report.layer]
        and version.rows == report.rows
        and version.geometry == report.geometry
        and list(map(_read, version.columns)) == list(map(_read, report.columns))
        and all(
            _codes(last.report[said]) == _codes(now[said]) for said in ("left_out", "steps", "questions", "problems")
        )
    )


def _codes(said: Iterable[Told]) -> list[str]:
    return [one["code"] for one in said]


def _read(column: Column) -> Column:
    return replace(column, distinct=None, examples=())  # the one is estimated, the others are any


def kept(dataset: Dataset | None) -> Iterator[Problem]:
    """What a reader still finds after a publication came to nothing."""
    table = dataset and dataset.tables.first()
    newest = table and table.newest
    if dataset and newest and dataset.state == Dataset.State.PUBLIC:
        yield Problem("publish.kept", dataset=dataset.slug, version=newest.number)
