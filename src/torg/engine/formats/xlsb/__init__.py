"""Binary Excel workbooks (.xlsb). Number formats other than dates, and what is hidden inside a sheet, stay unknown."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from pathlib import Path

import python_calamine
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from torg.foundation.problems import refuse

from ..archives import members
from ..content import Content, Format, Layer
from ..grids import BOOLEAN, DURATION, ERROR, ISO_DATE, ISO_TIME, NUMBER, TEXT, Grid
from ..xml_parts import ZIP_FAULTS, Damaged, damage_of
from ..zip_names import zip_names
from .records import Errors, errors_within_bounds

MOST_SHEETS = 1_000
_FAULTS = (python_calamine.CalamineError, OSError, LookupError, ValueError)


class Xlsb(Format):
    name = "xlsb"
    label = "Binary Excel workbook"
    extensions = (".xlsb",)
    media_type = "application/vnd.ms-excel.sheet.binary.macroEnabled.12"

    def detect(self, head: bytes, path: Path) -> bool:
        return "xl/workbook.bin" in zip_names(head, path)

    def layers(self, path: Path) -> list[Layer]:
        with _opened(path) as (book, _):
            return [_layer(book, name) for name in _sheets(book)]

    def read(self, path: Path, layer: str) -> Content:
        with _opened(path) as (book, errors):
            if layer not in _sheets(book):
                raise refuse("file.layer", layer=layer)
            grid = Grid()
            _tell(grid, book, layer, errors[book.sheet_names.index(layer)])
        return Content(layer=layer, batches=grid.batches(), width=grid.width, steps=grid.steps())


@contextmanager
def _opened(path: Path) -> Iterator[tuple[CalamineWorkbook, list[Errors]]]:
    """calamine lays a sheet out as a full rectangle: how large that is has to be known before."""
    members(path)
    with damage_of(path, *ZIP_FAULTS, *_FAULTS):
        with zipfile.ZipFile(path) as archive:
            errors = errors_within_bounds(archive)
        with _panics(), CalamineWorkbook.from_path(path) as book:
            yield book, errors


@contextmanager
def _panics() -> Iterator[None]:
    """calamine stumbles over some damaged files in a way that is no Exception for Python."""
    try:
        yield
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":
            raise
        raise Damaged from fault


def _sheets(book: CalamineWorkbook) -> list[str]:
    names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    if len(names) > MOST_SHEETS:
        raise refuse("size.sheets", count=len(names), limit=MOST_SHEETS)
    return names


def _layer(book: CalamineWorkbook, name: str) -> Layer:
    facts = next(sheet for sheet in book.sheets_metadata if sheet.name == name)
    end = book.get_sheet_by_name(name).end
    return Layer(name, 0 if end is None else end[0] + 1, facts.visible != SheetVisibleEnum.Visible)


def _tell(grid: Grid, book: CalamineWorkbook, layer: str, errors: Errors) -> None:
    for row, values in enumerate(book.get_sheet_by_name(layer).to_python(skip_empty_area=False)):
        grid.begin_row(row)
        for column, value in enumerate(values):
            if (row, column) in errors:
                grid.tell(column, ERROR, errors[row, column])
            elif value != "":
                grid.tell(column, *_cell(value))
    grid.close_slab()


def _cell(value: object) -> tuple[int, str]:
    if isinstance(value, str):
        return TEXT, value
    if isinstance(value, bool):
        return BOOLEAN, str(value).lower()
    if isinstance(value, timedelta):
        return DURATION, repr(value / timedelta(days=1))
    if isinstance(value, time):
        return ISO_TIME, value.isoformat()
    return (ISO_DATE, value.isoformat()) if isinstance(value, date) else (NUMBER, repr(value))
