"""The comparison itself: it says nothing about a right answer and one line for each wrong one."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace as Found

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from real.comparison import disagreements
from real.shared_files import row_numbers
from torg.engine.formats import Dialect
from torg.engine.tables import Column, Geometry
from torg.foundation.problems import Problem, Question, Step

ENTRY = {
    "path": "baths.csv",
    "format": "csv",
    "encoding": ["cp1252", "iso-8859-1"],
    "delimiter": ";",
    "header_rows": [2],
    "rows": 2,
    "left_out": {"title": [1], "total": [5]},
    "trailing_blank": ["6-9"],
    "columns": {"Name": "string", "Depth": "number", "~3": ["date", "datetime"], "Place": "point"},
    "units": {"Depth": "m"},
    "values": [[3, "Depth", 1.2], [4, "Depth", None], [3, "~3", "2024-05-01"], [3, "Place", {"point": [18.1, 59.3]}]],
    "odd": [[4, "Depth", "deep"]],
    "geometry": {"kind": "point", "crs": "EPSG:3006", "bounds": [18.1, 59.3, 18.2, 59.4]},
}
LEFT_OUT = (("row.title", (1,)), ("row.total", (5,)), ("row.blank", (6, 7)))


def column(name: str, kind: str, label: str | None = None, unit: str | None = None) -> Column:
    return Column(name=name, label=label or name.title(), type=kind, sql="VARCHAR", unit=unit)  # type: ignore[arg-type]


@pytest.fixture
def report() -> Found:
    return Found(
        format="csv", encoding="cp1252", dialect=Dialect(";"), layer="", layers=(), header_rows=(2,), rows=2,
        columns=(
            column("name", "string"), column("depth", "number", unit="m"), column("c", "date"), column("place", "point")
        ),
        geometry=Geometry("point", ("place",), (18.1, 59.3, 18.2, 59.4)),
        left_out=tuple(
            Found(code=code, rows=rows) for code, rows in LEFT_OUT
        ),
        steps=(Step("pos.grid"),), questions=(), problems=(Problem("num.none", row=4, column="Depth", value="deep"),),
    )  # fmt: skip


@pytest.fixture
def parts(tmp_path: Path) -> Path:
    places = [shapely.to_wkb(shapely.Point(18.1, 59.3)), None]
    depths = pa.array([Decimal("1.20"), None], pa.decimal128(6, 2))
    days = [date(2024, 5, 1), None]
    table = pa.table({"_row": [3, 4], "name": ["A", "B"], "depth": depths, "c": days, "place": places})
    pq.write_table(table, tmp_path / "part-0.parquet")
    return tmp_path


def test_a_right_answer_meets_no_objection(report: Found, parts: Path) -> None:
    assert disagreements(ENTRY, report, parts) == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"encoding": "cp1250"}, "encoding"),
        ({"dialect": Dialect(",")}, "delimiter"),
        ({"header_rows": (1,)}, "header rows"),
        ({"rows": 3}, "rows"),
        ({"left_out": ()}, "left out"),
        ({"problems": ()}, "odd cell"),
        ({"questions": (Question("date.order"),)}, "questions"),
        ({"geometry": None}, "geometry"),
        ({"geometry": Geometry("point", ("place",), (59.3, 18.1, 59.4, 18.2))}, "geometry bounds"),
        ({"steps": ()}, "EPSG:3006"),
    ],
)
def test_a_wrong_answer_is_named(changed: dict[str, object], words: str, report: Found, parts: Path) -> None:
    found = disagreements(ENTRY, Found(**{**vars(report), **changed}), parts)
    assert found
    assert any(words in line for line in found)


def test_a_wrong_type_a_wrong_unit_and_a_column_too_many_are_named(report: Found, parts: Path) -> None:
    name, depth, *rest = report.columns
    report.columns = (name, replace(depth, type="string", unit="km"), *rest)
    assert [line.split(":")[0] for line in disagreements(ENTRY, report, parts)] == ["column 'Depth'", "unit of 'Depth'"]
    report.columns = (*report.columns, column("fid", "integer"))
    assert any(line.startswith("columns:") for line in disagreements(ENTRY, report, parts))


def test_a_wrong_cell_is_named(report: Found, parts: Path) -> None:
    for value in ([3, "Depth", 1.25], [3, "Name", "a"], [3, "~3", "2024-01-05"], [4, "Place", {"point": [18.1, 59.3]}]):
        assert len(disagreements({**ENTRY, "values": [value]}, report, parts)) == 1


def test_moments_are_compared_in_universal_time(report: Found, parts: Path) -> None:
    table = pa.table({"_row": [3, 4], "c": [datetime(2024, 5, 1, 12, tzinfo=UTC), None]})
    pq.write_table(table, parts / "part-0.parquet")
    assert disagreements({**ENTRY, "values": [[3, "~3", "2024-05-01T12:00:00Z"]]}, report, parts) == []
    assert disagreements({**ENTRY, "values": [[3, "~3", "2024-05-01T12:00:00"]]}, report, parts) != []


def test_ranges_of_rows_are_spelled_out() -> None:
    assert row_numbers([51, "44-46"]) == {44, 45, 46, 51}
