"""GeoPackages: every table that is meant for readers, flat positions, hostile files refused."""

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from shapely import Point

from torg.engine.formats.gpkg import GeoPackage
from torg.foundation.problems import Refusal, Step

GPKG = GeoPackage()


def write(place: Path, layer: str, shapes: list[object], kind: str = "Point", **facts: object) -> None:
    wkb = np.array([shape if isinstance(shape, bytes | None) else shapely.to_wkb(shape) for shape in shapes], object)
    names = np.array([f"n{at}" for at in range(len(shapes))], object)
    pyogrio.raw.write(
        place, geometry=wkb, field_data=[names], fields=["namn"], layer=layer, driver="GPKG", geometry_type=kind,
        crs="EPSG:3006", append=place.exists(), **facts,
    )  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "map.gpkg"


def test_heights_are_left_out_and_counted(place: Path) -> None:
    write(place, "a", [Point(1, 2, 3), Point(4, 5, 6), None], "Point Z")
    content = GPKG.read(place, "a")
    (batch,) = content.batches
    assert shapely.from_wkb(batch.column("c1")[0].as_py()) == Point(1, 2)
    assert batch.column("c1")[2].as_py() is None
    assert content.steps == [Step("geo.height", count=2)]


def test_curves_become_many_short_lines(place: Path) -> None:
    arc = (
        b"\x01\x08\x00\x00\x00\x03\x00\x00\x00" + np.array([0, 0, 10, 10, 20, 0], "<f8").tobytes()
    )  # CIRCULARSTRING (0 0, 10 10, 20 0)
    write(place, "a", [arc, shapely.LineString([(0, 0), (1, 1)])], "Unknown")
    content = GPKG.read(place, "a")
    (batch,) = content.batches
    line = shapely.from_wkb(batch.column("c1")[0].as_py())
    assert len(line.coords) > 20
    assert line.length == pytest.approx(31.4159, abs=0.05)
    assert content.steps == [Step("geo.curves", count=1)]


def test_tables_without_positions_and_all_layers_are_listed(place: Path) -> None:
    write(place, "a", [Point(0, 0)])
    write(place, "b", [Point(0, 0), Point(1, 1)])
    with closing(sqlite3.connect(place)) as database, database:
        database.execute("CREATE TABLE layer_styles (fid INTEGER PRIMARY KEY, style TEXT)")
        database.execute("CREATE TABLE secret (fid INTEGER PRIMARY KEY)")
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('layer_styles', 'attributes', 'x')"
        )
    assert [(layer.name, layer.rows, layer.hidden) for layer in GPKG.layers(place)] == [
        ("a", 1, False), ("b", 2, False), ("layer_styles", 0, True),
    ]  # fmt: skip


def test_the_file_is_left_as_it_was(place: Path) -> None:
    write(place, "a", [Point(0, 0)])
    with closing(sqlite3.connect(place)) as database:
        database.execute("PRAGMA journal_mode=wal")
    before = place.read_bytes()
    list(GPKG.read(place, "a").batches)
    assert place.read_bytes() == before
    assert [file.name for file in place.parent.iterdir()] == ["map.gpkg"]


def test_a_layer_nobody_knows_is_refused(place: Path) -> None:
    write(place, "a", [Point(0, 0)])
    with pytest.raises(Refusal) as stop:
        GPKG.read(place, "gpkg_contents")
    assert stop.value.problem.code == "file.layer"


def test_half_a_file_is_refused(place: Path) -> None:
    write(place, "a", [Point(at, at) for at in range(5_000)])
    place.write_bytes(place.read_bytes()[:150_000])
    with pytest.raises(Refusal) as stop:
        list(GPKG.read(place, "a").batches)
    assert stop.value.problem.code == "file.unreadable"
