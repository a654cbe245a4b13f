"""Writes tables as offices keep them: workbooks with titles and totals, OpenDocument sheets, text in many letters."""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

WRITTEN = datetime(2026, 5, 4, 8, 30)  # noqa: DTZ001  workbooks know no zones


@dataclass(frozen=True)
class Sheet:
    """``above`` are lines over the headings, ``merged`` columns under one more heading, ``below`` rows after them."""

    heads: Sequence[str]
    rows: Sequence[Sequence[Any]]
    name: str = "Blad1"
    above: Sequence[str] = ()
    merged: Sequence[tuple[int, int, str]] = ()
    below: Sequence[Sequence[Any]] = ()
    hidden: bool = field(default=False, kw_only=True)


def workbook(*sheets: Sheet) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": WRITTEN})
    for sheet in sheets:
        _write_sheet(book, sheet)
    book.close()
    return out.getvalue()


def _write_sheet(book: xlsxwriter.Workbook, sheet: Sheet) -> None:
    page, bold = book.add_worksheet(sheet.name), book.add_format({"bold": True})
    at = 0
    for at, line in enumerate(sheet.above, start=1):
        page.write(at - 1, 0, line, bold)
    at += bool(sheet.above)  # a blank row under the titles
    for first, last, text in sheet.merged:
        page.merge_range(at, first, at, last, text, bold)
    at += bool(sheet.merged)
    page.write_row(at, 0, sheet.heads, bold)
    page.set_column(0, len(sheet.heads) - 1, 16)
    for at, row in enumerate([*sheet.rows, *([[]] if sheet.below else []), *sheet.below], start=at + 1):  # noqa: B020
        page.write_row(at, 0, row)
    if sheet.hidden:
        page.hide()


def text(sheet: Sheet, *, delimiter: str = ";", encoding: str = "utf-8", newline: str = "\r\n") -> bytes:
    """Lines of a text file; what the encoding cannot write is a fault of ours."""
    out = io.StringIO()
    for line in sheet.above:
        out.write(line + newline)
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline)
    writer.writerow(sheet.heads)
    writer.writerows([*sheet.rows, *sheet.below])
    return out.getvalue().encode(encoding)


def opendocument(*sheets: Sheet) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(zipfile.ZipInfo("mimetype"), ODS_TYPE)
        file.writestr(_entry("META-INF/manifest.xml"), ODS_MANIFEST)
        file.writestr(_entry("content.xml"), ODS_CONTENT.format("".join(map(_ods_sheet, sheets))))
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """The same bytes whenever it is written."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _ods_sheet(sheet: Sheet) -> str:
    lines = [*([line] for line in sheet.above), *([[]] if sheet.above else []), sheet.heads, *sheet.rows, *sheet.below]
    rows = "".join(f"<table:table-row>{''.join(map(_ods_cell, line))}</table:table-row>" for line in lines)
    return f'<table:table table:name="{escape(sheet.name)}">{rows}</table:table>'


def _ods_cell(value: Any) -> str:
    shown = f"<text:p>{escape(str(value))}</text:p>"
    match value:
        case "" | None:
            return "<table:table-cell/>"
        case int() | float():
            return f'<table:table-cell office:value-type="float" office:value="{value}">{shown}</table:table-cell>'
        case date():
            return f'<table:table-cell office:value-type="date" office:date-value="{value}">{shown}</table:table-cell>'
        case _:
            return f'<table:table-cell office:value-type="string">{shown}</table:table-cell>'


ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
ODS_MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{_ODS_NAMES}:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
ODS_CONTENT = (
    f'<office:document-content xmlns:office="{_ODS_NAMES}:office:1.0" xmlns:table="{_ODS_NAMES}:table:1.0" '
    f'xmlns:text="{_ODS_NAMES}:text:1.0" office:version="1.3"><office:body><office:spreadsheet>{{}}'
    "</office:spreadsheet></office:body></office:document-content>"
)
