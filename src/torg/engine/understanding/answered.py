"""The answers of a person held against this file: which column each is about, and which are about nothing here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from torg.foundation.problems import Problem, Step

from .answers import NO_SYSTEM, NOTHING_SAID, UNANSWERED, Answers, ColumnAnswer
from .headings import Heading, unit_in
from .measured import Chosen
from .systems import crs_named

SHOWN = {"DMY": "DD MM YYYY", "MDY": "MM DD YYYY", "YMD": "YYYY MM DD"}


@dataclass(frozen=True)
class Answered:
    """``keys`` name the columns: their heading in the file, with a number where it comes again."""

    answers: Answers = NOTHING_SAID
    keys: dict[int, str] = field(default_factory=dict)

    def of(self, index: int) -> ColumnAnswer:
        return self.answers.columns.get(self.keys.get(index, ""), UNANSWERED)

    def named_by(self, columns: Iterable[int]) -> tuple[str | None, ...]:
        return tuple(self.keys.get(index) for index in columns)

    def said(self, heading: Heading) -> dict[str, str]:
        """The facts that name a column: its heading, and its key where that is another."""
        key = self.keys.get(heading.index, heading.label)
        return {"column": heading.label} | ({} if key == heading.label else {"key": key})

    def named(self, heading: Heading) -> Heading:
        """The column under the heading a person gave it."""
        name = (self.of(heading.index).name or "").strip()
        return replace(heading, label=name, unit=unit_in(name) or heading.unit, given=True) if name else heading

    def untold(self, step: Step) -> bool:
        """Whether a step needs no word any more, because a person named the column that had no heading."""
        key = step.facts.get("guess") if step.code == "head.missing" else None
        return isinstance(key, str) and self.answers.columns.get(key, UNANSWERED).name is not None

    def gone(self) -> tuple[Problem, ...]:
        """Answers about columns that are not there (any more)."""
        there = set(self.keys.values())
        return tuple(Problem("answer.gone_column", column=key) for key in self.answers.columns if key not in there)

    def unfit(self, chosen: Mapping[int, Chosen]) -> tuple[Problem, ...]:
        """Answers that no cell of their column agrees with."""
        columns = [(column, self.of(index)) for index, column in chosen.items() if index in self.keys]
        return tuple(
            Problem("answer.gone_value", **self.said(column.heading))
            for column, answer in columns
            if answer != UNANSWERED and not _fits(answer, column.reading.type)
        )

    def steps(self, headings: tuple[Heading, ...]) -> Iterator[Step]:
        """What was done because a person said so, column by column; each can be taken back."""
        for heading in headings:
            answer = self.of(heading.index)
            for name, value in answer.as_json().items():
                yield Step(
                    _code(name, value),
                    **self.said(heading),
                    value=_shown(value),
                    of=self.keys[heading.index],
                    field=name,
                )


def _fits(answer: ColumnAnswer, kind: str) -> bool:
    if answer.is_text:
        return kind == "string"
    return (
        (answer.order is None or kind in ("date", "datetime"))
        and (answer.decimal is None or kind in ("number", "integer"))
        and (answer.system in (None, NO_SYSTEM) or crs_named(answer.system) is not None)
        and (answer.bare is None or kind == "number")
        and (answer.first is None or kind in ("point", "geometry"))
        and (answer.as_type is None or kind in _LIKE.get(answer.as_type, (answer.as_type,)))
    )


_NUMBERS, _DAYS = ("number", "integer"), ("date", "datetime")
_LIKE = {
    "number": _NUMBERS, "integer": _NUMBERS, "date": _DAYS, "datetime": _DAYS, "point": ("point", "geometry"),
}  # fmt: skip


def keys_of(headings: tuple[Heading, ...]) -> dict[int, str]:
    found: dict[int, str] = {}
    taken: set[str] = set()
    for heading in headings:
        key, number = heading.label, 2
        while key in taken:
            key, number = f"{heading.label} #{number}", number + 1
        taken.add(key)
        found[heading.index] = key
    return found


def _code(name: str, value: object) -> str:
    if name == "as_type" and value != "text":
        return "answer.type"
    if name == "system" and value == NO_SYSTEM:
        return "answer.no_system"
    return f"answer.{name}_{value}" if name in ("bare", "first") else f"answer.{_CODES.get(name, name)}"


_CODES = {"as_type": "text"}


def _shown(value: object) -> object:
    return SHOWN.get(value, value) if isinstance(value, str) else value
