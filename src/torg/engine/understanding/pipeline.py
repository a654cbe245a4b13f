"""From a file to a report: read, find the table, decide the columns, count, and write the typed table."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from torg.engine.formats import Content, Layer, detect
from torg.engine.tables import Column
from torg.foundation.problems import Problem, Step, refuse

from .choosing import choose
from .frame import find_frame
from .measured import Chosen, Figures
from .output import write_part
from .progress import Progress, silent
from .report import FoundLayer, Report
from .source import Source
from .staging import staged
from .statistics import described

ODD_LISTED = 1000


def understand(
    path: Path,
    name: str,
    *,
    layer: str | None = None,
    sample: int = 10,
    into: Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """Reads the file once and decides everything on all of its rows. Raises Refusal where there is no table."""
    form = detect(path, name)
    layers = form.layers(path)
    chosen = _layer(layers, layer)
    content = form.read(path, chosen)
    found = tuple(FoundLayer(one.name, one.rows, one.hidden, one.name == chosen) for one in layers)
    return understand_content(
        content, file=name, format=form.name, layers=found, every_layer=form.every_layer,
        sample=sample, into=into, progress=progress or silent,
    )  # fmt: skip


def _layer(layers: Sequence[Layer], wanted: str | None) -> str:
    if wanted is not None:
        if wanted not in {layer.name for layer in layers}:
            raise refuse("layer.unknown", value=wanted, names=[layer.name for layer in layers])
        return wanted
    shown = [layer for layer in layers if not layer.hidden] or list(layers)
    return max(shown, key=lambda layer: layer.rows or 0).name


def understand_content(
    content: Content,
    *,
    file: str,
    format: str,
    layers: tuple[FoundLayer, ...] = (),
    every_layer: bool = False,
    sample: int = 10,
    into: Path | None = None,
    progress: Progress = silent,
) -> Report:
    with staged(content, progress) as staging:
        frame = find_frame(staging)
        source = frame.source
        progress("understanding", 0, len(source.headings))
        if not source.rows or not source.headings:
            raise refuse("file.empty", file=file)
        chosen, figures, questions = choose(source)
        progress("checking", 0, source.rows)
        columns = described(source, chosen, figures)
        problems, count = _odd(source, chosen, figures)
        parts = write_part(source, chosen, columns, into, progress) if into else ()
        return Report(
            file, format, content.encoding, content.dialect, layers, frame.header_rows, source.rows, columns, None,
            tuple(frame.left_out), (*content.steps, *frame.steps, *_steps(chosen, figures)),
            (*frame.questions, *questions), (*content.problems, *problems), count,
            _sample(source, chosen, columns, sample), parts, every_layer,
        )  # fmt: skip


def _steps(chosen: dict[int, Chosen], figures: dict[int, Figures]) -> list[Step]:
    steps = []
    for index, column in chosen.items():
        for note, count in zip(column.reading.notes, figures[index].noted, strict=True):
            if count:
                steps.append(Step(note.code, column=column.heading.label, count=count, **dict(note.facts)))
    return steps


def _odd(source: Source, chosen: dict[int, Chosen], figures: dict[int, Figures]) -> tuple[list[Problem], int]:
    """Cells that are missing in the table because they hold no such value; each with its row and its text."""
    problems: list[Problem] = []
    for index, column in chosen.items():
        if not figures[index].odd or len(problems) >= ODD_LISTED:
            continue
        records = source.staging.fetch(
            f"SELECT r, {column.text} FROM data WHERE {column.text} IS NOT NULL AND {column.value} IS NULL "
            f"AND NOT ({column.is_missing}) ORDER BY r LIMIT {ODD_LISTED - len(problems)}"
        )
        for rowid, text in records:
            row = source.staging.file_row(rowid)
            problems.append(Problem(column.reading.odd, row=row, column=column.heading.label, value=text))
    return sorted(problems, key=lambda problem: problem.row or 0), sum(one.odd for one in figures.values())


def _sample(source: Source, chosen: dict[int, Chosen], columns: Sequence[Column], wanted: int) -> tuple[Any, ...]:
    values = ", ".join(f"({chosen[h.index].value})::{c.sql}" for h, c in zip(source.headings, columns, strict=True))
    return tuple(source.staging.fetch(f"SELECT {values} FROM data ORDER BY r LIMIT {wanted}"))
