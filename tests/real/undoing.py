"""Undoing on real files: the cells of a column afterwards, held against the cells the reader gives."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from torg.engine.formats import Letters, ReadAgain, detect
from torg.engine.understanding import Answers, Report, understand


def undoable(report: Report) -> list[dict[str, Any]]:
    """The steps that say how they are undone, as they stand in the report's JSON."""
    return [step for step in report.as_json()["steps"] if step["undo"] and not step["code"].startswith("answer.")]


def undone(path: Path, steps: list[dict[str, Any]], into: Path) -> Report:
    answers = Answers()
    for step in sorted(steps, key=lambda step: step["code"] != "date.midnight"):  # which alone makes it no text
        answers = answers.changed(step["undo"])
    return understand(path, path.name, into=into, sample=0, answers=answers)


def with_rows_kept(path: Path, report: Report) -> tuple[int, Report]:
    """How many rows can be kept that were left out, and the report with all of them."""
    answers, count = Answers(), 0
    for gone in report.as_json()["left_out"]:
        if gone["undo"] and gone["code"] != "table.below":
            answers, count = answers.changed(gone["undo"]), count + gone["count"]
    return count, understand(path, path.name, sample=0, answers=answers) if count else report


def raw_columns(path: Path, report: Report) -> tuple[int, list[pa.ChunkedArray]]:
    """The cells as the reader hands them on, and the number of the first row."""
    form, letters = detect(path, path.name), report.answers.letters
    content = letters and form.read_as(path, report.layer, Letters(mended=False))
    content = content or form.read(path, report.layer)
    try:
        cells = pa.Table.from_batches(list(content.batches))
    except ReadAgain:
        assert content.again is not None
        content = content.again()
        cells = pa.Table.from_batches(list(content.batches))
    return content.first_row, [cells[name] for name in cells.column_names if name.startswith("c")]


def altered(path: Path, report: Report, into: Path) -> list[str]:
    """Columns to be kept to the letter whose cells are those of no column of the file."""
    first, columns = raw_columns(path, report)
    written = parquet.read_table(into / "part-0.parquet")
    rows = [row - first for row in written["_row"].to_pylist()]
    there = [column.take(rows).to_pylist() for column in columns if pa.types.is_string(column.type)]
    kept = [key for key, answer in report.answers.columns.items() if answer.is_text]
    names = {key: column.name for column, key in zip(report.columns, report.keys, strict=True)}
    return [key for key in kept if written[names[key]].to_pylist() not in there]
