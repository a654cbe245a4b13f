"""The report in words, for a terminal."""

from collections.abc import Iterable, Sequence

from torg.engine.tables import Column
from torg.foundation.language import sentence
from torg.foundation.problems import Statement

from .report import FoundLayer, Report

SHOWN = 20
WIDE = 28


def text(report: Report) -> str:
    parts = [
        _found(report),
        _columns(report.columns),
        _list("report.steps", [step.sentence() for step in report.steps]),
        _list("report.left_out", [gone.sentence() for gone in report.left_out]),
        _list("report.questions", [question.sentence() for question in report.questions]),
        _list("report.problems", _said(report.problems), report.problem_count),
        _rows(report),
    ]
    return "\n\n".join(part for part in parts if part)


def _found(report: Report) -> str:
    facts = {
        "file": report.file, "format": report.format, "rows": report.rows, "columns": len(report.columns),
    }  # fmt: skip
    lines = [sentence("report.found", facts)]
    if len(report.layers) > 1:
        lines += [f"  {'>' if layer.chosen else ' '} {_named(layer)}" for layer in report.layers]
    return "\n".join(lines)


def _named(layer: FoundLayer) -> str:
    return sentence("report.hidden", {"name": layer.name}) if layer.hidden else layer.name


def _columns(columns: Iterable[Column]) -> str:
    rows = [
        (_ends(column.label), _kind(column), str(column.missing or ""), ", ".join(column.examples[:3]))
        for column in columns
    ]
    return _table(("column", "type", "empty", "examples"), rows)


def _kind(column: Column) -> str:
    return f"{column.type} ({column.unit})" if column.unit else column.type


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [tuple(_cut(cell) for cell in row) for row in (head, *rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    shown = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    return "\n".join((shown[0], "  ".join("-" * width for width in widths), *shown[1:]))


def _cut(cell: str) -> str:
    flat = " ".join(cell.split())
    return flat if len(flat) <= WIDE else flat[: WIDE - 1] + "…"


def _ends(label: str) -> str:
    """A long heading by its two ends: what tells columns of one group apart often stands last."""
    flat = " ".join(label.split())
    return flat if len(flat) <= WIDE else f"{flat[: WIDE // 3]}…{flat[-(WIDE - WIDE // 3 - 1) :]}"


def _said(statements: Iterable[Statement]) -> list[str]:
    return [statement.sentence() for statement in statements]


def _list(code: str, lines: list[str], count: int | None = None) -> str:
    if not lines:
        return ""
    total = len(lines) if count is None else max(count, len(lines))
    more = [f"  {sentence('report.more', {'count': total - SHOWN})}"] if total > SHOWN else []
    return "\n".join([sentence(code, {"count": total}), *(f"  - {line}" for line in lines[:SHOWN]), *more])


def _rows(report: Report) -> str:
    names = tuple(column.name for column in report.columns)[:8]
    rows = [tuple(_cell(value) for value in row[:8]) for row in report.sample]
    return _table(names, rows) if rows and names else ""


def _cell(value: object) -> str:
    if value is None:
        return ""
    return "(place)" if isinstance(value, dict) else str(value)
