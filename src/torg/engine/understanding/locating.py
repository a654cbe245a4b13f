"""What gives a row its place on earth: its own geometry, a cell with a position, or two columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import shapely

from torg.engine.formats import Content
from torg.engine.tables import Column, Geometry
from torg.foundation.problems import Problem, Question, Step

from . import pairs
from .boundary import held
from .choosing import Choice
from .roles import is_beyond
from .shapes import Shapes
from .words.roles import role_word


@dataclass(frozen=True)
class Located:
    """``index`` is the column with the shape, ``columns`` the indexes of longitude and latitude."""

    index: int | None = None
    shapes: Shapes | None = None
    columns: tuple[int, ...] = ()
    bounds: tuple[float, float, float, float] | None = None
    steps: tuple[Step, ...] = ()
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    problem_count: int = 0

    def geometry(self, choice: Choice, columns: Sequence[Column]) -> Geometry | None:
        names = {index: column.name for index, column in zip(choice.chosen, columns, strict=True)}
        if self.index is not None and self.shapes is not None:
            return self.shapes.geometry(names[self.index])
        if self.columns:
            return Geometry("point", tuple(names[index] for index in self.columns), self.bounds)
        return None


def located(choice: Choice) -> Located:
    """Looks for positions; columns worked out from a grid are added to ``choice``."""
    staging = choice.source.staging
    if staging.shapes is not None and staging.shapes.placed:
        return _held(choice, _own(staging.content, staging.shapes))
    if staging.shapes is not None and staging.shapes.count:
        asked = () if staging.shapes.told else (staging.shapes.question(_label(staging.content)),)
        return Located(questions=asked)
    if choice.shapes:
        index, shapes = next(iter(choice.shapes.items()))
        heading = choice.chosen[index].heading
        said = Step("pos.cell", **choice.answered.said(heading), count=choice.figures[index].valued)
        steps = (said, *shapes.steps(choice.answered.keys[index]))
        return _held(choice, Located(index, shapes, steps=steps))
    found = pairs.find(choice.source, choice.chosen, choice.texts(), choice.area, choice.answered)
    if found is None or not found.columns:
        beyond = tuple(_beyond(choice))
        questions, steps = (found.questions, found.steps) if found else ((), ())
        return Located(steps=steps, questions=questions, problems=beyond, problem_count=len(beyond))
    choice.add(found.columns)
    return Located(
        columns=tuple(column.heading.index for column in found.columns),
        bounds=found.bounds,
        steps=found.steps,
        questions=found.questions,
        problems=found.problems,
        problem_count=found.problem_count,
    )


def _beyond(choice: Choice) -> Iterator[Problem]:
    """Columns named for degrees that hold none."""
    for index, column in choice.chosen.items():
        role = role_word(column.heading.label)
        if role not in ("latitude", "longitude") or column.reading.type not in ("number", "integer"):
            continue
        figures = choice.figures[index]
        if is_beyond(role, column, figures):
            yield Problem("pos.range", column=column.heading.label, value=str(figures.most), role=role)


def _held(choice: Choice, found: Located) -> Located:
    """Shapes held against the municipality's box, where it is known."""
    if choice.area.within is None or found.index not in choice.chosen:
        return found
    column = choice.chosen[found.index]
    wkb = choice.source.staging.connection.sql(f"SELECT {column.value} AS w FROM data ORDER BY r").to_arrow_table()
    boxes = shapely.bounds(shapely.from_wkb(wkb["w"].to_numpy(), on_invalid="ignore"))
    told = held(choice.source, choice.area, column.heading.label, boxes, boxes[:, [1, 0, 3, 2]])
    return replace(
        found, steps=(*found.steps, *told.steps), problems=(*found.problems, *told.problems), problem_count=told.count
    )


def _own(content: Content, shapes: Shapes) -> Located:
    """The geometry of the format itself."""
    return Located(content.geometry, shapes, steps=tuple(shapes.steps(_label(content))))


def _label(content: Content) -> str:
    return (content.columns or ())[content.geometry or 0]
