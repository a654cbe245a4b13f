"""GML: the order of the axes as the coordinate system demands, nothing fetched, nothing left beside the file."""

from pathlib import Path

import pytest
import shapely

from torg.engine.formats.gml import Gml
from torg.foundation.problems import Refusal

GML = Gml()
HEAD = (
    '<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:b="urn:b" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:b http://example.invalid/b.xsd">'
)


def write(place: Path, system: str, position: str, before: str = "") -> Path:
    shape = f'<gml:Point srsName="{system}"><gml:pos>{position}</gml:pos></gml:Point>'
    feature = f'<gml:featureMember><b:Bad gml:id="b1"><b:plats>{shape}</b:plats></b:Bad></gml:featureMember>'
    place.write_text(f"{before}{HEAD}{feature}</gml:FeatureCollection>")
    return place


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "map.gml"


@pytest.mark.parametrize(
    ("system", "position", "crs"),
    [
        ("urn:ogc:def:crs:EPSG::4326", "63.4 13.08", "EPSG:4326"),
        ("http://www.opengis.net/def/crs/EPSG/0/4326", "63.4 13.08", "EPSG:4326"),
        ("EPSG:4326", "13.08 63.4", "EPSG:4326"),
        ("urn:ogc:def:crs:EPSG::3006", "7033000 404000", "EPSG:3006"),
    ],
)
def test_longitude_comes_first_whatever_the_file_puts_first(place: Path, system: str, position: str, crs: str) -> None:
    content = GML.read(write(place, system, position), "Bad")
    (batch,) = content.batches
    point = shapely.from_wkb(batch.column(f"c{content.geometry}")[0].as_py())
    assert content.crs == crs
    assert (point.x, point.y) == ((404_000, 7_033_000) if crs == "EPSG:3006" else (13.08, 63.4))


def test_nothing_is_left_beside_the_file(place: Path) -> None:
    write(place, "EPSG:3006", "1 2")
    GML.layers(place)
    list(GML.read(place, "Bad").batches)
    assert [file.name for file in place.parent.iterdir()] == ["map.gml"]


@pytest.mark.parametrize(
    ("before", "cut", "code"),
    [
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', None, "file.entities"),
        ("", -20, "file.unreadable"),
    ],
)
def test_hostile_and_broken_files_are_refused(place: Path, before: str, cut: int | None, code: str) -> None:
    write(place, "EPSG:3006", "1 2", before)
    place.write_text(place.read_text()[:cut])
    with pytest.raises(Refusal) as stop:
        GML.read(place, "Bad")
    assert stop.value.problem.code == code


def test_a_layer_nobody_knows_is_refused(place: Path) -> None:
    with pytest.raises(Refusal) as stop:
        GML.read(write(place, "EPSG:3006", "1 2"), "Other")
    assert stop.value.problem.code == "file.layer"
