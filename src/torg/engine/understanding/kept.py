"""Rows that a person wants kept, although they look like totals, notes or headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from torg.foundation.problems import Problem, Step

from .answers import Answers
from .footer import Footer
from .head import Head
from .staging import Staging
from .sums import Difference
from .window import Row


@dataclass(frozen=True)
class Kept:
    """``rows`` count from 0 in the layer; of ``kinds`` every row is kept. ``gone`` tells of rows that are not there.

    ``header_row`` is what a person said of the headings, where it could be done.
    """

    rows: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    gone: tuple[Problem, ...] = ()
    steps: tuple[Step, ...] = ()
    header_row: int | None = None

    @classmethod
    def of(cls, staging: Staging, answers: Answers, head: Head) -> "Kept":
        first, lines = staging.content.first_row, {row.index for row in head.lines}
        rows = {row - first for row in answers.kept_rows}
        there = _filled(staging, [index for index in rows if 0 <= index < staging.rows and index not in lines])
        lost = sorted(index + first for index in rows - there - lines)
        header_row = answers.header_row
        if header_row and header_row - first not in lines:
            lost, header_row = sorted({*lost, header_row}), None
        gone = tuple(Problem("answer.gone_row", row=row) for row in lost[:1])
        steps = (*_headed(header_row), *_told(answers, there, first), *told_of_the_file(answers))
        return cls(there, frozenset(answers.kept_kinds), gone, steps, header_row)

    def left(
        self, inner: tuple[Row, ...], footer: Footer, hidden: tuple[int, ...]
    ) -> tuple[tuple[Row, ...], Footer, tuple[int, ...]]:
        """What is left out all the same: totals inside the table, what is under it, hidden rows."""
        if not self.rows and not self.kinds:
            return inner, footer, hidden
        footer = replace(footer, totals=self._others(footer.totals), notes=self._others(footer.notes))
        gone = () if "row.hidden" in self.kinds else tuple(index for index in hidden if index not in self.rows)
        return self._others(inner), footer, gone

    def _others(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        return tuple(row for row in rows if row.index not in self.rows)

    def differing(self, found: Sequence[Difference]) -> list[Difference]:
        """Rows that are no totals to the person are not added up."""
        return [one for one in found if one.row.index not in self.rows]

    def besides(self, condition: str) -> str:
        """The condition of the rows of the table, and these."""
        if not self.rows:
            return condition
        return f"(({condition}) OR rowid IN ({', '.join(map(str, sorted(self.rows)))}))"


def _filled(staging: Staging, rows: Sequence[int]) -> frozenset[int]:
    """Those of the rows that hold any cell: a blank row is none to keep."""
    if not rows:
        return frozenset()
    cells = " OR ".join(f"c{column} IS NOT NULL" for column in range(staging.content.width))
    wanted = ", ".join(map(str, rows))
    return frozenset(row for (row,) in staging.fetch(f"SELECT rowid FROM raw WHERE rowid IN ({wanted}) AND ({cells})"))


def _headed(header_row: int | None) -> Iterator[Step]:
    if header_row is not None:
        yield Step("answer.header" if header_row else "answer.no_header", row=header_row, field="header_row")


def _told(answers: Answers, there: frozenset[int], first: int) -> Iterator[Step]:
    if there:
        rows = sorted(index + first for index in there)
        yield Step("answer.kept", row=rows[0], rows=rows, count=len(rows))
    if answers.kept_kinds:
        yield Step("answer.kept_kinds", field="kept_kinds")
    if answers.second_table:
        yield Step(f"answer.{answers.second_table}", field="second_table")


def told_of_the_file(answers: Answers) -> Iterator[Step]:
    """Which sheet was chosen, and how its letters were read."""
    for name in ("layer", "encoding", "letters"):
        if value := getattr(answers, name):
            yield Step(f"answer.{name}", value=value, field=name)
