"""Keyhole Markup (.kml, and .kmz packed): its folders are layers, its placemarks rows."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

import pyarrow as pa

from torg.foundation.problems import Problem, Step, refuse

from ..archives import members
from ..content import Content, Format, Layer
from ..xml_parts import ZIP_FAULTS, Damaged, damage_of
from ..zip_names import zip_names
from .placemarks import Folder, folders

_ROOT = re.compile(rb"<(?:\w+:)?kml[\s>]")
_MOST_COLUMNS = 5_000


class Kml(Format):
    name = "kml"
    label = "KML"
    extensions = (".kml", ".kmz")
    media_type = "application/vnd.google-earth.kml+xml"
    every_layer = True

    def detect(self, head: bytes, path: Path) -> bool:
        if head.startswith(b"PK\x03\x04"):
            return _main_member(zip_names(head, path)) is not None
        start = head[:4096].replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").lstrip()
        return start.startswith((b"<", b"\xff\xfe<", b"\xfe\xff<")) and _ROOT.search(start) is not None

    def layers(self, path: Path) -> list[Layer]:
        with _opened(path) as stream:
            return [Layer(folder.name, len(folder.rows)) for folder in folders(stream)]

    def read(self, path: Path, layer: str) -> Content:
        with _opened(path) as stream:
            folder = next((folder for folder in folders(stream) if folder.name == layer), None)
        if folder is None:
            raise refuse("file.layer", layer=layer)
        return _content(folder)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    with damage_of(path, *ZIP_FAULTS):
        with path.open("rb") as stream:
            if not stream.read(4).startswith(b"PK"):
                stream.seek(0)
                yield stream
                return
        member = _main_member([one.name for one in members(path)])
        if member is None:
            raise Damaged
        with zipfile.ZipFile(path) as archive, archive.open(member) as stream:
            yield stream


def _main_member(names: list[str]) -> str | None:
    """The first .kml of the root is the one a map shows, by the rules of the format."""
    found = [name for name in names if name.lower().endswith(".kml") and "__MACOSX" not in name]
    return min(found, key=lambda name: len(PurePosixPath(name).parts), default=None)


def _content(folder: Folder) -> Content:
    names = folder.columns()
    if len(names) >= _MOST_COLUMNS:
        raise refuse("columns.many", count=len(names), limit=_MOST_COLUMNS)
    arrays = [pa.array([row.get(name) for row in folder.rows], pa.string()) for name in names]
    arrays.append(pa.array(folder.shapes, pa.binary()))
    batch = pa.RecordBatch.from_arrays(arrays, [f"c{at}" for at in range(len(arrays))])
    return Content(
        layer=folder.name,
        batches=iter([batch] if folder.rows else []),
        width=len(arrays),
        columns=(*names, "geometry"),
        geometry=len(names),
        crs="EPSG:4326",
        steps=[Step("geo.height", count=folder.heights)] if folder.heights else [],
        problems=[Problem("geo.shape", row=row + 1, value=value) for row, value in folder.broken.items()],
    )
