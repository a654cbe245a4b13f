"""Shapefiles in a zip archive, at its root or in folders; each .shp is a layer."""

import struct
import zipfile
from contextlib import ExitStack
from pathlib import Path, PurePosixPath

from torg.foundation.problems import Problem, Step, refuse

from ..archives import Member, members, unpack
from ..content import Content, Format, Layer, Letters
from ..features import features, restore_index
from ..systems import is_system
from ..workplaces import workplace
from ..xml_parts import ZIP_FAULTS, Damaged, damage_of
from ..zip_names import zip_names
from .lettering import lettering, name_for_gdal

MOST_LAYERS = 1_000
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_HEADER = struct.Struct("<4xI2x")


class Shapefile(Format):
    name = "shapefile"
    label = "Shapefile"
    extensions = (".zip", ".shz")
    media_type = "application/zip"
    every_layer = True

    def detect(self, head: bytes, path: Path) -> bool:
        names = zip_names(head, path)
        return any(name.lower().endswith(".shp") and "__MACOSX" not in name for name in names)

    def layers(self, path: Path) -> list[Layer]:
        with damage_of(path, *ZIP_FAULTS, struct.error), zipfile.ZipFile(path) as archive:
            return [Layer(name, _rows(archive, parts)) for name, parts in _shapes(path).items()]

    def read(self, path: Path, layer: str) -> Content:
        return self.read_as(path, layer, Letters())

    def read_as(self, path: Path, layer: str, letters: Letters) -> Content:
        with damage_of(path, *ZIP_FAULTS), ExitStack() as keep:
            parts = _shapes(path).get(layer)
            if parts is None:
                raise refuse("file.layer", layer=layer)
            folder = workplace(keep)
            for suffix, member in parts.items():
                unpack(path, member.name, folder).rename(folder / f"source{suffix}")
            steps = _letters(folder, letters)
            lost = _lost_system(folder / "source.prj")
            restore_index(".shx" not in parts)
            content = features(
                folder / "source.shp", "source", "ESRI Shapefile", keep.pop_all(), original=path, words=layer
            )
        content.layer, content.encoding = layer, (folder / "source.cpg").read_text() if steps is not None else None
        content.steps[:0] = steps or []
        content.problems += [Problem("geo.system", layer=layer)] if lost else []
        return content


def _lost_system(told: Path) -> bool:
    """Takes away what tells the coordinate system where it is not to be understood: GDAL would read nothing at all."""
    if not told.exists() or is_system(told.read_text("utf-8", "replace")):
        return False
    told.unlink()
    return True


def _letters(folder: Path, told: Letters) -> list[Step] | None:
    """Writes down for GDAL which letters the table is written in; None where there is no table."""
    table = folder / "source.dbf"
    if not table.exists():
        return None
    note = folder / "source.cpg"
    name, steps = lettering(table, note.read_bytes() if note.exists() else b"")
    if told.encoding is not None:
        name, steps = name_for_gdal(told.encoding), []
    note.write_text(name)
    return steps


def _shapes(path: Path) -> dict[str, dict[str, Member]]:
    """Layer name -> the files of its shapefile by suffix; a name found in two folders gets the folder before it."""
    families: dict[str, dict[str, Member]] = {}
    for member in members(path):
        if member.suffix in _PARTS:
            families.setdefault(_stem(member.name).lower(), {})[member.suffix] = member
    shapes = [parts for _, parts in sorted(families.items()) if ".shp" in parts]
    if len(shapes) > MOST_LAYERS:
        raise refuse("size.sheets", count=len(shapes), limit=MOST_LAYERS)
    names = [PurePosixPath(_stem(parts[".shp"].name)).name for parts in shapes]
    whole = [_stem(parts[".shp"].name) for parts in shapes]
    return {
        long if names.count(short) > 1 else short: parts
        for short, long, parts in zip(names, whole, shapes, strict=True)
    }


def _stem(name: str) -> str:
    return name.replace("\\", "/").rpartition(".")[0]


def _rows(archive: zipfile.ZipFile, parts: dict[str, Member]) -> int:
    """Counted by the index of the shapes, eight bytes each after the first hundred."""
    if ".shx" in parts:
        return max(parts[".shx"].unpacked - 100, 0) // 8
    if ".dbf" not in parts:
        raise Damaged
    with archive.open(parts[".dbf"].name) as table:
        return int(_HEADER.unpack(table.read(10))[0])
