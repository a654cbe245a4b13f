"""Things said about data as codes with facts; the words live in the language catalogues."""

from collections.abc import Mapping
from types import MappingProxyType

from .language import sentence


class Statement:
    """A code and its facts: a value that is compared, collected and turned into words late.

    ``row`` is the row number in the person's own file, ``column`` the heading as they wrote it,
    ``value`` the cell as it stood there; all three are ordinary facts that have a name of their own.
    """

    __slots__ = ("code", "facts")

    def __init__(self, code: str, /, **facts: object) -> None:
        self.code = code
        self.facts: Mapping[str, object] = MappingProxyType(facts)

    @property
    def row(self) -> int | None:
        row = self.facts.get("row")
        return row if isinstance(row, int) else None

    @property
    def column(self) -> str | None:
        column = self.facts.get("column")
        return None if column is None else str(column)

    @property
    def value(self) -> str | None:
        value = self.facts.get("value")
        return None if value is None else str(value)

    def sentence(self, language: str = "en") -> str:
        return sentence(self.code, self.facts, language)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Statement)
            and type(other) is type(self)
            and (self.code, self.facts) == (other.code, other.facts)
        )

    def __hash__(self) -> int:
        return hash((self.code, tuple(sorted((k, str(v)) for k, v in self.facts.items()))))

    def __repr__(self) -> str:
        facts = "".join(f", {key}={value!r}" for key, value in self.facts.items())
        return f"{type(self).__name__}({self.code!r}{facts})"

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.code, dict(self.facts))


def _rebuild(kind: type[Statement], code: str, facts: dict[str, object]) -> Statement:
    return kind(code, **facts)


class Problem(Statement):
    """Something a person has to know or decide."""


class Step(Statement):
    """Something that was done to the data; replayed at a refresh, undone one by one."""


class Question(Statement):
    """Something only a person can answer; ``choices`` lists the answers."""


class Refusal(Exception):
    """Raised where work cannot go on: it carries the problem that says why, in words for a person.

    ``further`` are more of them, where a person wants to hear all at once.
    """

    def __init__(self, problem: Problem, *further: Problem) -> None:
        super().__init__(problem.sentence())
        self.problem = problem
        self.further = further

    @property
    def problems(self) -> tuple[Problem, ...]:
        return (self.problem, *self.further)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), self.problems


def refuse(code: str, /, **facts: object) -> Refusal:
    return Refusal(Problem(code, **facts))
