"""The sheets of an OpenDocument spreadsheet in one streaming pass over ``content.xml``."""

import re
from typing import IO

from torg.foundation.problems import refuse

from ..content import Layer
from ..grids import MOST_COLUMNS, MOST_ROWS, Grid
from ..xml_parts import DEEPEST, Damaged, feed, parser
from .cells import cell

_BLANKS = re.compile(r"[ \t\r\n]+")
_ASIDE = ("annotation", "frame", "shapes", "custom-shape", "object", "ruby-text")
"""Parts of a cell that are not its value: comments, pictures, drawings."""


class _Pass:
    """Walks the elements by local name; what counts is handed to the methods of the subclass."""

    def run(self, stream: IO[bytes]) -> None:
        made = parser()
        made.ordered_attributes = False
        depth = 0

        def start(name: str, facts: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > DEEPEST:
                raise Damaged
            self.start(name.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in facts.items()}, facts)

        def end(name: str) -> None:
            nonlocal depth
            depth -= 1
            self.end(name.rpartition(":")[2])

        made.StartElementHandler, made.EndElementHandler, made.CharacterDataHandler = start, end, self.text
        feed(made, stream)

    def start(self, name: str, facts: dict[str, str], whole: dict[str, str]) -> None:
        raise NotImplementedError

    def end(self, name: str) -> None:
        raise NotImplementedError

    def text(self, piece: str) -> None:
        raise NotImplementedError


class SheetPass(_Pass):
    """One sheet; without a name (for the list of sheets) the rows and the visibility of every sheet."""

    def __init__(self, layer: str | None = None) -> None:
        self.layer = layer or ""
        self.every = layer is None
        self.found = False
        self.listed: list[Layer] = []
        self.hidden_columns: set[int] = set()
        self.hidden_rows: list[int] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.uncomputed: list[tuple[int, int]] = []
        self.comments = 0
        self._invisible: set[str] = set()
        self._style = ""
        self._aside = 0
        self._inside = False
        self._depth = 0
        self._cell: dict[str, str] | None = None
        self._lines: list[str] = []
        self._paragraph = False
        self._open_sheet("", False)

    def _open_sheet(self, name: str, hidden: bool) -> None:
        self.grid_rows = 0
        self._name, self._hidden = name, hidden
        self._row = self._column = self._told_columns = 0
        if not self.every:
            self.grid = Grid()

    def start(self, name: str, facts: dict[str, str], whole: dict[str, str]) -> None:
        if self._aside or name in _ASIDE:
            self._aside += 1
            self.comments += name == "annotation" and self._inside
        elif name in ("table-cell", "covered-table-cell") and self._inside:
            self._cell, self._lines = facts, []
            if whole.get("calcext:value-type") == "error":
                facts["value-type"] = "error"
        elif self._cell is not None:
            self._start_text(name, facts)
        elif name == "table-row" and self._inside:
            self._start_row(facts)
        elif name == "table-column" and self._inside:
            self._columns(facts)
        elif name == "table":
            self._start_sheet(facts)
        elif name == "style":
            self._style = facts.get("name", "")
        elif name == "table-properties" and facts.get("display") == "false":
            self._invisible.add(self._style)

    def _start_sheet(self, facts: dict[str, str]) -> None:
        """A table inside a table does not begin a sheet of its own."""
        self._depth += 1
        name = facts.get("name", "")
        if self._depth == 1 and (self.every or (name == self.layer and not self.found)):
            self._inside = self.found = True
            self._open_sheet(name, facts.get("style-name", "") in self._invisible)

    def _columns(self, facts: dict[str, str]) -> None:
        count = _count(facts, "number-columns-repeated", MOST_COLUMNS)
        if facts.get("visibility", "visible") != "visible":
            self.hidden_columns.update(range(self._told_columns, min(self._told_columns + count, MOST_COLUMNS)))
        self._told_columns += count

    def _start_row(self, facts: dict[str, str]) -> None:
        self._column = 0
        self._repeat = _count(facts, "number-rows-repeated", MOST_ROWS)
        self._hidden_row = facts.get("visibility", "visible") != "visible"
        self._row_cells: list[tuple[int, int, int, str]] = []

    def _start_text(self, name: str, facts: dict[str, str]) -> None:
        if name in ("p", "h"):
            self._paragraph = True
            self._lines.append("")
        elif name == "s":
            self._add(" " * min(int(facts.get("c", 1)), 1_000))
        elif name == "tab":
            self._add("\t")
        elif name == "line-break":
            self._add("\n")

    def text(self, piece: str) -> None:
        if self._paragraph and not self._aside:
            self._add(_BLANKS.sub(" ", piece))

    def _add(self, piece: str) -> None:
        if self._lines:
            self._lines[-1] += piece

    def end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif name in ("p", "h"):
            self._paragraph = False
        elif name in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif name == "table-row" and self._inside:
            self._end_row()
        elif name == "table":
            self._end_sheet()

    def _end_cell(self, facts: dict[str, str]) -> None:
        count = _count(facts, "number-columns-repeated", 1 << 20)
        sort, text = cell(facts, "\n".join(self._lines))
        if text:
            self._row_cells.append((self._column, count, sort, text))
        elif "formula" in facts and "value-type" not in facts:
            self.uncomputed.append((self._row, self._column))
        across, down = (int(facts.get(f"number-{way}-spanned", 1)) for way in ("columns", "rows"))
        if across > 1 or down > 1:
            self.merged.append((self._row, self._column, self._row + down - 1, self._column + across - 1))
        self._column += count

    def _end_row(self) -> None:
        if self._row + self._repeat > MOST_ROWS:
            raise Damaged
        if self._row_cells:
            self.grid_rows = self._row + self._repeat
            if not self.every:
                self._tell()
        if self._hidden_row and not self.every:
            self.hidden_rows.extend(range(self._row, self._row + min(self._repeat, 1 << 20)))
        self._row += self._repeat

    def _tell(self) -> None:
        for row in range(self._row, self._row + self._repeat):
            self.grid.begin_row(row)
            for column, count, sort, text in self._row_cells:
                if column + count > MOST_COLUMNS:
                    raise refuse("columns.many", count=column + count, limit=MOST_COLUMNS)
                for at in range(column, column + count):
                    self.grid.tell(at, sort, text)

    def _end_sheet(self) -> None:
        self._depth -= 1
        if self._depth == 0 and self._inside:
            self._inside = False
            if self.every:
                self.listed.append(Layer(self._name, self.grid_rows, self._hidden))
            else:
                self.grid.close_slab()


def sheets(stream: IO[bytes]) -> list[Layer]:
    met = SheetPass()
    met.run(stream)
    return met.listed


def _count(facts: dict[str, str], name: str, most: int) -> int:
    return min(max(int(facts.get(name, 1)), 1), most)
