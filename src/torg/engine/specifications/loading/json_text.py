"""JSON with the line of every value: YAML's reader refuses tabs, and Python's JSON reader forgets lines."""

import re
from bisect import bisect_right
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]

from torg.foundation.problems import Refusal, refuse

from .limits import DEEPEST, MOST_ENTRIES, MOST_VALUES
from .marked import Mapped, Node, Scalar, Series

_BLANK = re.compile(r"[ \t\n\r]*")
_PLAIN = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null")


def marked_json(text: str, file: str) -> Node:
    """Raises Refusal with file and line."""
    reading = _Reading(text, file)
    node, at = reading.value(0, 0)
    if reading.blank(at) != len(text):
        raise reading.unreadable(reading.blank(at))
    return node


class _Reading:
    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.values = 0
        self.breaks = [found.start() for found in re.finditer("\n", text)]

    def line(self, at: int) -> int:
        return bisect_right(self.breaks, at - 1) + 1

    def blank(self, at: int) -> int:
        found = _BLANK.match(self.text, at)
        return found.end() if found else at

    def unreadable(self, at: int) -> Refusal:
        return refuse("spec.unreadable", file=self.file, line=self.line(min(at, len(self.text))))

    def value(self, at: int, depth: int) -> tuple[Node, int]:
        at = self.blank(at)
        self.values += 1
        if self.values > MOST_VALUES:
            raise refuse("spec.values", file=self.file, line=self.line(at), limit=MOST_VALUES)
        if depth > DEEPEST:
            raise refuse("spec.deep", file=self.file, line=self.line(at), limit=DEEPEST)
        sign = self.text[at : at + 1]
        if sign == "{":
            return self._mapped(at, depth)
        if sign == "[":
            return self._series(at, depth)
        if sign == '"':
            return self._string(at)
        if found := _PLAIN.match(self.text, at):
            return Scalar(found.group(), self.line(at), plain=True), found.end()
        raise self.unreadable(at)

    def _string(self, at: int) -> tuple[Scalar, int]:
        try:
            words, end = scanstring(self.text, at + 1, False)
        except JSONDecodeError as error:
            raise self.unreadable(error.pos) from None
        return Scalar(words, self.line(at)), end

    def _series(self, at: int, depth: int) -> tuple[Series, int]:
        series = Series([], self.line(at))
        at = self.blank(at + 1)
        while self.text[at : at + 1] != "]":
            node, at = self.value(at, depth + 1)
            series.items.append(node)
            if len(series.items) > MOST_ENTRIES:
                raise refuse("spec.list_long", file=self.file, line=series.line, limit=MOST_ENTRIES)
            at = self._next(at, "]")
        return series, at + 1

    def _mapped(self, at: int, depth: int) -> tuple[Mapped, int]:
        mapped = Mapped({}, self.line(at))
        at = self.blank(at + 1)
        while self.text[at : at + 1] != "}":
            if self.text[at : at + 1] != '"':
                raise self.unreadable(at)
            key, at = self._string(at)
            at = self.blank(at)
            if self.text[at : at + 1] != ":":
                raise self.unreadable(at)
            value, at = self.value(at + 1, depth + 1)
            mapped.entries[key.text] = value  # of two with one name, JSON readers take the last
            mapped.lines[key.text] = key.line
            at = self._next(at, "}")
        return mapped, at + 1

    def _next(self, at: int, end: str) -> int:
        """Behind the comma, or at the end sign; a comma too many is let go."""
        at = self.blank(at)
        sign = self.text[at : at + 1]
        if sign == ",":
            return self.blank(at + 1)
        if sign != end:
            raise self.unreadable(at)
        return at
