"""Parquet: plain values of every type, geometry by what the file tells, bombs refused before they are unpacked."""

import datetime
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

import torg.engine.formats.parquet as reading
from torg.engine.formats.parquet import Parquet
from torg.foundation.problems import Refusal, Step

PARQUET = Parquet()
POINT = shapely.to_wkb(shapely.Point(1, 2))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "table.parquet"


@pytest.mark.parametrize(
    ("column", "read"),
    [
        (pa.array(["a", None]).dictionary_encode(), pa.array(["a", None])),
        (pa.array(["a", None], pa.large_string()), pa.array(["a", None])),
        (pa.array([b"\xc3\x85re", None]), pa.array(["Åre", None])),
        (pa.array([b"\xff\x00", None]), pa.array(["ff00", None])),
        (pa.array([[1, None], None]), pa.array(["[1,null]", None])),
        (pa.array([{"a": datetime.date(2026, 3, 1)}, None]), pa.array(['{"a":"2026-03-01"}', None])),
        (pa.array([None, None], pa.null()), pa.array([None, None], pa.string())),
        (pa.array([1, None], pa.timestamp("ns")), pa.array([0, None], pa.timestamp("us"))),
        (pa.array([2**63, None], pa.uint64()), pa.array([2**63, None], pa.uint64())),
    ],
)
def test_every_type_becomes_a_plain_one(place: Path, column: pa.Array, read: pa.Array) -> None:
    pq.write_table(pa.table({"värde": column}), place)
    content = PARQUET.read(place, "table")
    (batch,) = content.batches
    assert (content.columns, batch.column("c0")) == (("värde",), read)


def test_nested_cells_are_told(place: Path) -> None:
    pq.write_table(pa.table({"a": [[1]]}), place)
    content = PARQUET.read(place, "table")
    list(content.batches)
    assert content.steps == [Step("cell.nested", column="a")]


@pytest.mark.parametrize(
    ("column", "crs"),
    [
        ({}, "EPSG:4326"),
        ({"crs": None}, None),
        ({"crs": {"type": "ProjectedCRS", "name": "x", "id": {"authority": "EPSG", "code": 3006}}}, "EPSG:3006"),
    ],
)
def test_a_geometry_is_found_by_what_the_file_tells(place: Path, column: dict[str, object], crs: str | None) -> None:
    facts = {"primary_column": "g", "columns": {"g": {"encoding": "WKB", **column}}}
    table = pa.table({"a": [1], "g": [POINT]}).replace_schema_metadata({"geo": json.dumps(facts)})
    pq.write_table(table, place)
    content = PARQUET.read(place, "table")
    assert (content.geometry, content.crs) == (1, crs)
    assert next(content.batches).column("c1").to_pylist() == [POINT]


def test_a_table_that_unpacks_to_too_much_is_refused_unread(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pq.write_table(pa.table({"a": ["x" * 1000] * 2_000}), place, use_dictionary=False, compression="zstd")
    monkeypatch.setattr(reading, "MOST_GROUP_BYTES", 1 << 20)
    with pytest.raises(Refusal) as stop:
        PARQUET.layers(place)
    assert stop.value.problem.code == "size.unpacked"


def test_one_long_text_repeated_by_its_number_is_refused_before_it_is_written_out(place: Path) -> None:
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * 20_000, pa.int32()), pa.array(["x" * 200_000]))
    pq.write_table(pa.table({"a": texts}), place)
    assert place.stat().st_size < 1 << 20
    with pytest.raises(Refusal) as stop:
        list(PARQUET.read(place, "table").batches)
    assert stop.value.problem.code == "size.unpacked"


@pytest.mark.parametrize("cut", [-1, -200, 40])
def test_half_a_file_is_refused(place: Path, cut: int) -> None:
    pq.write_table(pa.table({"a": list(range(1000))}), place)
    place.write_bytes(place.read_bytes()[:cut])
    with pytest.raises(Refusal) as stop:
        PARQUET.layers(place)
    assert stop.value.problem.code == "file.unreadable"
