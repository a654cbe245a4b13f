"""Values with the line they stand on: what YAML and JSON become before they are understood."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Union

from torg.foundation.problems import Problem, Refusal

from .limits import FARTHEST


@dataclass(frozen=True)
class Scalar:
    """A text as it stands there. ``plain`` where no quotation marks are around it: then it may be a number or empty."""

    text: str
    line: int
    plain: bool = False

    @property
    def empty(self) -> bool:
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True)
class Series:
    items: list["Node"]
    line: int


@dataclass(frozen=True)
class Mapped:
    """``lines`` tells where each key stands."""

    entries: dict[str, "Node"]
    line: int
    lines: dict[str, int] = field(default_factory=dict)


Node = Union[Scalar, Series, Mapped]  # noqa: UP007  (the members name each other)


def natural(node: "Node") -> Any:
    """As YAML 1.2 and JSON understand it: numbers, true, false and nothing where no quotation marks stand."""
    if isinstance(node, Mapped):
        return {key: natural(value) for key, value in node.entries.items()}
    if isinstance(node, Series):
        return [natural(item) for item in node.items]
    return _scalar(node)


def _scalar(node: Scalar) -> Any:
    if not node.plain:
        return node.text
    if node.empty:
        return None
    if node.text.lower() in ("true", "false"):
        return node.text.lower() == "true"
    for number in (int, float):
        try:
            return number(node.text)
        except ValueError:
            continue
    return node.text


class Faults:
    """What is wrong with the files of one specification, collected to be told at once."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def note(self, code: str, /, *, file: str, line: int, **facts: object) -> None:
        problem = Problem(code, file=file, line=line, **facts)
        if problem not in self._found and len(self._found) < FARTHEST:
            self._found.append(problem)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    @property
    def full(self) -> bool:
        """Nothing more is told: looking for what may be meant would be work for nobody."""
        return len(self._found) >= FARTHEST

    def speak(self) -> None:
        """Raises Refusal where anything was noted; in the order of lines, the first file first."""
        if self._found:
            files = list(dict.fromkeys(str(problem.facts["file"]) for problem in self._found))
            ordered = sorted(self._found, key=lambda one: (files.index(str(one.facts["file"])), one.facts["line"]))
            raise Refusal(*ordered)
