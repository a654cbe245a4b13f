"""What a writer writes is read back cell by cell; memory stays bounded; spreadsheets run nothing."""

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from lakes import COLUMNS, NAMES, Row, lakes, rows
from torg.engine.formats import WRITERS, About, writer
from torg.engine.formats.xlsx import writing as xlsx_writing
from torg.engine.queries import Engine, Query
from torg.engine.tables import Column, Geometry, Version
from torg.foundation.storage import open_storage

COUNT = 97
FACTS = (("title", "Sjöar"), ("licence", "CC0"))
Place = tuple[Engine, Version]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("writers")
    storage = open_storage(str(folder / "storage"))
    engine = Engine(storage, folder / "cache")
    yield engine, lakes(storage, folder, COUNT, parts=3)
    engine.close()


def written(place: Place, name: str, *, excel: bool = False) -> bytes:
    engine, version = place
    out = io.BytesIO()
    writer(name).write(engine.stream(version, Query()), out, About(version.columns, version.geometry, FACTS, excel))
    return out.getvalue()


def as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bytes):
        return shapely.to_wkt(shapely.from_wkb(value), rounding_precision=-1)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        text = value.replace(tzinfo=None).isoformat()
        return (text.rstrip("0") if "." in text else text) + ("Z" if value.tzinfo else "")
    if isinstance(value, time):
        return value.isoformat().rstrip("0") if value.microsecond else value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def test_csv_is_rfc_4180_and_equal_cell_by_cell(place: Place) -> None:
    """USE-3."""
    content = written(place, "csv")
    assert content.startswith(b"code,name,capacity,")
    found = list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))
    assert found[0] == list(NAMES)
    assert len(found) == COUNT + 1
    share = NAMES.index("share")
    for line, row in zip(found[1:], rows(COUNT), strict=True):
        expected = [as_text(value) for value in row]
        assert (line[share] and float(line[share])) == (expected[share] and float(expected[share]))
        assert line[:share] + line[share + 1 :] == expected[:share] + expected[share + 1 :]


def test_csv_tells_an_empty_text_from_a_missing_value(place: Place) -> None:
    lines = written(place, "csv").split(b"\r\n")
    number = next(n for n, row in enumerate(rows(COUNT)) if row[1] == "" and row[2] is not None)
    missing = next(n for n, row in enumerate(rows(COUNT)) if row[1] is None and row[2] is not None)
    assert b',"",' in b"\r\n".join(lines[number : number + 3])
    assert any(line.startswith(b'"%04d",,' % missing) for line in lines)


def test_csv_for_a_spreadsheet_has_mark_semicolons_commas_and_no_formulas(place: Place) -> None:
    """USE-3."""
    content = written(place, "csv", excel=True)
    assert content.startswith(b"\xef\xbb\xbfcode;name;")
    found = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
    names, depths = ([line[index] for line in found[1:]] for index in (1, 4))
    assert "'=1+1" in names
    assert not any(name.startswith(tuple("=+-@\t")) for name in names)
    assert "0,300" in depths
    assert not any("." in depth for depth in depths)


def test_csv_for_a_spreadsheet_guards_texts_only_and_writes_every_number_with_a_comma() -> None:
    point = shapely.to_wkb(shapely.Point(-3.5, 40.25))
    cells = {
        "fine": (pa.decimal128(17, 10), "number", Decimal("-3.7091287000"), "-3,7091287000"),
        "small": (pa.decimal128(20, 18), "number", Decimal("-0.000000000001"), "-0,000000000001000000"),
        "coarse": (pa.decimal128(9, 2), "number", Decimal("-1234.50"), "-1234,50"),
        "double": (pa.float64(), "number", -0.5, "-0,5"),
        "large": (pa.decimal128(38, 0), "integer", Decimal(-(10**20)), f"-{10**20}"),
        "whole": (pa.int64(), "integer", -7, "-7"),
        "year": (pa.int16(), "year", -44, "-44"),
        "day": (pa.date32(), "date", date(2026, 11, 24), "2026-11-24"),
        "moment": (pa.timestamp("us"), "datetime", datetime(2026, 11, 24, 8, 5), "2026-11-24T08:05:00"),
        "place": (pa.binary(), "point", point, "POINT (-3.5 40.25)"),
        "text": (pa.string(), "string", "-3.7091287", "'-3.7091287"),
    }
    columns = tuple(Column(name, name, kind, "") for name, (_, kind, _, _) in cells.items())
    arrays = [pa.array([value, None], type) for type, _, value, _ in cells.values()]
    out = io.BytesIO()
    batch = pa.record_batch(arrays, list(cells))
    writer("csv").write(iter([batch]), out, About(columns, excel=True))
    found = list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
    assert found[1:] == [[expected for *_, expected in cells.values()], [""] * len(cells)]


