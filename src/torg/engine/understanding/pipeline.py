"""From a file to a report: read, find the table, decide the columns, count, and write the typed table."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import shapely

from torg.engine.formats import Content, Format, Layer, Letters, detect
from torg.engine.tables import Column
from torg.foundation.problems import Problem, refuse

from .answered import Answered, keys_of
from .answers import NOTHING_SAID, Answers
from .area import ANYWHERE, Area, Box
from .choosing import Choice
from .dates import odd_code
from .frame import find_frame
from .glance import Glance
from .layers import choose_layer
from .locating import located
from .output import exact_value, write_part
from .placeholders import placeholders
from .progress import Progress, silent
from .prose import is_prose
from .report import FoundLayer, LeftOut, Report
from .staging import staged
from .statistics import described
from .twice import rows_twice

ODD_LISTED = 1000


def understand(
    path: Path,
    name: str,
    *,
    layer: str | None = None,
    sample: int = 10,
    into: Path | None = None,
    progress: Progress | None = None,
    within: Box | None = None,
    country: str | None = None,
    answers: Answers = NOTHING_SAID,
    first_rows: int | None = None,
) -> Report:
    """Reads the file once and decides everything on all of its rows. Raises Refusal where there is no table.

    ``within`` is the municipality's box and ``country`` its code: they settle how positions are read.
    ``answers`` of a person come before all that we find. ``first_rows`` makes it a first look at so many rows.
    """
    form = detect(path, name)
    layers = form.layers(path)
    wanted, lost = wanted_layer(layers, layer, answers)
    chosen = choose_layer(form, path, layers, wanted)
    content, unread = content_of(form, path, chosen, answers, first_rows)
    glance = Glance(first_rows)
    found = tuple(FoundLayer(one.name, one.rows, one.hidden, one.name == chosen) for one in layers)
    report = understand_content(
        glance.at(content), file=name, format=form.name, layers=found, every_layer=form.every_layer,
        sample=sample, into=into, progress=progress or silent, area=Area(within, country), answers=answers,
        lost=(*lost, *unread),
    )  # fmt: skip
    return replace(report, sampled=True) if glance.cut else report


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
    area: Area = ANYWHERE,
    answers: Answers = NOTHING_SAID,
    lost: tuple[Problem, ...] = (),
) -> Report:
    with staged(content, progress, area, answers) as staging:
        content = staging.content
        frame = find_frame(staging, answers)
        answered = Answered(answers, keys_of(frame.source.headings))
        source = frame.source.with_headings(tuple(map(answered.named, frame.source.headings)))
        progress("understanding", 0, len(source.headings))
        if not source.rows or not source.headings:
            raise refuse("file.empty", file=file)
        choice = Choice(source, area, answered)
        if is_prose(choice):
            raise refuse("file.no_table", file=file)
        place = located(choice)
        progress("checking", 0, source.rows)
        columns = described(choice)
        problems, count = _odd(choice)
        astray = () if every_layer and len(layers) > 1 else answered.gone()  # they may be about another layer
        gone = (*lost, *astray, *answered.unfit(choice.chosen))
        kept = (*placeholders(choice), *rows_twice(choice))
        told = (step for step in frame.steps if not answered.untold(step))
        parts = write_part(choice, columns, into, progress) if into else ()
        return Report(
            file, format, content.encoding, content.dialect, layers, frame.header_rows, source.rows, columns,
            place.geometry(choice, columns), (*frame.left_out, *_hidden_layers(layers)),
            (*content.steps, *told, *choice.steps(), *place.steps, *answered.steps(source.headings)),
            (*frame.questions, *choice.questions.values(), *place.questions),
            (*gone, *content.problems, *frame.problems, *problems, *kept, *place.problems),
            count + len(gone) + len(content.problems) + len(frame.problems) + len(kept) + place.problem_count,
            _sample(choice, columns, sample), parts, every_layer, answers=answers,
            keys=answered.named_by(choice.chosen),
        )  # fmt: skip


def content_of(
    form: Format, path: Path, layer: str, answers: Answers, first_rows: int | None
) -> tuple[Content, list[Problem]]:
    """The cells, read with the letters a person told."""
    if answers.encoding is None and answers.letters is None:
        return form.read(path, layer) if first_rows is None else form.read_first(path, layer, first_rows), []
    content = form.read_as(path, layer, Letters(answers.encoding, answers.letters is None))
    return (content, []) if content is not None else (form.read(path, layer), [Problem("answer.gone_letters")])


def wanted_layer(layers: Sequence[Layer], layer: str | None, answers: Answers) -> tuple[str | None, list[Problem]]:
    """The layer asked for, else the one a person answered, if the file has it still."""
    if layer is not None or answers.layer is None or answers.layer in {one.name for one in layers}:
        return layer if layer is not None else answers.layer, []
    return None, [Problem("answer.gone_layer", value=answers.layer)]


def _hidden_layers(layers: Sequence[FoundLayer]) -> tuple[LeftOut, ...]:
    """Told without their names, which may be nobody's business."""
    count = sum(layer.hidden and not layer.chosen for layer in layers)
    return (LeftOut("sheet.hidden", count=count),) if count else ()


def _odd(choice: Choice) -> tuple[list[Problem], int]:
    """Cells that are missing in the table because they hold no such value; each with its row and its text."""
    problems: list[Problem] = []
    source, figures = choice.source, choice.figures
    for index, column in choice.chosen.items():
        if not figures[index].odd or len(problems) >= ODD_LISTED:
            continue
        records = source.staging.fetch(
            f"SELECT r, {column.text} FROM data WHERE {column.text} IS NOT NULL AND {column.value} IS NULL "
            f"AND NOT ({column.is_missing}) ORDER BY r LIMIT {ODD_LISTED - len(problems)}"
        )
        for rowid, text in records:
            row = source.staging.file_row(rowid)
            code = odd_code(column.reading.odd, text)
            problems.append(Problem(code, row=row, column=column.heading.label, value=text))
    return sorted(problems, key=lambda problem: problem.row or 0), sum(one.odd for one in figures.values())


def _sample(choice: Choice, columns: Sequence[Column], wanted: int) -> tuple[Any, ...]:
    values = ", ".join(
        exact_value(choice.chosen[index], column) for index, column in zip(choice.chosen, columns, strict=True)
    )
    rows = choice.source.staging.fetch(f"SELECT {values} FROM data ORDER BY r LIMIT {wanted}")
    return tuple(tuple(_drawn(value) for value in row) for row in rows)


def _drawn(value: Any) -> Any:
    """A place as GeoJSON, every other value as it is."""
    return json.loads(shapely.to_geojson(shapely.from_wkb(value))) if isinstance(value, bytes) else value
