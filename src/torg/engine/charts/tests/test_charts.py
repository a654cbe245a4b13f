"""Which charts are proposed, what they count, and that no value of the data becomes part of the picture's code."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from torg.engine.charts import Chart, Finding, Words, counted, drawn, plans
from torg.engine.charts.specification import specification
from torg.engine.tables import Column, Geometry, Version, store_version
from torg.foundation.storage import Storage, open_storage

KINDS = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "boolean": "BOOLEAN"}
HOSTILE = "<script>alert(1)</script>\"&'}]\u202e"


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return open_storage(str(tmp_path / "storage"))


def version(folder: Path, storage: Storage, values: dict[str, tuple[str, list[Any]]], **roles: str) -> Version:
    """A version with these columns: name -> type and values."""
    types = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "date": pa.date32(),
        "boolean": pa.bool_(),
    }
    rows = len(next(iter(values.values()))[1])
    table = pa.table(
        {
            "_row": pa.array(range(rows)),
            **{name: pa.array(given, types[kind]) for name, (kind, given) in values.items()},
        }
    )
    file = folder / "part.parquet"
    parquet.write_table(table, file)
    columns = tuple(_column(name, kind, given, roles.get(name)) for name, (kind, given) in values.items())
    return store_version(storage, "t_x", 1, [file], columns, None, datetime(2026, 1, 1, tzinfo=UTC))


def _column(name: str, kind: str, given: list[Any], role: str | None) -> Column:
    known = [value for value in given if value is not None]
    low, high = (str(min(known)), str(max(known))) if known else (None, None)
    return Column(
        name, name.title(), kind, KINDS[kind], role=role, missing=len(given) - len(known),  # type: ignore[arg-type]
        distinct=len(set(known)), min=low, max=high,
    )  # fmt: skip


MANY = [f"Kind {at % 40}" for at in range(200)]
FEW = ["a", "b", "b", "c", "c", "c"] * 20
SIZES = [float((at * 37) % 101) for at in range(120)]
DAYS = [date(2020 + at % 6, 1 + at % 12, 1 + at % 28) for at in range(120)]


@pytest.mark.parametrize(
    ("values", "kinds"),
    [
        ({"kind": ("string", FEW)}, ["bars"]),
        ({"kind": ("string", MANY)}, ["bars"]),
        ({"kind": ("string", FEW), "size": ("number", SIZES)}, ["bars", "means", "histogram"]),
        ({"size": ("number", SIZES), "height": ("number", SIZES[::-1])}, ["dots", "histogram", "histogram"]),
        ({"day": ("date", DAYS), "size": ("number", SIZES)}, ["line", "histogram"]),
        ({"day": ("date", DAYS), "kind": ("string", FEW)}, ["counts", "bars"]),
        ({"number": ("integer", list(range(120)))}, []),
        ({"name": ("string", [f"n{at}" for at in range(120)])}, []),
        ({"empty": ("string", [None] * 9)}, []),
        ({"one": ("string", ["x"])}, []),
        ({"none": ("string", [])}, []),
        ({"same": ("string", ["x"] * 50), "flat": ("number", [1.0] * 50)}, []),
    ],
)
def test_the_columns_decide_which_charts_there_are(
    tmp_path: Path, storage: Storage, values: dict[str, tuple[str, list[Any]]], kinds: list[str]
) -> None:
    found = version(tmp_path, storage, values) if next(iter(values.values()))[1] else Version("t", 1, None, (), ())  # type: ignore[arg-type]
    assert [plan.kind for plan in plans(found)] == kinds
    if kinds:
        assert [chart.kind for chart in counted(found, storage).charts] == kinds


def test_places_and_names_make_dates_a_count_not_a_series(tmp_path: Path, storage: Storage) -> None:
    values = {"name": ("string", [f"n{at}" for at in range(120)]), "day": ("date", DAYS), "size": ("number", SIZES)}
    found = version(tmp_path, storage, values, name="name")
    assert plans(found)[0].kind == "counts"


def test_metres_in_a_grid_that_nobody_named_are_no_size(tmp_path: Path, storage: Storage) -> None:
    norths = [6_320_000 + 17 * at for at in range(120)]
    table = version(tmp_path, storage, {"size": ("number", SIZES), "to the north": ("integer", norths)})
    places = replace(table, geometry=Geometry("point", ("lon", "lat")))
    assert [plan.kind for plan in plans(table)] == ["dots", "histogram", "histogram"]
    assert [(plan.kind, plan.first.label) for plan in plans(places)] == [("histogram", "Size")]


def test_bars_are_sorted_and_the_rest_stands_together(tmp_path: Path, storage: Storage) -> None:
    values = ["often"] * 50 + MANY
    chart = counted(
        version(tmp_path, storage, {"kind": ("string", values)}), storage, Words(others="the others")
    ).charts[0]
    assert chart.pairs[0] == ("often", 50)
    assert len(chart.pairs) == 21
    assert chart.pairs[-1][0] == "the others"
    assert sum(count for _, count in chart.pairs) == len(values)
    assert (chart.finding.code, chart.finding.facts["count"]) == ("chart.bars", 50)


def test_of_two_that_are_equal_none_is_called_the_most_frequent(tmp_path: Path, storage: Storage) -> None:
    found = version(tmp_path, storage, {"kind": ("string", ["a", "b"] * 9 + ["c"])})
    finding = counted(found, storage).charts[0].finding
    assert (finding.code, finding.facts["value"], finding.facts["other"]) == ("chart.bars_tied", "a", "b")


def test_a_period_without_rows_counts_nothing(tmp_path: Path, storage: Storage) -> None:
    days = [date(2020, 1, 5)] * 4 + [date(2020, 4, 1)] * 3 + [date(2020, 6, 1), date(2020, 6, 2)]
    chart = counted(version(tmp_path, storage, {"day": ("date", days)}), storage).charts[0]
    assert chart.pairs == (
        ("2020-01", 4), ("2020-02", 0), ("2020-03", 0), ("2020-04", 3), ("2020-05", 0), ("2020-06", 2),
    )  # fmt: skip


def test_a_title_claims_a_link_only_where_there_is_one(tmp_path: Path, storage: Storage) -> None:
    line = [float(at) + 0.5 for at in range(120)]
    codes = []
    for other in (line[::-1], SIZES):
        chart = counted(version(tmp_path, storage, {"a": ("number", line), "b": ("number", other)}), storage).charts[0]
        codes.append(chart.finding.code)
    assert codes == ["chart.dots_down", "chart.dots_none"]


def test_columns_of_sizes_hold_every_row_once(tmp_path: Path, storage: Storage) -> None:
    chart = counted(version(tmp_path, storage, {"size": ("number", SIZES)}), storage).charts[0]
    assert sum(count for _, count in chart.pairs) == len(SIZES)


def test_the_most_frequent_values_are_known(tmp_path: Path, storage: Storage) -> None:
    assert counted(version(tmp_path, storage, {"kind": ("string", FEW)}), storage).tops["kind"] == [
        ("c", 60), ("b", 40), ("a", 20),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["bars", "means", "line", "counts", "dots", "histogram"])
def test_a_picture_holds_shapes_and_words_and_nothing_else(tmp_path: Path, storage: Storage, kind: str) -> None:
    values: dict[str, tuple[str, list[Any]]] = {
        HOSTILE: ("string", [HOSTILE * 30, "b", HOSTILE] * 40), "size": ("number", SIZES),
        "other": ("number", SIZES[::-1]), "day": ("date", DAYS),
    }  # fmt: skip
    chosen = {
        "bars": (HOSTILE,), "means": (HOSTILE, "size"), "line": ("day", "size"), "counts": ("day",),
        "dots": ("size", "other"), "histogram": ("size",),
    }[kind]  # fmt: skip
    charts = counted(version(tmp_path, storage, {name: values[name] for name in chosen}), storage).charts
    chart = next(one for one in charts if one.kind == kind)
    picture = drawn(chart)
    assert picture.startswith("<svg ")
    assert len(picture) < 45_000
    assert set(re.findall(r"<([a-z]+)", picture)) <= {"svg", "g", "path", "line", "rect", "text", "circle", "tspan"}
    assert not re.search(r"\s(on\w+|style|href|class|id)=", picture)
    assert "var(--mark)" in picture
    assert Chart.from_json(chart.as_json()) == chart


def test_others_that_are_most_have_their_number_and_no_bar_that_dwarfs_the_rest() -> None:
    pairs = (("a", 9), ("b", 7), ("others", 1332000))
    chart = Chart("bars", "Kind", "", "", Finding("chart.bars", {}), pairs)
    values = specification(chart)["data"]["values"]
    assert [one["n"] for one in values] == [9, 7, 0]
    assert [one["told"] for one in values] == ["9", "7", "1,332,000"]
    assert ">1,332,000<" in drawn(chart)


def test_where_a_chart_shows_nothing_the_next_one_takes_its_place(tmp_path: Path, storage: Storage) -> None:
    alone = [date(2020, 1, 1 + at) for at in range(30)]  # one row a day: a line of ones
    values: dict[str, tuple[str, list[Any]]] = {
        "day": ("date", alone), "kind": ("string", FEW[:30]), "size": ("number", SIZES[:30]),
        "name": ("string", [f"n{at}" for at in range(30)]), "other": ("number", SIZES[30:60]),
    }  # fmt: skip
    found = counted(version(tmp_path, storage, values, name="name"), storage)
    assert [chart.kind for chart in found.charts] == ["bars", "means", "dots"]
