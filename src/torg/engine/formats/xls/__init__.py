"""Excel workbooks before 2007 (.xls)."""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import xlrd
from xlrd.compdoc import CompDocError
from xlrd.sheet import Sheet

from torg.foundation.problems import Step, refuse

from ..content import Content, Format, Layer
from ..grids import BOOLEAN, ERROR, TEXT, Grid, sort_of
from ..xml_parts import damage_of

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = tuple(name.encode("utf-16-le") + b"\x00\x00" for name in ("Workbook", "Book"))
_BEFORE_OLE = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00")
_FAULTS = (
    xlrd.XLRDError, CompDocError, IndexError, KeyError, ValueError, TypeError, AttributeError, AssertionError,
    OverflowError, struct.error,
)  # fmt: skip
"""What xlrd raises on damaged files: it trusts the numbers it meets and stumbles over them."""


class Xls(Format):
    name = "xls"
    label = "Excel 97-2003 workbook"
    extensions = (".xls",)
    media_type = "application/vnd.ms-excel"

    def detect(self, head: bytes, path: Path) -> bool:
        if head.startswith(_BEFORE_OLE):
            return True
        if not head.startswith(_OLE):
            return False
        content = path.read_bytes()
        return any(name in content for name in _STREAMS)

    def layers(self, path: Path) -> list[Layer]:
        with _opened(path) as book:
            return [Layer(sheet.name, _used_rows(sheet), sheet.visibility != 0) for sheet in book.sheets()]

    def read(self, path: Path, layer: str) -> Content:
        with _opened(path) as book:
            if layer not in book.sheet_names():
                raise refuse("file.layer", layer=layer)
            return _content(book, book.sheet_by_name(layer))


@contextmanager
def _opened(path: Path) -> Iterator[xlrd.Book]:
    with damage_of(path, *_FAULTS):
        try:
            book = _book(path)
        except xlrd.XLRDError as fault:
            if "encrypted" in str(fault):
                raise refuse("file.password", file=path.name) from fault
            raise
        with book:
            yield book


def _book(path: Path) -> xlrd.Book:
    """Files without a code page were written on Western Windows more often than anywhere else."""
    facts = {"formatting_info": True, "on_demand": True, "logfile": io.StringIO()}
    try:
        return xlrd.open_workbook(path, **facts)
    except UnicodeDecodeError:
        return xlrd.open_workbook(path, encoding_override="cp1252", **facts)


def _used_rows(sheet: Sheet) -> int:
    rows = (row for row in range(sheet.nrows - 1, -1, -1) if any(value != "" for value in sheet.row_values(row)))
    return next(rows, -1) + 1


def _content(book: xlrd.Book, sheet: Sheet) -> Content:
    grid = Grid(from_1904=book.datemode == 1)
    _tell(grid, sheet, [sort_of(book.format_map[style.format_key].format_str) for style in book.xf_list])
    comments = len(sheet.cell_note_map)
    return Content(
        layer=sheet.name,
        batches=grid.batches(),
        width=grid.width,
        hidden_columns=tuple(sorted(at for at, facts in sheet.colinfo_map.items() if facts.hidden and at < grid.width)),
        hidden_rows=tuple(sorted(at + 1 for at, facts in sheet.rowinfo_map.items() if facts.hidden and at < grid.rows)),
        merged=tuple((top, left, end - 1, right - 1) for top, end, left, right in sheet.merged_cells),
        steps=grid.steps() + ([Step("cell.comments", count=comments)] if comments else []),
    )


def _tell(grid: Grid, sheet: Sheet, sorts: list[int]) -> None:
    for row in range(sheet.nrows):
        grid.begin_row(row)
        for column, (kind, value) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
            if kind == xlrd.XL_CELL_TEXT:
                grid.tell(column, TEXT, value)
            elif kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
                grid.tell(column, sorts[sheet.cell_xf_index(row, column)], repr(value))
            elif kind == xlrd.XL_CELL_BOOLEAN:
                grid.tell(column, BOOLEAN, str(value))
            elif kind == xlrd.XL_CELL_ERROR:
                grid.tell(column, ERROR, xlrd.error_text_from_code.get(value, "#ERROR!"))
    grid.close_slab()
