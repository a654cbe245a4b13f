"""GeoJSON in all the ways its root can be."""

from pathlib import Path

import pytest
import shapely

from torg.engine.formats import Content, detect
from torg.engine.formats.geojson.collections import grid_named
from torg.foundation.problems import Problem, Refusal, Step

POINT = '{"type": "Point", "coordinates": [18.1, 59.3]}'


@pytest.fixture
def read(tmp_path: Path):
    def read_text(text: str) -> tuple[list[list[object]], Content]:
        path = tmp_path / "x.geojson"
        path.write_text(text, "utf-8")
        content = detect(path, "x").read(path, "table")
        rows = [list(row) for batch in content.batches for row in zip(*(c.to_pylist() for c in batch), strict=True)]
        return [[shapely.from_wkb(c).wkt if isinstance(c, bytes) else c for c in row] for row in rows], content

    return read_text


def test_a_single_feature_is_one_row(read) -> None:
    rows, content = read(f'{{"type": "Feature", "properties": {{"a": 1.50}}, "geometry": {POINT}}}')
    assert rows == [["1.50", "POINT (18.1 59.3)"]]
    assert content.columns == ("a", "geometry")


def test_bare_geometries_are_rows(read) -> None:
    assert read(POINT)[0] == [["POINT (18.1 59.3)"]]
    many = f'{{"type": "GeometryCollection", "geometries": [{POINT}, {POINT}]}}'
    assert read(many)[0] == [["POINT (18.1 59.3)"], ["POINT (18.1 59.3)"]]


def test_a_feature_of_a_collection_of_geometries_keeps_it_whole(read) -> None:
    shape = f'{{"type": "GeometryCollection", "geometries": [{POINT}]}}'
    rows, _ = read(f'{{"type": "FeatureCollection", "features": [{{"type": "Feature", "geometry": {shape}}}]}}')
    assert rows == [["GEOMETRYCOLLECTION (POINT (18.1 59.3))"]]


def test_members_of_a_feature_are_columns_and_never_overwrite_its_properties(read) -> None:
    rows, content = read(
        f'[{{"type": "Feature", "id": 7, "bbox": [1], "properties": {{"id": "x"}}, "geometry": {POINT}}}]'
    )
    assert content.columns == ("feature_id", "id", "geometry")
    assert rows[0][:2] == ["7", "x"]


def test_a_property_named_geometry_keeps_its_name(read) -> None:
    _, content = read(f'[{{"type": "Feature", "properties": {{"geometry": "x"}}, "geometry": {POINT}}}]')
    assert (content.columns, content.geometry) == (("geometry", "geometry_2"), 1)


def test_a_shape_that_cannot_be_drawn_is_a_problem_of_its_row(read) -> None:
    bad = '{"type": "Point", "coordinates": ["x"]}'
    features = ",".join(f'{{"type": "Feature", "properties": {{}}, "geometry": {shape}}}' for shape in (POINT, bad))
    rows, content = read(f'{{"type": "FeatureCollection", "features": [{features}]}}')
    assert rows == [["POINT (18.1 59.3)"], [None]]
    assert content.problems == [Problem("geo.shape", row=2, value=bad[:60])]


def test_no_features_are_said(read) -> None:
    with pytest.raises(Refusal) as refusal:
        read('{"type": "FeatureCollection", "features": []}')
    assert refusal.value.problem.code == "json.none"


@pytest.mark.parametrize(
    ("name", "grid"),
    [
        ("urn:ogc:def:crs:EPSG::3006", "EPSG:3006"),
        ("urn:ogc:def:crs:EPSG:6.9:25832", "EPSG:25832"),
        ("EPSG:3879", "EPSG:3879"),
        ("http://www.opengis.net/def/crs/EPSG/0/3067", "EPSG:3067"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", None),
    ],
)
def test_the_named_grid_is_kept(name: str, grid: str | None) -> None:
    assert grid_named({"type": "name", "properties": {"name": name}}) == grid


def test_a_grid_by_number_is_kept() -> None:
    assert grid_named({"type": "EPSG", "properties": {"code": 3006}}) == "EPSG:3006"


def test_an_outline_that_does_not_close_is_closed_and_said(read) -> None:
    ring = '{"type": "Polygon", "coordinates": [[[0, 0], [4, 0], [4, 4]]]}'
    rows, content = read(f'[{{"type": "Feature", "properties": {{}}, "geometry": {ring}}}]')
    assert rows == [["POLYGON ((0 0, 4 0, 4 4, 0 0))"]]
    assert content.steps == [Step("geo.closed", count=1)]


def test_very_many_broken_shapes_become_one_problem(read) -> None:
    feature = '{"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": []}}'
    bad = feature.replace("[]", '["x"]')
    _, content = read(f"[{feature},{','.join([bad] * 150)}]")
    assert content.problems == [
        Problem("geo.shapes", row=2, count=150, value='{"type": "Point", "coordinates": ["x"]}')
    ]


def test_several_collections_in_one_object_are_layers(tmp_path):
    point = '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [%d, 59]}, "properties": {"namn": "%s"}}'
    counties = f'{{"type": "FeatureCollection", "features": [{point % (18, "Ale")}, {point % (17, "Borg")}]}}'
    borders = f'{{"type": "FeatureCollection", "features": [{point % (16, "Gräns")}]}}'
    path = tmp_path / "two.geojson"
    path.write_text(f'{{"name": "x", "Län": {counties}, "Gräns": {borders}}}', encoding="utf-8")
    form = detect(path, path.name)
    assert [(layer.name, layer.rows) for layer in form.layers(path)] == [("Län", 2), ("Gräns", 1)]
    (batch,) = form.read(path, "Gräns").batches
    assert "Gräns" in str(batch.to_pydict())
