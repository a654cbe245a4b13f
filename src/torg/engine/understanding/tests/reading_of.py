"""A column of given cells, understood the way a file is, for tests that speak of one column."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from torg.engine.formats import Content
from torg.engine.understanding.answers import Answers
from torg.engine.understanding.area import ANYWHERE
from torg.engine.understanding.pipeline import understand_content
from torg.engine.understanding.report import Report


def table(rows: Sequence[Sequence[str | None]], kinds: Sequence[Sequence[int]] | None = None, **facts: Any) -> Report:
    """The report on a grid of cells, as a reader hands them on."""
    width = max(len(row) for row in rows)
    filled = [[*row, *[None] * (width - len(row))] for row in rows]
    columns = {f"c{index}": pa.array([row[index] or None for row in filled], pa.string()) for index in range(width)}
    if kinds is not None:
        columns |= {f"k{index}": pa.array([row[index] for row in kinds], pa.int8()) for index in range(width)}
    batch = pa.RecordBatch.from_pydict(columns)
    sample = facts.pop("sample", 1000)
    into, area = facts.pop("into", None), facts.pop("area", ANYWHERE)
    answers = Answers.from_json(facts.pop("answers", {}))
    content = Content("table", iter([batch]), width, **facts)
    return understand_content(content, file="test", format="csv", sample=sample, into=into, area=area, answers=answers)


def column(cells: Sequence[str | None], heading: str = "Uppgift", beside: str = "namn", answers: Any = None) -> Report:
    """A table of a name and the column in question."""
    rows = [[beside, heading], *([f"plats {place}", cell] for place, cell in enumerate(cells))]
    return table(rows, answers=answers or {})


def values(report: Report, place: int = 1) -> list[Any]:
    return [row[place] for row in report.sample]
