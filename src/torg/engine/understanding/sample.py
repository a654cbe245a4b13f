"""The values of a column, as far as a decision needs them: different texts, and how often each stands there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from torg.engine.formats import KIND_TEXT

from .answers import UNANSWERED, ColumnAnswer
from .area import ANYWHERE, Area
from .headings import Heading
from .words.missing import is_missing, is_word

FIRST = 60
RULING = 0.9


@dataclass(frozen=True)
class Value:
    text: str
    count: int = 1
    kind: int = KIND_TEXT


@dataclass(frozen=True)
class Hints:
    """What other columns of the file told (decimal sign, order of day and month, answers), and where it is from."""

    decimal: str | None = None
    day_first: bool | None = None
    answers: frozenset[tuple[str, str]] = frozenset()
    rows: int = 0
    area: Area = ANYWHERE


@dataclass(frozen=True)
class Sample:
    """``complete`` when the values are all of the column, not only some. No text is empty or has outer spaces."""

    heading: Heading
    values: tuple[Value, ...]
    complete: bool
    hints: Hints = Hints()
    told: ColumnAnswer = UNANSWERED

    @cached_property
    def present(self) -> tuple[Value, ...]:
        """The values that are no mark for a missing one."""
        return tuple(value for value in self.values if not self.is_mark(value.text))

    def is_mark(self, text: str) -> bool:
        return is_missing(text) and text != self.ruling

    @cached_property
    def ruling(self) -> str | None:
        """A word such as ``unknown`` that fills nearly all of the column: it is its answer, and nothing is emptied."""
        most = max(self.values, key=lambda value: value.count, default=None)
        if most is None or not is_word(most.text):
            return None
        return most.text if most.count > RULING * sum(value.count for value in self.values) else None

    @cached_property
    def count(self) -> int:
        return sum(value.count for value in self.present)

    def share(self, matching: Iterable[Value]) -> float:
        return sum(value.count for value in matching) / self.count if self.count else 0.0

    def likely(self, test: Callable[[Value], object]) -> bool:
        """A look at the most frequent values, so that long columns of text cost next to nothing."""
        if self.told.forced:
            return True
        first = self.present[:FIRST]
        return sum(bool(test(value)) for value in first) > len(first) / 2

    def enough(self, matching: Iterable[Value]) -> bool:
        """Nine of ten values; in short columns one odd value among five is let pass. Any, where a person said so."""
        found = sum(value.count for value in matching)
        if self.told.forced:
            return found > 0
        return found >= 0.9 * self.count or (found >= 4 and self.count - found <= 1)
