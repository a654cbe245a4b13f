"""KML: folders, attributes wherever they stand, positions however they are written, no entities."""

import zipfile
from pathlib import Path

import pytest
import shapely

from torg.engine.formats.content import Content
from torg.engine.formats.kml import Kml
from torg.foundation.problems import Problem, Refusal, Step

KML = Kml()


def write(place: Path, inner: str, before: str = "") -> Path:
    place.write_text(f'{before}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{inner}</Document></kml>', "utf-8")
    return place


def mark(shape: str, more: str = "") -> str:
    return f"<Placemark>{more}{shape}</Placemark>"


def point(figures: str) -> str:
    return f"<Point><coordinates>{figures}</coordinates></Point>"


def shapes(content: Content) -> list[str | None]:
    found = [shape for batch in content.batches for shape in batch.column(f"c{content.geometry}").to_pylist()]
    return [shape and shapely.to_wkt(shapely.from_wkb(shape), trim=True) for shape in found]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "map.kml"


@pytest.mark.parametrize(
    ("written", "shape"),
    [
        (point("\n 18.06,59.33 \n"), "POINT (18.06 59.33)"),
        (point("18.06, 59.33, 0"), "POINT (18.06 59.33)"),
        ("<LineString><coordinates>1,2 3,4</coordinates></LineString>", "LINESTRING (1 2, 3 4)"),
        ("<Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 4,0 4,4 0,0</coordinates></LinearRing>"
         "</outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>1,1 2,1 2,2 1,1</coordinates></LinearRing>"
         "</innerBoundaryIs></Polygon>",
         "POLYGON ((0 0, 4 0, 4 4, 0 0), (1 1, 2 1, 2 2, 1 1))"),
        (f"<MultiGeometry>{point('1,2')}{point('3,4')}</MultiGeometry>", "MULTIPOINT ((1 2), (3 4))"),
        (f"<MultiGeometry>{point('1,2')}<LineString><coordinates>1,2 3,4</coordinates></LineString></MultiGeometry>",
         "GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (1 2, 3 4))"),
        ('<gx:Track xmlns:gx="x"><gx:coord>1 2 9</gx:coord><gx:coord>3 4 9</gx:coord></gx:Track>',
         "LINESTRING (1 2, 3 4)"),
        ("", None),
    ],
)  # fmt: skip
def test_positions_are_read_however_they_are_written(place: Path, written: str, shape: str | None) -> None:
    content = KML.read(write(place, mark(written)), "table")
    assert (shapes(content), content.problems) == ([shape], [])


def test_a_position_nobody_can_read_is_a_problem_of_its_row(place: Path) -> None:
    content = KML.read(write(place, mark(point("1,2")) + mark(point("north"))), "table")
    assert shapes(content) == ["POINT (1 2)", None]
    assert content.problems == [Problem("geo.shape", row=2, value="north")]


def test_heights_are_counted_where_there_are_any(place: Path) -> None:
    content = KML.read(write(place, mark(point("1,2,0")) + mark(point("1,2,372"))), "table")
    assert content.steps == [Step("geo.height", count=1)]


def test_each_folder_with_placemarks_is_a_layer_of_its_own(place: Path) -> None:
    folder = f"<Folder><name>Pools</name>{mark(point('1,2'))}</Folder>"
    write(place, f"<name>City</name>{folder}<Folder><name>Empty</name></Folder>{folder}{mark(point('1,2'))}")
    assert [(layer.name, layer.rows) for layer in KML.layers(place)] == [("City", 1), ("Pools", 1), ("Pools (2)", 1)]


def test_a_packed_map_is_read_by_its_main_document(tmp_path: Path) -> None:
    inner = write(tmp_path / "doc.kml", mark(point("1,2"))).read_text()
    with zipfile.ZipFile(tmp_path / "map.kmz", "w") as archive:
        archive.writestr("files/other.kml", "<kml/>")
        archive.writestr("doc.kml", inner)
    place = tmp_path / "map.kmz"
    assert KML.detect(place.read_bytes()[:100], place)
    assert shapes(KML.read(place, "table")) == ["POINT (1 2)"]


@pytest.mark.parametrize(
    ("inner", "before", "code"),
    [
        (mark("&a;"), '<!DOCTYPE kml [<!ENTITY a "aaaa">]>', "file.entities"),
        ("<Folder>" * 10_000, "", "file.unreadable"),
        ("<Placemark>", "", "file.unreadable"),
    ],
)
def test_hostile_and_broken_maps_are_refused(place: Path, inner: str, before: str, code: str) -> None:
    with pytest.raises(Refusal) as stop:
        KML.layers(write(place, inner, before))
    assert stop.value.problem.code == code
