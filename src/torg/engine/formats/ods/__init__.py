"""OpenDocument spreadsheets (.ods), as LibreOffice writes them."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from torg.foundation.problems import Step, refuse

from ..archives import members
from ..content import Content, Format, Layer
from ..grids import formulas_without_results
from ..xml_parts import ZIP_FAULTS, damage_of
from ..zip_names import zip_names, zip_start
from .sheets import SheetPass, sheets

MOST_SHEETS = 1_000
_MANIFEST = "META-INF/manifest.xml"
_MIME = b"application/vnd.oasis.opendocument.spreadsheet"


class Ods(Format):
    name = "ods"
    label = "OpenDocument spreadsheet"
    extensions = (".ods", ".ots")
    media_type = _MIME.decode()

    def detect(self, head: bytes, path: Path) -> bool:
        return "content.xml" in zip_names(head, path) and zip_start(path, "mimetype").startswith(_MIME)

    def layers(self, path: Path) -> list[Layer]:
        with _opened(path) as archive, archive.open("content.xml") as stream:
            found = sheets(stream)
        if len(found) > MOST_SHEETS:
            raise refuse("size.sheets", count=len(found), limit=MOST_SHEETS)
        return found

    def read(self, path: Path, layer: str) -> Content:
        with _opened(path) as archive, archive.open("content.xml") as stream:
            met = SheetPass(layer)
            met.run(stream)
        if not met.found:
            raise refuse("file.layer", layer=layer)
        return _content(met)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    members(path)
    with damage_of(path, *ZIP_FAULTS, KeyError, ValueError), zipfile.ZipFile(path) as archive:
        if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read(
            "META-INF/manifest.xml"
        ):
            raise refuse("file.password", file=path.name)
        yield archive


def _content(met: SheetPass) -> Content:
    grid = met.grid
    return Content(
        layer=met.layer,
        batches=grid.batches(),
        width=grid.width,
        hidden_columns=tuple(sorted(index for index in met.hidden_columns if index < grid.width)),
        hidden_rows=tuple(row + 1 for row in met.hidden_rows if row < grid.rows),
        merged=tuple(met.merged),
        steps=grid.steps() + ([Step("cell.comments", count=met.comments)] if met.comments else []),
        problems=formulas_without_results(met.uncomputed),
    )
