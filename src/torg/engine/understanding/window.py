"""The first and the last rows of a layer as plain lists: all that headings and footers are decided on."""

import re
from dataclasses import dataclass

from torg.engine.formats import KIND_BOOLEAN, KIND_DATE, KIND_NUMBER, KIND_TIME

from .staging import Staging

HEAD = 200
TAIL = 200

OUTER = " \t\r\n\u00a0\u202f\u2007\u200b\u200e\u200f\ufeff"
"""What stands around a text without being part of it: spaces of all widths and marks of no width."""

_DATA = re.compile(r"^[-+−(]?[€$£]?\s?\d[\d\s.,:/'’\u00a0\u202f-]*(?:[TZ+:\d]*)\)?\s?(?:%|kr|€|m|km|ha)?$")
_DATA_KINDS = (KIND_NUMBER, KIND_DATE, KIND_BOOLEAN, KIND_TIME)


@dataclass(frozen=True)
class Row:
    """``index`` counts from 0 in the layer; blank cells are empty text."""

    index: int
    cells: tuple[str, ...]
    kinds: tuple[int, ...]

    @property
    def filled(self) -> tuple[int, ...]:
        return tuple(index for index, cell in enumerate(self.cells) if cell)

    def is_data(self, index: int) -> bool:
        """Whether the cell looks like a value (a number, a date ...) rather than words."""
        return self.kinds[index] in _DATA_KINDS or bool(_DATA.match(self.cells[index]))


@dataclass(frozen=True)
class Window:
    head: tuple[Row, ...]
    tail: tuple[Row, ...]
    rows: int
    width: int


def look(staging: Staging) -> Window:
    head = rows_where(staging, f"rowid < {HEAD}")
    tail = rows_where(staging, f"rowid >= {max(0, staging.rows - TAIL)}")
    return Window(head, tail, staging.rows, staging.content.width)


def rows_where(staging: Staging, condition: str, width: int | None = None) -> tuple[Row, ...]:
    """Some rows of the staging table, in order, with their first ``width`` cells."""
    width = width or staging.content.width
    names = [f"c{index}" for index in range(width)]
    if staging.kinds:
        names += [f"k{index}" for index in range(width)]
    found = staging.fetch(f"SELECT rowid, {', '.join(names)} FROM raw WHERE {condition}")
    return tuple(_row(record, width) for record in sorted(found, key=lambda record: record[0]))


def _row(record: tuple[object, ...], width: int) -> Row:
    cells = tuple("" if cell is None else str(cell).strip(OUTER) for cell in record[1 : width + 1])
    kinds = tuple(int(str(kind or 0)) for kind in record[width + 1 :]) or tuple(int(bool(cell)) for cell in cells)
    return Row(int(str(record[0])), cells, kinds)
