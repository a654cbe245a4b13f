"""The spreadsheet to fill in, for Excel: drop-downs, notes on the headings, cells that know dates and numbers."""

import io
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from ..model import Specification
from .template import Column, Line, Template, template

LAST_ROW = 1_048_575
A4 = 9
WIDE = 80
_ALWAYS = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The same file for the same specification: no time of writing in it."""
_FIRST_DAY, _LAST_DAY = date(1900, 3, 1), date(2199, 12, 31)
_SHOWN = {"date": "yyyy-mm-dd", "time": "hh:mm", "integer": "0", "number": "General", "text": "@"}
_DARK, _LIGHT, _GREY = "#1F3A5F", "#E4ECF5", "#6B7280"


def xlsx(specification: Specification, language: str) -> bytes:
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": _ALWAYS, "title": specification.label(language)})
    _Book(book, template(specification, language)).write()
    book.close()
    return out.getvalue()


class _Book:
    def __init__(self, book: xlsxwriter.Workbook, filled: Template) -> None:
        self.book = book
        self.filled = filled
        common = {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#9AA5B1"}
        self.needed = book.add_format({**common, "bg_color": _DARK, "font_color": "#FFFFFF"})
        self.other = book.add_format({**common, "bg_color": _LIGHT})

    def write(self) -> None:
        data = self.book.add_worksheet(self.filled.sheet)
        readme = self.book.add_worksheet(self.filled.readme)
        example = self.book.add_worksheet(self.filled.example)
        words = self.book.add_worksheet(self.filled.words)
        words.hide()
        for index, column in enumerate(self.filled.columns):
            self._column(data, words, index, column)
            self._example(example, index, column)
        data.freeze_panes(1, 0)
        example.freeze_panes(1, 0)
        self._readme(readme)

    def _heading(self, sheet: Any, index: int, column: Column) -> None:
        sheet.write_string(0, index, column.heading, self.needed if column.needed else self.other)

    def _column(self, data: Any, words: Any, index: int, column: Column) -> None:
        shown = self.book.add_format({"num_format": _SHOWN[column.kind]})
        data.set_column(index, index, _width(column), shown)
        self._heading(data, index, column)
        if column.note:
            lines = sum(1 + len(line) // 42 for line in column.note.split("\n"))
            data.write_comment(0, index, column.note, {"width": 300, "height": 22 + 16 * lines, "author": ""})
        for row, word in enumerate(column.words):
            words.write_string(row, index, word)
        if rule := _rule(column, index, self.filled):
            data.data_validation(1, index, LAST_ROW, index, rule)

    def _example(self, sheet: Any, index: int, column: Column) -> None:
        grey = self.book.add_format({"num_format": _SHOWN[column.kind], "font_color": _GREY, "italic": True})
        sheet.set_column(index, index, _width(column))
        self._heading(sheet, index, column)
        _write_value(sheet, 1, index, column, grey)

    def _readme(self, sheet: Any) -> None:
        title = self.book.add_format({"bold": True, "font_size": 14, "valign": "bottom"})
        left = self.book.add_format({"bold": True, "valign": "top", "text_wrap": True})
        right = self.book.add_format({"valign": "top", "text_wrap": True})
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, WIDE)
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        for row, line in enumerate(self.filled.lines):
            sheet.set_row(row, _height(line))
            sheet.write_string(row, 0, line.left, title if line.title else left)
            if line.right:
                sheet.write_string(row, 1, line.right, right)


def _height(line: Line) -> float:
    """Programs do not all find it by themselves."""
    if line.title:
        return 30
    return 6 + 15 * sum(1 + len(part) // WIDE for part in line.right.split("\n"))


def _width(column: Column) -> int:
    return min(36, max(12, len(column.heading) + 3, *(len(word) + 4 for word in column.words)))


def _rule(column: Column, index: int, filled: Template) -> dict[str, Any] | None:
    stop = {"error_title": filled.look[:32], "error_message": column.stop[:255], "ignore_blank": True}
    if column.words:
        letter = xl_col_to_name(index)
        sheet = filled.words.replace("'", "''")
        source = f"='{sheet}'!${letter}$1:${letter}${len(column.words)}"
        return {
            "validate": "list",
            "source": source,
            "error_type": "warning" if column.closed else "information",
        } | stop
    if column.kind == "date":
        return {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY} | stop
    if column.kind in ("integer", "number"):
        return {"validate": column.kind.replace("number", "decimal"), "error_type": "warning"} | _between(column) | stop
    return None


def _between(column: Column) -> dict[str, Any]:
    if column.least is not None and column.most is not None:
        return {"criteria": "between", "minimum": column.least, "maximum": column.most}
    if column.least is not None:
        return {"criteria": ">=", "value": column.least}
    return {"criteria": "<=", "value": 10**15 if column.most is None else column.most}


def _write_value(sheet: Any, row: int, index: int, column: Column, shown: Any) -> None:
    """As the kind of the column wants it; what does not fit its kind stays the text it is."""
    try:
        if column.kind == "date":
            sheet.write_datetime(row, index, datetime.fromisoformat(column.example), shown)
        elif column.kind in ("integer", "number"):
            sheet.write_number(row, index, float(column.example), shown)
        else:
            sheet.write_string(row, index, column.example, shown)
    except ValueError:
        sheet.write_string(row, index, column.example, shown)
