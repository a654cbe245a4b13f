"""One object on each line."""

from pathlib import Path

import pytest

from torg.engine.formats import FORMATS
from torg.foundation.problems import Problem, Refusal


def test_bad_lines_are_named_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "x.ndjson"
    path.write_text('{"a": 1}\nnot json\n{"a": 2.50, "b": {"c": "x"}}\n[1]\n', "utf-8")
    content = FORMATS["ndjson"].read(path, "table")
    assert next(content.batches).to_pydict() == {"c0": ["1", None, "2.50", None], "c1": [None, None, "x", None]}
    assert content.columns == ("a", "b.c")
    assert content.problems == [
        Problem("json.line", row=2, value="not json"),
        Problem("json.line", row=4, value="[1]"),
    ]


def test_many_bad_lines_become_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "x.ndjson"
    path.write_text('{"a": 1}\n' * 200 + "x\n" * 150, "utf-8")
    content = FORMATS["ndjson"].read(path, "table")
    assert sum(batch.num_rows for batch in content.batches) == 350
    assert content.problems == [Problem("json.lines", row=201, count=150)]


def test_features_line_by_line_have_a_geometry(tmp_path: Path) -> None:
    path = tmp_path / "x.geojsonl"
    feature = '{"type": "Feature", "properties": {"n": 1.0}, "geometry": {"type": "Point", "coordinates": [1, 2]}}\n'
    path.write_text("\x1e" + feature + "\x1e" + feature.replace("1.0", "2.0"), "utf-8")
    content = FORMATS["ndjson"].read(path, "table")
    assert (content.columns, content.geometry, content.crs) == (("n", "geometry"), 1, "EPSG:4326")
    assert next(content.batches).column("c0").to_pylist() == ["1.0", "2.0"]


def test_a_file_without_one_good_line_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.ndjson"
    path.write_text("x\ny\n", "utf-8")
    with pytest.raises(Refusal) as refusal:
        FORMATS["ndjson"].read(path, "table")
    assert refusal.value.problem.code == "json.none"
