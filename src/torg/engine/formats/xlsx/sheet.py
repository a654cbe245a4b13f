"""One worksheet of a workbook in a single streaming pass over its XML, with what a table of values does not tell."""

import re
from typing import IO

from ..grids import BOOLEAN, ERROR, ISO_DATE, MOST_COLUMNS, NUMBER, SHARED, TEXT, Grid
from ..xml_parts import Damaged, feed, parser
from .parts import Workbook, text_of

_TRUE = ("1", "true")
_PLACE = re.compile(r"\$?([A-Z]+)\$?(\d+)")
SORTS = {"s": SHARED, "b": BOOLEAN, "e": ERROR, "str": TEXT, "inlineStr": TEXT, "d": ISO_DATE}


def column_number(letters: str) -> int:
    """``A`` is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


class SheetPass:
    """What is met on the way through a sheet: cells go to ``grid``, the rest is kept beside them."""

    def __init__(self, workbook: Workbook) -> None:
        self.grid = Grid(workbook.shared, workbook.from_1904)
        self.hidden_columns: set[int] = set()
        self.hidden_rows: list[int] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.uncomputed: list[tuple[int, int]] = []
        self.formulas = 0
        self._styles = workbook.styles
        self._letters: dict[str, int] = {}
        self._row = self._column = -1
        self._sort = NUMBER
        self._formula = False
        self._runs: list[str] = []
        self._aside = False

    def run(self, stream: IO[bytes]) -> None:
        self._parser = parser()
        self._parser.StartElementHandler = self._root
        self._parser.EndElementHandler = self._end
        feed(self._parser, stream)
        self.grid.close_slab()

    def _root(self, name: str, facts: list[str]) -> None:
        """Some programs write every name with a prefix (``x:c``): it is learnt from the root, once."""
        prefix = name.rpartition(":")[0]
        self._prefix = f"{prefix}:" if prefix else ""
        self._c, self._v, self._f, self._t, self._is = (f"{self._prefix}{tag}" for tag in ("c", "v", "f", "t", "is"))
        self._parser.StartElementHandler = self._start

    def _start(self, name: str, facts: list[str]) -> None:
        if name == self._c:
            self._cell(facts)
        elif name == self._v or (name == self._t and not self._aside):
            self._parser.CharacterDataHandler = self._runs.append
        elif name == self._f:
            self._formula = True
            self.formulas += 1
        else:
            self._other(name.removeprefix(self._prefix), dict(zip(facts[::2], facts[1::2], strict=True)))

    def _cell(self, facts: list[str]) -> None:
        place, style, sort = "", "0", "n"
        for at in range(0, len(facts), 2):
            key = facts[at]
            if key == "r":
                place = facts[at + 1]
            elif key == "s":
                style = facts[at + 1]
            elif key == "t":
                sort = facts[at + 1]
        self._column = self._number(place) if place else self._column + 1
        if sort == "n":
            self._sort = self.sort_of_style(style)
        else:
            self._sort = SORTS.get(sort, TEXT)
        self._formula = False

    def sort_of_style(self, style: str) -> int:
        at = int(style or 0)
        return self._styles[at] if at < len(self._styles) else NUMBER

    def _number(self, place: str) -> int:
        letters = place.rstrip("0123456789")
        number = self._letters.get(letters)
        if number is None:
            number = self._letters[letters] = column_number(letters.upper())
            if number < 0:
                raise Damaged
        return number

    def _end(self, name: str) -> None:
        if name == self._c:
            if self._runs:
                self.grid.tell(self._column, self._sort, self._text())
                self._runs.clear()
            elif self._formula:
                self.uncomputed.append((self._row, self._column))
        elif name in (self._v, self._t):
            self._parser.CharacterDataHandler = None
        elif self._aside and name == f"{self._prefix}rPh":
            self._aside = False

    def _text(self) -> str:
        text = self._runs[0] if len(self._runs) == 1 else "".join(self._runs)
        return text_of(text) if self._sort == TEXT else text

    def _other(self, name: str, facts: dict[str, str]) -> None:
        if name == "row":
            row = int(facts["r"]) - 1 if "r" in facts else self._row + 1
            self.grid.begin_row(row)
            self._row, self._column = row, -1
            if is_hidden(facts):
                self.hidden_rows.append(row)
        elif name == "col" and (is_hidden(facts) or facts.get("width") == "0"):
            first, last = int(facts["min"]), min(int(facts["max"]), MOST_COLUMNS)
            self.hidden_columns.update(range(first - 1, last))
        elif name == "mergeCell":
            self._merge(facts.get("ref", ""))
        elif name == "rPh":
            self._aside = True

    def _merge(self, reference: str) -> None:
        corners = [(int(row) - 1, column_number(letters)) for letters, row in _PLACE.findall(reference)]
        if len(corners) == 2:
            (top, left), (bottom, right) = corners
            self.merged.append((top, left, bottom, right))


def is_hidden(facts: dict[str, str]) -> bool:
    """A row or a column may be hidden by name, or by having no height."""
    flat = facts.get("ht") == "0" and facts.get("customHeight") in _TRUE
    return facts.get("hidden") in _TRUE or flat
