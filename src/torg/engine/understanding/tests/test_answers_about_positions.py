"""Answers about positions, shares and kinds: swapped axes, grids, the order in a cell, numbers without a sign."""

from typing import Any

import pytest

from torg.engine.understanding import Report
from torg.engine.understanding.tests.reading_of import column, table, values

Rows = list[list[str | None]]
SWEREF: Rows = [
    ["Namn", "Northing", "Easting"],
    ["A", "6580822", "674032"],
    ["B", "6581000", "674500"],
    ["C", "6581500", "675000"],
]
SWAPPED: Rows = [
    ["Namn", "latitude", "longitude"],
    ["A", "18.07125", "59.30125"],
    ["B", "18.08125", "59.31125"],
    ["C", "18.09125", "59.32125"],
]


def undo(report: Report, code: str) -> dict[str, Any]:
    (step,) = [step for step in report.as_json()["steps"] if step["code"] == code]
    return dict(step["undo"])


def test_a_grid_is_undone_to_the_numbers_of_the_file() -> None:
    rows = [["Namn", "x_sweref", "y_sweref"], *SWEREF[1:]]
    before = table(rows)
    assert before.geometry is not None
    report = table(rows, answers=undo(before, "pos.grid"))
    assert (report.geometry, len(report.columns), report.questions) == (None, 3, ())
    assert values(report, 1) == [6580822, 6581000, 6581500]


def test_a_grid_is_asked_for_and_answered() -> None:
    (question,) = table(SWEREF).as_json()["questions"]
    for way, name in zip(question["answers"], ["SWEREF 99 TM", "Lambert-93", "ETRS89 / UTM 33"], strict=False):
        report = table(SWEREF, answers=way["answer"])
        assert [step.facts["grid"] for step in report.steps if step.code == "pos.grid"] == [name]
        assert not report.questions
    report = table(SWEREF, answers=question["answers"][-1]["answer"])
    assert (report.geometry, report.questions) == (None, ())


def test_a_grid_nobody_thought_of_is_named_by_a_person() -> None:
    told = {"columns": {"Northing": {"system": "RT90 2.5 gon V"}}}
    report = table(SWEREF, answers=told)
    assert [step.facts["crs"] for step in report.steps if step.code == "pos.grid"] == ["EPSG:3021"]


def test_swapped_axes_are_asked_and_answered() -> None:
    (question,) = table(SWAPPED).as_json()["questions"]
    yes, no = (way["answer"] for way in question["answers"])
    swapped, kept = table(SWAPPED, answers=yes), table(SWAPPED, answers=no)
    assert not swapped.questions
    assert not kept.questions
    assert swapped.geometry is not None
    assert kept.geometry is not None
    assert swapped.geometry.columns == ("latitude", "longitude")
    assert kept.geometry.columns == ("longitude", "latitude")
    assert table(SWAPPED, answers=undo(swapped, "pos.turned")) == kept


def test_the_order_in_a_cell_is_asked_and_answered() -> None:
    cells = ["44.11125, 45.21125", "45.11225, 44.21225", "44.51325, 44.61325"]
    asked = column(cells, "Position")
    if not asked.questions:
        pytest.skip("the cells tell it themselves")
    north, east, text = (way["answer"] for way in asked.as_json()["questions"][0]["answers"])
    first = values(column(cells, "Position", answers=north))[0]
    other = values(column(cells, "Position", answers=east))[0]
    assert first["coordinates"] == other["coordinates"][::-1]
    assert values(column(cells, "Position", answers=text)) == cells


def test_numbers_among_percentages_are_answered() -> None:
    cells = ["50 %", "0,25", "75 %", "60 %", "10 %", "20 %"]
    (question,) = column(cells, "Andel").as_json()["questions"]
    percent, share, text = (way["answer"] for way in question["answers"])
    assert [float(value) for value in values(column(cells, "Andel", answers=percent))][:2] == [50, 0.25]
    shares = column(cells, "Andel", answers=share)
    assert [float(value) for value in values(shares)] == [50, 25, 75, 60, 10, 20]
    assert values(column(cells, "Andel", answers=undo(shares, "num.share"))) == cells
    assert values(column(cells, "Andel", answers=text)) == cells


def test_signs_between_thousands_are_asked_and_answered() -> None:
    cells = ["1.234", "2.345", "3.456"]
    (question,) = column(cells, "Antal").as_json()["questions"]
    whole, part, text = (way["answer"] for way in question["answers"])
    assert values(column(cells, "Antal", answers=whole)) == [1234, 2345, 3456]
    assert [str(value) for value in values(column(cells, "Antal", answers=part))] == cells
    assert values(column(cells, "Antal", answers=text)) == cells


def test_a_mixed_column_is_read_as_numbers_when_a_person_says_so() -> None:
    cells = ["12", "13", "14", "många", "15", "få", "16"]
    report = column(cells, "Besök")
    (step,) = [step for step in report.as_json()["steps"] if step["code"] == "col.mixed"]
    read = column(cells, "Besök", answers=step["answers"][0]["answer"])
    assert values(read) == [12, 13, 14, None, 15, None, 16]
    assert [problem.value for problem in read.problems] == ["många", "få"]


@pytest.mark.parametrize(
    ("told", "cells"),
    [
        ({"as_type": "date"}, ["a", "b", "c"]),
        ({"as_type": "number"}, ["a", "b", "c"]),
        ({"order": "DMY"}, ["12", "13", "14"]),
        ({"decimal": ","}, ["a", "b", "c"]),
        ({"first": "north"}, ["a", "b", "c"]),
        ({"as_type": "year"}, ["x", "y", "z"]),
        ({"system": "Narnia"}, ["a", "b", "c"]),
    ],
)
def test_an_answer_the_cells_do_not_bear_is_told(told: dict[str, str], cells: list[str]) -> None:
    report = column(cells, "Uppgift", answers={"columns": {"Uppgift": told}})
    assert "answer.gone_value" in {problem.code for problem in report.problems}
    assert report.rows == 3
