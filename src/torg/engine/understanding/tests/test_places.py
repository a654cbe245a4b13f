"""Positions (F19, F20)."""

import numpy as np
import pytest

from torg.engine.geography import to_wgs84

from .reading_of import column, table, values


@pytest.mark.parametrize(
    "cells",
    [
        ["59.3, 18.1", "59.4, 18.2"],
        ["59°18'00\"N 18°06'00\"E", "59°24'00\"N 18°12'00\"E"],
        ["POINT (18.1 59.3)", "POINT (18.2 59.4)"],
    ],
)
def test_a_cell_with_a_position_becomes_a_point(cells: list[str]) -> None:
    report = column(cells, "Läge")
    place = values(report)[0]
    assert (place["type"], place["coordinates"]) == ("Point", pytest.approx([18.1, 59.3]))
    assert report.geometry is not None
    assert report.geometry.columns == (report.columns[1].name,)


def test_positions_with_a_blank_row_among_them_are_read() -> None:
    report = table([["namn", "läge"], ["a", "59.3, 18.1"], ["", ""], ["b", "59.4, 18.2"], ["c", "59.5, 18.3"]])
    assert [place["coordinates"][1] for place in values(report, 1)] == pytest.approx([59.3, 59.4, 59.5])


def test_three_words_stay_text() -> None:
    cells = ["filled.count.soap", "index.home.raft"]
    assert values(column(cells)) == cells


def test_latitude_and_longitude_stay_and_are_named() -> None:
    report = table([["namn", "lat", "lon"], ["a", "59.3", "18.1"], ["b", "59.4", "18.2"]])
    assert report.geometry is not None
    assert (report.geometry.columns, report.geometry.bounds) == (("lon", "lat"), (18.1, 59.3, 18.2, 59.4))


def test_swapped_headings_are_asked_about() -> None:
    report = table([["namn", "lat", "lon"], ["a", "18.1", "59.3"], ["b", "18.2", "59.4"]])
    assert [question.code for question in report.questions] == ["pos.axes"]
    assert report.geometry is not None
    assert report.geometry.columns == ("lat", "lon")


def test_a_national_grid_gives_two_columns_more() -> None:
    rows = [["namn", "x_sweref", "y_sweref"], ["a", "6580822", "674032"], ["b", "6581822", "675032"]]
    report = table(rows)
    assert [column.name for column in report.columns] == ["namn", "x_sweref", "y_sweref", "longitude", "latitude"]
    longitude, latitude = to_wgs84(np.array([674032.0]), np.array([6580822.0]), "EPSG:3006")
    assert (float(values(report, 3)[0]), float(values(report, 4)[0])) == pytest.approx(
        (longitude[0], latitude[0]), abs=1e-6
    )
    assert "pos.grid" in {step.code for step in report.steps}


def test_numbers_that_are_no_degrees_are_told_and_get_no_role() -> None:
    rows = [["namn", "Xlongitude", "Ylatitude"], ["a", "4048860", "49512331"], ["b", "4057230", "49603110"]]
    report = table(rows)
    assert [column.role for column in report.columns] == ["name", None, None]
    assert [(one.code, one.column) for one in report.problems] == [
        ("pos.range", "Xlongitude"),
        ("pos.range", "Ylatitude"),
    ]
    assert report.geometry is None


def test_a_position_off_the_earth_is_told() -> None:
    rows = [["namn", "lat", "lon"], *([f"p{n}", "59.3", f"18.{n}"] for n in range(10, 40)), ["fel", "593", "18.1"]]
    report = table(rows)
    assert [(problem.code, problem.row) for problem in report.problems] == [("pos.odd", 32)]
