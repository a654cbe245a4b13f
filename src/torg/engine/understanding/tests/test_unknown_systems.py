"""Shapes whose system of coordinates nobody can tell are never put on the map."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from torg.engine.formats import Content
from torg.engine.understanding import understand
from torg.engine.understanding.area import Area
from torg.engine.understanding.pipeline import understand_content
from torg.engine.understanding.report import Report

STOCKHOLM = [(674032.1, 6580822.4), (674132.1, 6580922.4)]
NOWHERE = [(9e8, 9e8), (9.1e8, 9e8)]


def geojson(places: list[tuple[float, float]], folder: Path) -> Report:
    features = [
        {"type": "Feature", "properties": {"n": "a"}, "geometry": {"type": "Point", "coordinates": place}}
        for place in places
    ]
    path = folder / "places.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return understand(path, path.name, into=folder)


def layer(*batches: list[tuple[float, float]], within: tuple[float, float, float, float] | None = None) -> Report:
    """What a shapefile without its .prj hands on, in several batches."""
    wkb = [pa.array([shapely.Point(place).wkb for place in batch], pa.binary()) for batch in batches]
    given = (pa.RecordBatch.from_pydict({"c0": one}) for one in wkb)
    content = Content("layer", given, 1, columns=("geometry",), geometry=0)
    return understand_content(content, file="x.shp", format="shapefile", area=Area(within))


def test_several_systems_are_asked_about_by_name_and_nothing_is_placed(tmp_path: Path) -> None:
    report = geojson(STOCKHOLM, tmp_path)
    (question,) = report.questions
    assert (report.geometry, question.code) == (None, "pos.system")
    assert {"SWEREF 99 TM", "ETRS89 / UTM 33"} <= set(question.facts["choices"])
    assert (" or ETRS89 / UTM 33" in question.sentence(), "?" in question.sentence()) == (True, False)


def test_the_shapes_are_kept_as_text_in_the_numbers_of_the_file(tmp_path: Path) -> None:
    report = geojson(STOCKHOLM, tmp_path)
    column = next(column for column in report.columns if column.name == "geometry")
    stored = pq.read_table(report.parts[0])["geometry"].to_pylist()
    assert (column.type, column.role) == ("string", None)
    assert stored == ["POINT (674032.1 6580822.4)", "POINT (674132.1 6580922.4)"]


def test_no_system_at_all_is_told(tmp_path: Path) -> None:
    report = geojson(NOWHERE, tmp_path)
    assert (report.geometry, [question.code for question in report.questions]) == (None, ["pos.no_system"])
    assert "?" not in report.questions[0].sentence()


def test_a_later_batch_does_not_settle_what_an_earlier_one_left_open() -> None:
    report = layer(STOCKHOLM, [(18.1, 59.3), (18.2, 59.4)])
    assert (report.geometry, report.sample[0]) == (None, ("POINT (674032.1 6580822.4)",))


def test_degrees_without_a_word_on_their_system_stay_degrees() -> None:
    report = layer([(18.1, 59.3)], [(18.2, 59.4)])
    assert report.geometry is not None
    assert (report.geometry.bounds, report.questions) == ((18.1, 59.3, 18.2, 59.4), ())


def test_the_box_of_the_municipality_settles_the_system() -> None:
    report = layer(STOCKHOLM, within=(17.8, 59.2, 18.3, 59.5))
    assert report.geometry is not None
    assert report.geometry.bounds == pytest.approx((18.05, 59.3, 18.1, 59.4), abs=0.1)


def test_text_cells_in_an_unknown_system_stay_text() -> None:
    cells = pa.array(["läge", *(f"POINT ({x} {y})" for x, y in STOCKHOLM)], pa.string())
    content = Content("table", iter([pa.RecordBatch.from_pydict({"c0": cells})]), 1)
    report = understand_content(content, file="x.csv", format="csv")
    assert (report.geometry, report.columns[0].type) == (None, "string")
    assert (report.questions[0].code, len(report.questions[0].facts["choices"])) == ("pos.system", 3)
