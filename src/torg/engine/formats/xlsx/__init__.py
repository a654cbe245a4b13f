"""Excel workbooks since 2007 (.xlsx, and .xlsm without its macros)."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from torg.foundation.problems import Step, refuse

from ..archives import members
from ..content import Content, Format, Layer
from ..grids import MOST_ROWS, formulas_without_results
from ..xml_parts import ZIP_FAULTS, damage_of
from ..zip_names import zip_names
from .extent import last_row
from .parts import Package, SheetPart, Workbook
from .plain import Unusual, run_plain
from .sheet import SheetPass

MOST_SHEETS = 1_000


class Xlsx(Format):
    name = "xlsx"
    label = "Excel workbook"
    extensions = (".xlsx", ".xlsm")
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def detect(self, head: bytes, path: Path) -> bool:
        names = {name.lower().replace("\\", "/") for name in zip_names(head, path)}
        return "[content_types].xml" in names and any(name.endswith("workbook.xml") for name in names)

    def layers(self, path: Path) -> list[Layer]:
        with _workbook(path) as workbook:
            return [Layer(sheet.name, _rows(workbook, sheet), sheet.hidden) for sheet in _sheets(workbook)]

    def read(self, path: Path, layer: str) -> Content:
        return self.read_first(path, layer, MOST_ROWS)

    def read_first(self, path: Path, layer: str, rows: int) -> Content:
        with _workbook(path) as workbook:
            sheet = next((sheet for sheet in _sheets(workbook) if sheet.name == layer), None)
            if sheet is None:
                raise refuse("file.layer", layer=layer)
            return _content(sheet, _met(workbook, sheet, rows), workbook)


@contextmanager
def _workbook(path: Path) -> Iterator[Workbook]:
    members(path)
    with (
        damage_of(path, *ZIP_FAULTS, KeyError, ValueError),
        zipfile.ZipFile(path) as archive,
    ):
        yield Workbook(Package(archive))


def _sheets(workbook: Workbook) -> list[SheetPart]:
    if len(workbook.sheets) > MOST_SHEETS:
        raise refuse("size.sheets", count=len(workbook.sheets), limit=MOST_SHEETS)
    return workbook.sheets


def _rows(workbook: Workbook, sheet: SheetPart) -> int:
    with workbook.package.open(sheet.member) as stream:
        return last_row(stream)


def _met(workbook: Workbook, sheet: SheetPart, rows: int) -> SheetPass:
    """Fast where the rows are written as usual; then only what stands around them is left for the careful pass."""
    met = SheetPass(workbook)
    try:
        with workbook.package.open(sheet.member) as stream:
            around = run_plain(stream, met, rows)
        met.run(io.BytesIO(around))
    except Unusual:
        met = SheetPass(workbook)
        with workbook.package.open(sheet.member) as stream:
            met.run(stream)
    return met


def _content(sheet: SheetPart, met: SheetPass, workbook: Workbook) -> Content:
    grid = met.grid
    return Content(
        layer=sheet.name,
        batches=grid.batches(),
        width=grid.width,
        hidden_columns=tuple(sorted(index for index in met.hidden_columns if index < grid.width)),
        hidden_rows=tuple(row + 1 for row in met.hidden_rows if row < grid.rows),
        merged=tuple(met.merged),
        steps=[*grid.steps(), *_left_out(workbook, sheet)],
        problems=formulas_without_results(met.uncomputed),
    )


def _left_out(workbook: Workbook, sheet: SheetPart) -> Iterator[Step]:
    if workbook.macros:
        yield Step("file.macros")
    comments = workbook.comments(sheet)
    if comments:
        yield Step("cell.comments", count=comments)