def test_plain_csv_never_changes_a_value_that_looks_like_a_formula(place: Place) -> None:
    assert b'"=1+1"' in written(place, "csv")


@pytest.mark.parametrize("name", ["json", "ndjson"])
def test_json_is_equal_cell_by_cell(place: Place, name: str) -> None:
    content = written(place, name).decode()
    texts = content.splitlines() if name == "ndjson" else [json.dumps(None)]
    found = (
        [json.loads(text, parse_float=Decimal) for text in texts]
        if name == "ndjson"
        else json.loads(content, parse_float=Decimal)
    )
    assert len(found) == COUNT
    for item, row in zip(found, rows(COUNT), strict=True):
        assert list(item) == list(NAMES)
        for column, value in zip(NAMES, row, strict=True):
            assert item[column] == _json(value), column


def _json(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"type": "Point", "coordinates": [Decimal(repr(n)) for n in shapely.from_wkb(value).coords[0]]}
    if isinstance(value, (date, time)):
        return as_text(value)
    return Decimal(repr(value)) if isinstance(value, float) else value


def test_geojson_has_a_feature_for_each_row(place: Place) -> None:
    found = json.loads(written(place, "geojson"), parse_float=Decimal)
    assert found["type"] == "FeatureCollection"
    for feature, row in zip(found["features"], rows(COUNT), strict=True):
        assert feature["type"] == "Feature"
        assert feature["geometry"] == _json(row[-1])
        assert feature["properties"]["code"] == row[0]
        assert "place" not in feature["properties"]


def test_geojson_of_two_columns_keeps_their_digits() -> None:
    columns = (Column("lon", "lon", "number", "DECIMAL(9,6)"), Column("lat", "lat", "number", "DECIMAL(9,6)"))
    values = [[Decimal("18.100000"), None], [Decimal("59.300001"), Decimal("59.1")]]
    batch = pa.record_batch([pa.array(each, pa.decimal128(9, 6)) for each in values], ["lon", "lat"])
    out = io.BytesIO()
    writer("geojson").write(iter([batch]), out, About(columns, Geometry("point", ("lon", "lat"))))
    assert b'"geometry":{"type":"Point","coordinates":[18.100000,59.300001]}' in out.getvalue()
    assert json.loads(out.getvalue())["features"][1]["geometry"] is None


def test_parquet_is_equal_cell_by_cell_and_names_its_geometry(place: Place) -> None:
    content = written(place, "parquet")
    table = parquet.read_table(io.BytesIO(content))
    assert [tuple(row.values()) for row in table.to_pylist()] == rows(COUNT)
    assert table.column_names == list(NAMES)
    geo = json.loads(table.schema.metadata[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "place")
    assert geo["columns"]["place"] == {"encoding": "WKB", "geometry_types": ["Point"], "bbox": [11.0, 55.0, 20.0, 60.0]}


def test_a_spreadsheet_is_equal_cell_by_cell_and_says_what_it_is(place: Place) -> None:
    """USE-2."""
    book = openpyxl.load_workbook(io.BytesIO(written(place, "xlsx")))
    assert book.sheetnames == ["Data", "About"]
    found = list(book["Data"].iter_rows(values_only=True))
    assert found[0] == NAMES
    for line, row in zip(found[1:], rows(COUNT), strict=True):
        for column, cell, value in zip(COLUMNS, line, row, strict=True):
            assert _same(cell, value, column), (column.name, cell, value)
    about = dict(row[:2] for row in book["About"].iter_rows(values_only=True) if row[0])
    assert about["Title"] == "Sjöar"
    assert about["name"] == "Namn på sjön"
    assert all(cell.data_type != "f" for sheet in book for line in sheet.iter_rows() for cell in line)


def _same(cell: Any, value: Any, column: Column) -> bool:
    if value is None or value == "":
        return cell in (None, "")
    if column.name == "huge":
        return cell == f"{value:f}"
    if column.type == "number":
        return float(cell) == pytest.approx(float(value), rel=1e-14)
    if column.type == "date" and value < date(1900, 3, 1):
        return cell == value.isoformat()
    if column.type == "date":
        return cell.date() == value
    if column.type == "time":
        return abs(cell.second - value.second) <= 1 and (cell.hour, cell.minute) == (value.hour, value.minute)
    if column.type == "datetime":
        return abs((cell - value.replace(tzinfo=None)).total_seconds()) < 0.01
    return cell == (as_text(value) if isinstance(value, bytes) else value)


def test_a_spreadsheet_goes_on_where_a_sheet_is_full(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_writing, "LAST_ROW", 40)
    book = openpyxl.load_workbook(io.BytesIO(written(place, "xlsx")))
    assert book.sheetnames == ["Data", "Data 2", "Data 3", "About"]
    sheets = [list(book[name].iter_rows(values_only=True)) for name in book.sheetnames[:3]]
    assert [len(sheet) for sheet in sheets] == [41, 41, 18]
    assert [line[0] for sheet in sheets for line in sheet[1:]] == [row[0] for row in rows(COUNT)]
    assert {sheet[0] for sheet in sheets} == {NAMES}


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_rows_give_the_same_bytes(place: Place, name: str) -> None:
    assert written(place, name) == written(place, name)


@pytest.mark.parametrize("name", WRITERS)
def test_no_rows_make_a_file_too(place: Place, name: str) -> None:
    engine, version = place
    empty = engine.stream(version, Query(where=_nothing()))
    out = io.BytesIO()
    writer(name).write(empty, out, About(version.columns, version.geometry, FACTS))
    content = out.getvalue()
    assert len(content) > 30 or name == "ndjson" or json.loads(content) == []
    if name in ("json", "geojson"):
        assert json.loads(content) in ([], {"type": "FeatureCollection", "features": []})
    if name == "parquet":
        assert parquet.read_table(io.BytesIO(content)).num_rows == 0


def _nothing() -> Any:
    from torg.engine.queries.query import Constant

    return Constant(False)


texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=20)


