"""JSON in the shapes that portals, servers and scripts give it."""

import json
from pathlib import Path

import pytest
import shapely

from torg.engine.formats import FORMATS, Content, detect
from torg.foundation.problems import Problem, Refusal, Step


@pytest.fixture
def read(tmp_path: Path):
    def read_text(text: str | bytes, layer: str | None = None) -> tuple[list[list[str | None]], Content]:
        path = tmp_path / "table.json"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        kind = FORMATS["json"]
        content = kind.read(path, layer or kind.layers(path)[0].name)
        rows = [list(row) for batch in content.batches for row in zip(*(c.to_pylist() for c in batch), strict=True)]
        return rows, content

    return read_text


def test_rows_may_lie_three_levels_deep_beside_other_lists(read, tmp_path: Path) -> None:
    text = '{"help": "x", "a": {"b": {"rows": [{"x": 1}, {"x": 2}], "few": [{"y": 1}]}}, "list": [1, 2, 3]}'
    rows, content = read(text)
    assert (rows, content.columns, content.layer) == ([["1"], ["2"]], ("x",), "a.b.rows")
    layers = FORMATS["json"].layers(tmp_path / "table.json")
    assert [(layer.name, layer.rows) for layer in layers] == [("a.b.rows", 2), ("a.b.few", 1)]
    assert read(text, "a.b.few")[0] == [["1"]]


def test_lists_in_a_list_are_opened(read) -> None:
    assert read('{"result": [[{"a": 1}], [{"a": 2}, {"a": 3}]]}')[0] == [["1"], ["2"], ["3"]]
    assert read('{"result": [[{"a": 1}, {"a": 2}]]}')[0] == [["1"], ["2"]]


def test_lists_of_cells_are_a_grid(read) -> None:
    rows, content = read('[["id", "namn"], [1, "Åre"], [2.50, null, true]]')
    assert rows == [["id", "namn", None], ["1", "Åre", None], ["2.50", None, "true"]]
    assert (content.columns, content.width) == (None, 3)


def test_keyed_rows_carry_their_key(read) -> None:
    rows, content = read('{"0180": {"namn": "Stockholm"}, "1280": {"namn": "Malmö", "n": 1}}')
    assert (rows, content.columns) == ([["0180", "Stockholm", None], ["1280", "Malmö", "1"]], ("key", "namn", "n"))


def test_columns_side_by_side_become_rows(read) -> None:
    rows, content = read('{"id": [1, 2], "namn": ["a", null]}')
    assert (rows, content.columns) == ([["1", "a"], ["2", None]], ("id", "namn"))


def test_columns_under_one_name_become_rows(read) -> None:
    assert read('{"data": {"id": [1, 2], "namn": ["a", "b"]}, "n": 1}')[0] == [["1", "a"], ["2", "b"]]


def test_no_digit_is_lost(read) -> None:
    numbers = ["12345678901234567890", "0.1", "12.50", "-0", "1e400", "3.141592653589793238462643383279", "NaN"]
    rows, _ = read(json.dumps([{"n": 0}]).replace("0", f"[{','.join(numbers)}]"))
    assert rows == [[f"[{','.join(numbers)}]"]]
    assert read("[" + ",".join(f'{{"n": {number}}}' for number in numbers) + "]")[0] == [[number] for number in numbers]


def test_a_key_that_appears_late_is_a_column(read) -> None:
    rows, content = read("[" + '{"a": 1},' * 25_000 + '{"b": "x"}]')
    assert content.columns == ("a", "b")
    assert (rows[0], rows[-1]) == (["1", None], [None, "x"])


def test_nested_and_dotted_keys_do_not_overwrite_each_other(read) -> None:
    rows, content = read('[{"a.b": 1, "a": {"b": 2}}]')
    assert (rows, content.columns) == ([["1", "2"]], ("a.b", "a.b_2"))


def test_odd_elements_stay_rows(read) -> None:
    rows, content = read('[{"a": 1}, null, 7, {"a": {}}]')
    assert (rows, content.columns) == ([["1", None], [None, None], [None, "7"], ["{}", None]], ("a", "value"))


def test_latin_letters_and_a_web_servers_answer_are_read(read) -> None:
    rows, content = read('HTTP/1.1 200 OK\r\nServer: x\r\n\r\n[{"ort": "Åre"}]'.encode("cp1252"))
    assert rows == [["Åre"]]
    assert [step.code for step in content.steps] == ["text.encoding", "json.answer"]
    assert content.steps[1] == Step("json.answer", value="HTTP/1.1 200 OK")


def test_what_stands_after_the_table_is_said(read) -> None:
    rows, content = read('[{"a": 1}]\n"%"')
    assert rows == [["1"]]
    assert content.problems == [Problem("json.rest", row=2, value='"%"')]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[{"a": 1},\n {"a": 2', "json.truncated"),
        ('[{"a": 1},\n {"a": 2}', "json.truncated"),
        ('[{"a": 1},\n {"a": fel}]', "json.broken"),
        ('{"a": [{"b": 1} {"b" 2}]}', "json.broken"),
        ('{"a": 1, "b": "x"}', "json.none"),
        ('{"a": []}', "json.none"),
        ("[]", "json.none"),
        ('[{"a": ' + "[" * 200_000, "json.deep"),
        ("[" * 200_000, "json.deep"),
        ("[{" + ",".join(f'"k{n}": 1' for n in range(6_000)) + "}]", "columns.many"),
    ],
)
def test_what_cannot_be_a_table_is_refused_in_words(read, text: str, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read(text)
    assert refusal.value.problem.code == code


def test_arcgis_features_have_geometry_and_grid(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(
        '{"spatialReference": {"wkid": 102100, "latestWkid": 3857}, "features": ['
        '{"attributes": {"OBJECTID": 1, "namn": "a"}, "geometry": {"x": 10.5, "y": 20}},'
        '{"attributes": {"OBJECTID": 2, "namn": "b"}},'
        '{"attributes": {"OBJECTID": 3}, "geometry": {"rings": [[[0,0],[9,0],[9,9],[0,0]],[[5,1],[8,1],[8,4],[5,1]]]}},'
        '{"attributes": {"OBJECTID": 4}, "geometry": {"paths": [[[0,0],[1,1]]]}}]}'
    )
    content = detect(path, "x.json").read(path, "features")
    batch = next(content.batches)
    assert content.columns == ("OBJECTID", "namn", "geometry")
    assert (content.crs, content.geometry) == ("EPSG:3857", 2)
    shapes = [shapely.from_wkb(shape) for shape in batch.column("c2").to_pylist()]
    assert shapes[0] == shapely.Point(10.5, 20)
    assert shapes[1] is None
    assert shapes[2].area == pytest.approx(40.5 - 4.5)
    assert shapes[3].geom_type == "MultiLineString"
