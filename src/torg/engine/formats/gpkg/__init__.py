"""GeoPackages (.gpkg): every table of features, and tables without positions."""

import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

from torg.foundation.problems import refuse

from ..content import Content, Format, Layer
from ..features import count, features
from ..workplaces import workplace
from ..xml_parts import Damaged, damage_of

MOST_LAYERS = 1_000
_IDS = (b"GPKG", b"GP10", b"GP11")
_TABLES = """
    SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes', 'aspatial') ORDER BY rowid
"""
_UNTOUCHED = {"IMMUTABLE": "YES"}
"""Nothing is written beside the file, not even the notes of a database that is being read."""
_HOUSEKEEPING = {"layer_styles", "qgis_projects", "qgis_layer_styles"}
"""Tables in which QGIS keeps how its maps look."""


class GeoPackage(Format):
    name = "gpkg"
    label = "GeoPackage"
    extensions = (".gpkg",)
    media_type = "application/geopackage+sqlite3"
    every_layer = True

    def detect(self, head: bytes, path: Path) -> bool:
        if not head.startswith(b"SQLite format 3\x00"):
            return False
        return head[68:72] in _IDS or b"gpkg_contents" in head

    def layers(self, path: Path) -> list[Layer]:
        with damage_of(path, sqlite3.Error, ValueError), ExitStack() as keep:
            file = _link(path, workplace(keep))
            return [
                Layer(name, count(file, name, "GPKG", **_UNTOUCHED), name in _HOUSEKEEPING) for name in _tables(file)
            ]

    def read(self, path: Path, layer: str) -> Content:
        with damage_of(path, sqlite3.Error, ValueError), ExitStack() as keep:
            file = _link(path, workplace(keep))
            if layer not in _tables(file):
                raise refuse("file.layer", layer=layer)
            return features(file, layer, "GPKG", keep.pop_all(), original=path, **_UNTOUCHED)


def _link(path: Path, folder: Path) -> Path:
    """GDAL goes by the end of the name, and may leave files beside it: it gets a name of its own."""
    file = folder / "source.gpkg"
    file.symlink_to(path.resolve())
    return file


def _tables(path: Path) -> list[str]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as database:
        there = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
        told = database.execute(_TABLES).fetchmany(MOST_LAYERS + 1)
    if len(told) > MOST_LAYERS:
        raise refuse("size.sheets", count=len(told), limit=MOST_LAYERS)
    missing = [name for (name,) in told if name not in there]
    if missing:
        raise Damaged(missing[0])
    return [name for (name,) in told]
