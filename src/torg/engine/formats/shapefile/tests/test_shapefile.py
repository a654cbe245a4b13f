"""Shapefiles: the right letters whatever the file claims, the right grid, archives that mean harm refused."""

import zipfile
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely

from torg.engine.formats.shapefile import Shapefile
from torg.engine.formats.systems import crs_code
from torg.foundation.problems import Refusal

SHAPEFILE = Shapefile()
SWEREF = (
    'PROJCS["unnamed",GEOGCS["GCS_unnamed",DATUM["D_GRS_80",SPHEROID["GRS_80",6378137.0,298.257222101]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",15.0],'
    'PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)


def parts(folder: Path, names: list[str], encoding: str) -> dict[str, bytes]:
    wkb = np.array([shapely.to_wkb(shapely.Point(500_000 + at, 6_580_000)) for at in range(len(names))], object)
    pyogrio.raw.write(
        folder / "a.shp", geometry=wkb, field_data=[np.array(names, object)], fields=["namn"], driver="ESRI Shapefile",
        geometry_type="Point", crs="EPSG:3006", encoding=encoding,
    )  # fmt: skip
    return {suffix: (folder / f"a.{suffix}").read_bytes() for suffix in ("shp", "shx", "dbf", "prj")}


def packed(place: Path, found: dict[str, bytes], stem: str = "a") -> Path:
    with zipfile.ZipFile(place, "a") as archive:
        for suffix, part in found.items():
            archive.writestr(f"{stem}.{suffix}", part)
    return place


def unmarked(table: bytes, mark: int = 0) -> bytes:
    return table[:29] + bytes([mark]) + table[30:]


def texts(place: Path, layer: str = "a") -> tuple[list[str | None], list[str]]:
    content = SHAPEFILE.read(place, layer)
    found = [text for batch in content.batches for text in batch.column("c0").to_pylist()]
    return found, [step.code for step in content.steps]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "map.zip"


@pytest.mark.parametrize(
    ("encoding", "mark", "note", "steps"),
    [
        ("UTF-8", 0, None, []),
        ("UTF-8", 0, b"UTF-8", []),
        ("UTF-8", 0x57, None, []),
        ("CP1252", 0x57, None, ["text.encoding"]),
        ("CP1252", 0, None, ["text.encoding"]),
        ("CP1252", 0, b"ISO 88591", ["text.encoding"]),
        ("CP1252", 0, b"UTF-8", ["text.encoding"]),
        ("CP850", 0x02, None, ["text.encoding"]),
    ],
)
def test_letters_are_right_whatever_is_claimed(
    place: Path, tmp_path: Path, encoding: str, mark: int, note: bytes | None, steps: list[str]
) -> None:
    names = ["Ängsbadet", "Öns badplats", "Sjövägen på ön"]
    found = parts(tmp_path, names, encoding)
    found["dbf"] = unmarked(found["dbf"], mark)
    if note:
        found["cpg"] = note
    assert texts(packed(place, found)) == (names, steps)


def test_a_letter_cut_at_the_end_of_its_field_is_left_out(place: Path, tmp_path: Path) -> None:
    found = parts(tmp_path, ["Café", "Åre"], "UTF-8")
    found["dbf"] = found["dbf"].replace("é".encode(), b"\xc3 ")
    names, steps = texts(packed(place, found))
    assert (names, steps) == (["Caf", "Åre"], ["text.cut"])


def test_the_index_may_be_missing(place: Path, tmp_path: Path) -> None:
    found = parts(tmp_path, ["a", "b"], "UTF-8")
    del found["shx"]
    assert texts(packed(place, found))[0] == ["a", "b"]


def test_one_name_in_two_folders_gives_two_layers(place: Path, tmp_path: Path) -> None:
    found = parts(tmp_path, ["a"], "UTF-8")
    packed(packed(place, found, "north/pool"), found, "south/pool")
    assert [(layer.name, layer.rows) for layer in SHAPEFILE.layers(place)] == [("north/pool", 1), ("south/pool", 1)]


def test_a_broken_grid_is_no_grid(place: Path, tmp_path: Path) -> None:
    found = parts(tmp_path, ["a"], "UTF-8") | {"prj": b"PROJCS[broken"}
    content = SHAPEFILE.read(packed(place, found), "a")
    assert (content.crs, len(list(content.batches))) == (None, 1)
    assert [problem.code for problem in content.problems] == ["geo.system"]


@pytest.mark.parametrize(("words", "code"), [("Kommun_Sweref99TM", "EPSG:3006"), ("fylker", "EPSG:25833")])
def test_a_grid_without_its_number_is_known_by_its_figures(words: str, code: str) -> None:
    assert crs_code(SWEREF, words) == code


def test_a_path_out_of_the_archive_is_refused(place: Path, tmp_path: Path) -> None:
    packed(place, parts(tmp_path, ["a"], "UTF-8"), "../../evil")
    with pytest.raises(Refusal) as stop:
        SHAPEFILE.layers(place)
    assert stop.value.problem.code == "archive.path"


def test_half_a_shapefile_is_refused(place: Path, tmp_path: Path) -> None:
    found = parts(tmp_path, ["a", "b"], "UTF-8")
    found["shp"] = found["shp"][:60]
    with pytest.raises(Refusal) as stop:
        texts(packed(place, found))
    assert stop.value.problem.code == "file.unreadable"
