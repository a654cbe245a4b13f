"""Positions with the municipality's box known: grids, swapped axes, rows far outside (F01 in part, F20)."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pyproj import Transformer

from torg.engine.understanding import Report, understand, understand_apart
from torg.engine.understanding.area import Area

from .reading_of import table, values

# A town in each of the countries of the eleven grids: longitude, latitude, country.
TOWNS = {
    "EPSG:3006": (16.19, 58.59, "SE"),
    "EPSG:25832": (10.2, 56.15, "DK"),
    "EPSG:2154": (4.83, 45.76, "FR"),
    "EPSG:2180": (19.94, 50.06, "PL"),
    "EPSG:5514": (16.61, 49.19, "CZ"),
    "EPSG:23700": (20.15, 46.25, "HU"),
    "EPSG:3794": (14.5, 46.05, "SI"),
    "EPSG:3765": (15.98, 45.81, "HR"),
    "EPSG:7792": (8.61, 44.91, "IT"),
    "EPSG:31287": (15.44, 47.07, "AT"),
    "EPSG:31467": (9.18, 48.78, "DE"),
}
BOX = (18.0, 59.2, 18.3, 59.5)
TOWN = Area(BOX, "SE")
PLACES = [(f"plats {n}", f"59.{300 + n}", f"18.{100 + n}") for n in range(20)]


def around(crs: str) -> tuple[Any, Any, tuple[float, float, float, float]]:
    longitude, latitude, _ = TOWNS[crs]
    spread = np.random.default_rng(7)
    lon, lat = longitude + spread.uniform(-0.08, 0.08, 40), latitude + spread.uniform(-0.06, 0.06, 40)
    return lon, lat, (longitude - 0.1, latitude - 0.08, longitude + 0.1, latitude + 0.08)


def written(folder: Path, rows: list[tuple[object, ...]]) -> Path:
    path = folder / "places.csv"
    path.write_text("\n".join(";".join(map(str, row)) for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("crs", TOWNS)
@pytest.mark.parametrize("swapped", [False, True], ids=["right", "swapped"])
def test_every_grid_becomes_longitude_and_latitude(crs: str, swapped: bool, tmp_path: Path) -> None:
    lon, lat, box = around(crs)
    east, north = Transformer.from_crs("EPSG:4326", crs, always_xy=True).transform(lon, lat)
    first, second = (north, east) if swapped else (east, north)
    rows = [("id", "x", "y"), *((f"a{n}", f"{first[n]:.2f}", f"{second[n]:.2f}") for n in range(40))]
    report = understand(written(tmp_path, rows), "places.csv", sample=40, within=box, country=TOWNS[crs][2])
    assert (report.questions, report.problems) == ((), ())
    found = [(float(row[3]), float(row[4])) for row in report.sample]
    assert np.allclose(found, np.column_stack((lon, lat)), atol=2e-5)
    assert [step.facts["crs"] for step in report.steps if step.code == "pos.grid"] == [crs]


@pytest.mark.parametrize("swapped", [False, True], ids=["right", "swapped"])
def test_degrees_are_put_the_right_way_round(swapped: bool, tmp_path: Path) -> None:
    rows = [("namn", "lat", "lon"), *((name, lon, lat) if swapped else (name, lat, lon) for name, lat, lon in PLACES)]
    report = understand(written(tmp_path, rows), "places.csv", within=BOX)
    assert report.geometry is not None
    assert report.geometry.columns == (("lat", "lon") if swapped else ("lon", "lat"))
    assert (report.questions, [step.code for step in report.steps]) == ((), ["pos.turned"] if swapped else [])


def told(rows: list[tuple[str, ...]], area: Area, *head: str) -> Report:
    return table([head, *rows], area=area)


def test_a_row_far_outside_is_told_with_its_distance_and_kept() -> None:
    report = told([*PLACES, ("långt borta", "60.5", "18.1")], TOWN, "namn", "lat", "lon")
    (problem,) = report.problems
    assert (problem.code, problem.row, problem.facts["km"]) == ("pos.far", 22, 111)
    assert (report.rows, float(values(report)[-1])) == (21, 60.5)
    assert "111 km" in problem.sentence()


def test_a_row_near_the_boundary_is_none_to_tell() -> None:
    assert told([*PLACES, ("sommarbad", "59.53", "18.1")], TOWN, "namn", "lat", "lon").problems == ()


def test_single_swapped_rows_are_told_and_kept() -> None:
    rows = [*PLACES, ("fel", "18.15", "59.35"), *[(f"b {n}", "59.4", f"18.{n}") for n in range(10, 20)]]
    report = told(rows, TOWN, "namn", "lat", "lon")
    assert [(problem.code, problem.row) for problem in report.problems] == [("pos.swap", 22)]
    assert float(values(report)[20]) == 18.15


def test_a_swapped_row_of_a_grid_is_told_as_swapped() -> None:
    east, north = Transformer.from_crs(4326, 3006, always_xy=True).transform(np.linspace(18.05, 18.2, 9), [59.3] * 9)
    rows = [(f"p{n}", f"{e:.0f}", f"{m:.0f}") for n, (e, m) in enumerate(zip(east, north, strict=True))]
    report = told([*rows, ("fel", rows[0][2], rows[0][1])], TOWN, "namn", "x", "y")
    assert [(problem.code, problem.row) for problem in report.problems] == [("pos.swap", 11)]
    assert values(report, 3)[-1] is None


def test_a_file_about_another_place_says_so_once() -> None:
    report = told(PLACES, Area((12.0, 55.0, 12.2, 55.2), "DK"), "namn", "lat", "lon")
    assert [problem.code for problem in report.problems] == ["pos.elsewhere"]


def test_digits_left_out_are_put_back_and_told() -> None:
    lon, lat, box = around("EPSG:3006")
    east, north = Transformer.from_crs(4326, 3006, always_xy=True).transform(lon, lat)
    rows = [(f"p{n}", f"{east[n]:.0f}", f"{north[n] % 1e6:.0f}") for n in range(40)]
    report = told(rows, Area(box, "SE"), "namn", "x", "y")
    assert float(values(report, 4)[0]) == pytest.approx(lat[0], abs=1e-4)
    assert "pos.digits" in {step.code for step in report.steps}


def test_positions_in_one_cell_take_their_order_from_the_box() -> None:
    rows = [(f"p{n}", f"43.{100 + n}, 44.{100 + n}") for n in range(9)]
    report = told(rows, Area((44.0, 43.0, 44.3, 43.3)), "namn", "läge")
    assert (report.questions, values(report)[0]["coordinates"]) == ((), pytest.approx([44.1, 43.1]))
    assert [q.code for q in table([("namn", "läge"), *rows]).questions] == ["pos.order"]


def test_a_cell_far_outside_is_told() -> None:
    rows = [(name, f"{lat}, {lon}") for name, lat, lon in PLACES]
    report = told([*rows, ("bort", "60.5, 18.1"), ("fel", "18.1, 59.3")], TOWN, "namn", "läge")
    assert [(problem.code, problem.row) for problem in report.problems] == [("pos.far", 22), ("pos.swap", 23)]


def test_without_a_boundary_it_is_said_only_where_it_matters() -> None:
    plain = [("namn", "lat", "lon"), *PLACES]
    assert not table(plain).steps
    abroad = table([*plain, ("fel", "-18.15", "59.35")])
    assert [(step.code, step.facts["rows"]) for step in abroad.steps] == [("pos.abroad", [22])]
    swapped = table([("namn", "lon", "lat"), *PLACES])
    assert [step.code for step in swapped.steps] == ["pos.unchecked"]
    assert [question.code for question in swapped.questions] == ["pos.axes"]


def test_the_box_reaches_the_child(tmp_path: Path) -> None:
    rows = [("namn", "lon", "lat"), *PLACES]
    report = understand_apart(written(tmp_path, rows), "places.csv", within=BOX, country="SE")
    assert [step.code for step in report.steps] == ["pos.turned"]
