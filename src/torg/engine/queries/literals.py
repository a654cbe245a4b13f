"""Lifting the literals out of a condition's text.

The CQL2 parser reads every number as a float, which loses digits beyond the fifteenth. So the parser never sees the
values: each is replaced by its own number (1, 2, 3 ...), and read later, from its text, as a value of its column.
What is left is the shape of the condition, which is parsed once however many values it is asked with.
"""

import re
from dataclasses import dataclass
from typing import Literal

from torg.foundation.problems import Problem

LONGEST = 16_000
DEEPEST = 10
"""Brackets and NOTs inside each other. With each open bracket the parser's time doubles when the text inside cannot be
read: ten cost 5 ms."""
MOST_WORK = 500_000
"""Letters, doubled by each bracket around others: a third of a microsecond each, in which all requests wait."""

_TOKEN = re.compile(
    r"(?P<text>'(?:[^']|'')*')"
    r'|(?P<quoted>"[^"]*")'
    r"|(?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)"
    r"|(?P<word>[^\W\d][\w.:]*)"
    r"|(?P<open>[(\[])"
    r"|(?P<close>[)\]])"
    r"|(?P<other>[^\w\s()\[\]'\"]+|\s+|.)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Literal_:
    text: str
    kind: Literal["text", "number"]


@dataclass(frozen=True)
class Lifted:
    """``shape`` holds the number of each literal in its place; ``starts`` maps places in it back to the text."""

    text: str
    shape: str
    literals: tuple[Literal_, ...]
    starts: tuple[tuple[int, int], ...]

    def near(self, place: int) -> str:
        """The few words of the original text from a place in the shape on."""
        before = [(shaped, original) for shaped, original in self.starts if shaped <= place] or [(0, 0)]
        shaped, original = before[-1]
        start = min(original + (place - shaped), len(self.text))
        return self.text[max(0, start - (12 if start == len(self.text) else 0)) : start + 24].strip()


def lift(text: str) -> Lifted | Problem:
    if len(text) > LONGEST:
        return Problem("query.where_long", count=len(text), most=LONGEST)
    shape: list[str] = []
    literals: list[Literal_] = []
    starts: list[tuple[int, int]] = []
    nesting, length = _Nesting(), 0
    for token in _TOKEN.finditer(text):
        kind, written = token.lastgroup, token.group()
        nesting.step(kind, written)
        if nesting.depth > DEEPEST:
            return Problem("query.where_deep", most=DEEPEST)
        if nesting.brackets < 0:
            return Problem("query.where_unreadable", near=text[token.start() :][:24])
        if kind in ("text", "number"):
            literals.append(_literal(kind, written))
            written = str(len(literals)) if kind == "number" else f"'{len(literals)}'"
        starts.append((length, token.start()))
        shape.append(written)
        length += len(written)
    if nesting.brackets:
        return Problem("query.where_open")
    if len(text) << nesting.deepest > MOST_WORK:
        return Problem("query.where_deep", most=(MOST_WORK // len(text)).bit_length() - 1)
    return Lifted(text, "".join(shape), tuple(literals), tuple(starts))


class _Nesting:
    """How deep the parser would call itself. Brackets, NOTs and signs in a row, comparisons of comparisons: each is
    one call, and a few thousand of them end the process."""

    def __init__(self) -> None:
        self.brackets = self.prefixes = self.comparisons = self.deepest = 0

    def step(self, kind: str | None, written: str) -> None:
        self.brackets += (kind == "open") - (kind == "close")
        self.deepest = max(self.deepest, self.brackets)
        word = written.upper()
        if kind in ("open", "close") or written.isspace():
            return
        signs = sum(written.count(sign) for sign in "+-^") if kind == "other" else int(word == "NOT")
        self.prefixes = self.prefixes + signs if signs else 0
        if word in ("AND", "OR"):
            self.comparisons = 0
        elif word in _COMPARING or (kind == "other" and not signs and written != ","):
            self.comparisons += 1

    @property
    def depth(self) -> int:
        return max(self.brackets, self.prefixes, self.comparisons)


_COMPARING = ("IS", "LIKE", "IN", "BETWEEN")


def _literal(kind: str, written: str) -> Literal_:
    if kind == "number":
        return Literal_(written, "number")
    return Literal_(written[1:-1].replace("''", "'"), "text")
