"""Totals are found and checked by adding up."""

import pytest

from torg.engine.understanding.report import Report

from .reading_of import table

HEAD = ["område", "barn", "vuxna"]
BODY = [["Norr", "12", "30"], ["Söder", "7", "41"], ["Öster", "3", "15"], ["Väster", "9", "22"]]


def left(report: Report) -> dict[str, tuple[int, ...]]:
    return {gone.code: gone.rows for gone in report.left_out}


@pytest.mark.parametrize("label", [None, "Hela staden", "31 december"])
def test_a_last_row_that_is_the_sum_is_a_total_whatever_its_name(label: str | None) -> None:
    report = table([HEAD, *BODY, [label, "31", "108"]])
    assert (report.rows, left(report), report.problems) == (4, {"row.total": (6,)}, ())


def test_a_last_row_that_is_no_sum_stays() -> None:
    assert table([HEAD, *BODY, ["Hela staden", "32", "107"]]).rows == 5


def test_sums_after_groups_are_left_out() -> None:
    group = [["Norr", "1,5", "30"], ["Söder", "7", "1 041"], ["Öster", "3", "15"]]
    other = [[name + " 2", one, two] for name, one, two in group]
    report = table([HEAD, *group, [None, "11,5", "1 086"], *other, [None, "11,5", "1 086"], [None, "23,0", "2 172"]])
    assert (report.rows, left(report)) == (6, {"row.total": (5, 9, 10)})


def test_one_column_proves_a_total_only_with_enough_rows() -> None:
    cells = [["a", "120"], ["b", "80"], ["c", "44"], ["d", "31"]]
    assert table([["plats", "antal"], *cells, ["e", "275"]]).rows == 5
    assert table([["plats", "antal"], *cells, ["e", "5"], ["f", "280"]]).rows == 5


@pytest.mark.parametrize("last", ["0", "2", "5"])
def test_small_counts_that_meet_by_chance_stay(last: str) -> None:
    cells = [[f"plats {n}", "1" if n < int(last) else "0"] for n in range(6)]
    assert table([["plats", "antal"], *cells, ["plats 7", last]]).rows == 7


def test_a_total_that_is_not_the_sum_is_left_out_and_told() -> None:
    report = table([HEAD, *BODY, ["Summa", "32", "110"]])
    assert (report.rows, left(report)) == (4, {"row.total": (6,)})
    (problem,) = report.problems
    assert (problem.code, problem.row, problem.column, problem.value) == ("row.total_differs", 6, "barn", "32")
    assert "come to 31" in problem.sentence()
    assert report.problem_count == 1


def test_a_total_of_totals_is_right() -> None:
    parts = [["Delsumma", "19", "71"], *BODY[2:], ["Delsumma", "12", "37"], ["Summa", "31", "108"]]
    report = table([HEAD, *BODY[:2], *parts])
    assert (report.rows, left(report), report.problems) == (4, {"row.total": (4, 7, 8)}, ())


def test_shares_and_words_beside_a_right_sum_are_nothing_to_tell() -> None:
    rows = [[name, one, f"{two} %"] for name, one, two in BODY]
    assert table([HEAD, *rows, ["Summa", "31", "27 %"]]).problems == ()