@given(st.lists(st.tuples(st.none() | texts, st.none() | st.integers(-(2**63), 2**63 - 1)), min_size=1, max_size=20))
@settings(max_examples=100, deadline=None)
def test_any_text_and_number_comes_back_from_csv_json_and_parquet(listed: list[Row]) -> None:
    columns = (Column("a", "a", "string", "VARCHAR"), Column("b", "b", "integer", "BIGINT"))
    arrays = [
        pa.array(list(values), kind)
        for values, kind in zip(zip(*listed, strict=True), (pa.string(), pa.int64()), strict=True)
    ]
    batch = pa.record_batch(arrays, ["a", "b"])
    files = {}
    for name in ("csv", "json", "ndjson", "parquet"):
        files[name] = io.BytesIO()
        writer(name).write(iter([batch]), files[name], About(columns))
    lines = list(csv.reader(io.StringIO(files["csv"].getvalue().decode(), newline="")))[1:]
    assert [tuple(line) for line in lines] == [(a or "", "" if b is None else str(b)) for a, b in listed]
    assert [tuple(item.values()) for item in json.loads(files["json"].getvalue())] == listed
    ndjson = files["ndjson"].getvalue().decode().split("\n")[:-1]
    assert [tuple(json.loads(line).values()) for line in ndjson] == listed
    assert [tuple(row.values()) for row in parquet.read_table(files["parquet"]).to_pylist()] == listed


class Nowhere(io.RawIOBase):
    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return len(data)


@pytest.mark.parametrize("name", ["csv", "json", "ndjson", "parquet", "xlsx"])
def test_memory_does_not_grow_with_the_rows(name: str, tmp_path: Path) -> None:
    columns = (Column("a", "a", "string", "VARCHAR"), Column("b", "b", "integer", "BIGINT"))
    size = 200 if name == "xlsx" else 5_000

    def batches(count: int) -> Iterator[pa.RecordBatch]:
        for start in range(0, count * size, size):
            yield pa.record_batch(
                [
                    pa.array([f"text {n} " * 5 for n in range(start, start + size)]),
                    pa.array(range(start, start + size)),
                ],
                ["a", "b"],
            )

    def peak(count: int) -> int:
        held = pa.total_allocated_bytes()
        most = 0

        def watched() -> Iterator[pa.RecordBatch]:
            nonlocal most
            for batch in batches(count):
                most = max(most, pa.total_allocated_bytes() - held)
                yield batch

        tracemalloc.start()
        writer(name).write(watched(), Nowhere(), About(columns))  # type: ignore[arg-type]
        python = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return python + most

    assert peak(120) < peak(60) * 1.3 + 2_000_000


def test_what_a_table_was_published_with_is_read_in_utc() -> None:
    columns = (Column("t", "t", "datetime", "TIMESTAMPTZ"),)
    moment = datetime(2026, 7, 1, 12, tzinfo=UTC)
    batch = pa.record_batch([pa.array([moment], pa.timestamp("us", "Europe/Stockholm"))], ["t"])
    out = io.BytesIO()
    writer("csv").write(iter([batch]), out, About(columns))
    assert out.getvalue() == b't\r\n"2026-07-01T12:00:00Z"\r\n'
