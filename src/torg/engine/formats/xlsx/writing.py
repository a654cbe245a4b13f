"""XLSX for people: the rows on ``Data``, what they are on ``About``, codes as text, dates as dates, no formulas."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, BinaryIO

import pyarrow as pa
import xlsxwriter

from torg.engine.tables import Column
from torg.foundation.language import sentence

from ..places import to_wkt
from ..writers import About, Writer

LAST_ROW = 1_048_575
"""Rows of data a sheet holds below its header."""
_LONGEST = 32_767
_EXACT = 10**15
_FIRST_DATE = date(1900, 3, 1)
"""Spreadsheets count 29 February 1900, which never was: dates before it stay text."""
_ALWAYS = datetime(2000, 1, 1)  # noqa: DTZ001  (the same file for the same rows: no time of writing in it)


class Writing(Writer):
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    extension = "xlsx"

    def write(self, batches: Iterator[pa.RecordBatch], out: BinaryIO, about: About) -> None:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(out, {**options, "strings_to_numbers": False, "nan_inf_to_errors": True})
        book.set_properties({"created": _ALWAYS})
        _Sheets(book, about).write(batches)
        _write_about(book, about)
        book.close()


class _Sheets:
    """``Data``, then ``Data 2`` ... where the rows do not fit on one sheet."""

    def __init__(self, book: xlsxwriter.Workbook, about: About) -> None:
        self.book = book
        self.columns = about.columns
        self.cells = [_cell(book, column) for column in about.columns]
        self.bold = book.add_format({"bold": True})
        self.count = 0
        self.sheet: Any = None
        self.row = LAST_ROW

    def write(self, batches: Iterator[pa.RecordBatch]) -> None:
        self._next_sheet()
        for batch in batches:
            for row in zip(*_values(batch, self.columns), strict=True):
                if self.row == LAST_ROW:
                    self._next_sheet()
                self.row += 1
                for index, (value, write) in enumerate(zip(row, self.cells, strict=True)):
                    if value is not None:
                        write(self.sheet, self.row, index, value)

    def _next_sheet(self) -> None:
        self.count += 1
        self.sheet = self.book.add_worksheet("Data" if self.count == 1 else f"Data {self.count}")
        self.sheet.freeze_panes(1, 0)
        for index, column in enumerate(self.columns):
            self.sheet.write_string(0, index, column.name, self.bold)
        self.row = 0


def _values(batch: pa.RecordBatch, columns: tuple[Column, ...]) -> list[list[Any]]:
    return [
        (to_wkt(values) if column.type in ("point", "geometry") else values).to_pylist()
        for column, values in zip(columns, batch.columns, strict=True)
    ]


Cell = Callable[[Any, int, int, Any], object]


def _cell(book: xlsxwriter.Workbook, column: Column) -> Cell:
    """How a column's values are written. A number with more digits than a spreadsheet keeps stays text."""
    if column.type == "boolean":
        return lambda sheet, row, index, value: sheet.write_boolean(row, index, value)
    if column.type in ("integer", "number", "year"):
        return _write_number
    if column.type == "date":
        return _dated(book.add_format({"num_format": "yyyy-mm-dd"}))
    if column.type == "datetime":
        return _dated(book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}))
    if column.type == "time":
        return _dated(book.add_format({"num_format": "hh:mm:ss"}))
    return _write_text


def _write_text(sheet: Any, row: int, index: int, value: str) -> None:
    sheet.write_string(row, index, value[:_LONGEST])


def _write_number(sheet: Any, row: int, index: int, value: int | float | Decimal) -> None:
    digits = len(value.normalize().as_tuple().digits) if isinstance(value, Decimal) else 0
    if isinstance(value, float) or (digits <= 15 and abs(float(value)) < _EXACT):
        sheet.write_number(row, index, value)
    else:
        sheet.write_string(row, index, f"{value:f}" if isinstance(value, Decimal) else str(value))


def _dated(form: Any) -> Cell:
    def write(sheet: Any, row: int, index: int, value: date | datetime | time) -> None:
        if isinstance(value, datetime):
            value = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
        day = value.date() if isinstance(value, datetime) else value
        if isinstance(day, date) and day < _FIRST_DATE:
            sheet.write_string(row, index, value.isoformat())
        else:
            sheet.write_datetime(row, index, value, form)

    return write


def _write_about(book: xlsxwriter.Workbook, about: About) -> None:
    sheet = book.add_worksheet("About")
    bold = book.add_format({"bold": True})
    for row, (name, value) in enumerate(about.facts):
        sheet.write_string(row, 0, sentence(f"about.{name}", {}), bold)
        sheet.write_string(row, 1, value[:_LONGEST])
    for row, texts in enumerate(_headings(about.columns), len(about.facts) + 1):
        for index, text in enumerate(texts):
            sheet.write_string(row, index, text)


def _headings(columns: tuple[Column, ...]) -> Iterator[tuple[str, str, str]]:
    yield tuple(sentence(f"about.{name}", {}) for name in ("column", "heading", "unit"))  # type: ignore[misc]
    for column in columns:
        yield column.name, column.label, column.unit or ""
