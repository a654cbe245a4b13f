"""What gives a row its place on earth: its own geometry, a cell with a position, or two columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from torg.engine.formats import Content
from torg.engine.tables import Column, Geometry
from torg.foundation.problems import Problem, Question, Step

from . import pairs
from .choosing import Choice
from .shapes import Shapes


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
    if staging.shapes is not None and staging.shapes.count:
        return _own(staging.content, staging.shapes)
    if choice.shapes:
        index, shapes = next(iter(choice.shapes.items()))
        label = choice.chosen[index].heading.label
        said = Step("pos.cell", column=label, count=choice.figures[index].valued)
        return Located(index, shapes, steps=(said, *shapes.steps()))
    found = pairs.find(choice.source, choice.chosen, choice.texts())
    if found is None:
        return Located()
    choice.add(found.columns)
    return Located(
        columns=tuple(column.heading.index for column in found.columns),
        bounds=found.bounds,
        steps=found.steps,
        questions=found.questions,
        problems=found.problems,
        problem_count=found.problem_count,
    )


def _own(content: Content, shapes: Shapes) -> Located:
    """The geometry of the format itself."""
    label = (content.columns or ())[content.geometry or 0]
    questions = () if shapes.placed else (Question("pos.system", column=label),)
    return Located(content.geometry, shapes, steps=tuple(shapes.steps()), questions=questions)
