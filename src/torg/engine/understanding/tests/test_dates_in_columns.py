"""Dates, times and years (F12, F13, F14)."""

import re
from datetime import UTC, date, datetime, time

import pytest

from torg.engine.formats import KIND_NUMBER, KIND_TEXT
from torg.engine.understanding.moments import LETTER
from torg.engine.understanding.words.months import MONTHS

from .reading_of import column, table, values


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (["2026-06-01", "2026-12-24"], [date(2026, 6, 1), date(2026, 12, 24)]),
        (["01.06.2026", "24.12.2026"], [date(2026, 6, 1), date(2026, 12, 24)]),
        (["1.6.2026", "2.12.2026"], [date(2026, 6, 1), date(2026, 12, 2)]),
        (["01/06/2026", "24/12/2026"], [date(2026, 6, 1), date(2026, 12, 24)]),
        (["06/01/2026", "12/24/2026"], [date(2026, 6, 1), date(2026, 12, 24)]),
        (["01/06/26", "24/12/26"], [date(2026, 6, 1), date(2026, 12, 24)]),
        (["2026/06/01", "2026/12/24"], [date(2026, 6, 1), date(2026, 12, 24)]),
        (["1 juni 2026", "24 december 2026"], [date(2026, 6, 1), date(2026, 12, 24)]),
        (["1. Juni 2026", "24. März 2026"], [date(2026, 6, 1), date(2026, 3, 24)]),
        (["1er juin 2026", "24 août 2026"], [date(2026, 6, 1), date(2026, 8, 24)]),
        (["1 czerwca 2026", "24 grudnia 2026"], [date(2026, 6, 1), date(2026, 12, 24)]),
        (["1. června 2026", "24. prosince 2026"], [date(2026, 6, 1), date(2026, 12, 24)]),
        (["1. júna 2026", "24. decembra 2026"], [date(2026, 6, 1), date(2026, 12, 24)]),
        (["2026. június 1.", "2026. december 24."], [date(2026, 6, 1), date(2026, 12, 24)]),
        (["1. lipnja 2026.", "24. prosinca 2026."], [date(2026, 6, 1), date(2026, 12, 24)]),
        (["1. junija 2026", "24. decembra 2026"], [date(2026, 6, 1), date(2026, 12, 24)]),
        (["1 giugno 2026", "24 dicembre 2026"], [date(2026, 6, 1), date(2026, 12, 24)]),
        (["1. kesäkuuta 2026", "24. joulukuuta 2026"], [date(2026, 6, 1), date(2026, 12, 24)]),
        (["1 de junio de 2026", "24 de diciembre de 2026"], [date(2026, 6, 1), date(2026, 12, 24)]),
        (["June 1, 2026", "December 24, 2026"], [date(2026, 6, 1), date(2026, 12, 24)]),
        (["03-Oct-13", "24-Dec-13"], [date(2013, 10, 3), date(2013, 12, 24)]),
        (["01.06.2026 00:00:00", "24.12.2026 00:00:00"], [date(2026, 6, 1), date(2026, 12, 24)]),
        (["2026-06-01T10:30", "2026-06-01T11:00"], [datetime(2026, 6, 1, 10, 30), datetime(2026, 6, 1, 11)]),
        (["1.6.2026 7:05", "24.12.2026 12.30"], [datetime(2026, 6, 1, 7, 5), datetime(2026, 12, 24, 12, 30)]),
        (["2026-06-01T10:00:00Z", "2026-06-01T12:00:00+02:00"], [datetime(2026, 6, 1, 10, tzinfo=UTC)] * 2),
        (["1.6.2026 7.05.09", "24.12.2026 kl. 12.30"], [datetime(2026, 6, 1, 7, 5, 9), datetime(2026, 12, 24, 12, 30)]),
        (["07:30", "23:59:59"], [time(7, 30), time(23, 59, 59)]),
    ],
)  # fmt: skip
def test_dates_are_read_in_every_form(cells: list[str], wanted: list[object]) -> None:
    assert values(column(cells)) == wanted


def test_every_name_of_a_month_in_our_languages_is_made_of_letters_that_are_looked_for() -> None:
    """Another language may bring another script; the pattern names its letters because all of Unicode is slow."""
    long_enough = {word for words in MONTHS.values() for word in words if 3 <= len(word) <= 12}
    assert [word for word in long_enough if not re.fullmatch(f"{LETTER}+", word)] == []


def test_one_order_holds_for_the_whole_column() -> None:
    report = column(["03/04/2026", "31/12/2026", "05/06/2026"])
    assert values(report) == [date(2026, 4, 3), date(2026, 12, 31), date(2026, 6, 5)]


def test_an_undecided_order_is_asked_and_nothing_is_guessed() -> None:
    report = column(["03/04/2026", "05/06/2026"])
    question = report.questions[0]
    assert (question.code, question.facts["choices"]) == ("date.order", ("2026-04-03", "2026-03-04"))
    assert values(report) == ["03/04/2026", "05/06/2026"]
    assert "does “03/04/2026” mean 3 April 2026 or 4 March 2026?" in question.sentence()


def test_another_column_settles_the_order() -> None:
    report = table([["från", "till"], ["03/04/2026", "31/12/2026"], ["05/06/2026", "30/11/2026"]])
    assert (values(report, 0), report.questions) == ([date(2026, 4, 3), date(2026, 6, 5)], ())


def test_mixed_forms_are_read_together() -> None:
    report = column(["2026-06-01", "24.12.2026", "1 juni 2026"])
    assert values(report) == [date(2026, 6, 1), date(2026, 12, 24), date(2026, 6, 1)]


def test_a_cell_that_is_no_full_date_is_told() -> None:
    report = column([*(f"2026-06-{day:02}" for day in range(1, 21)), "ca 15 juni"])
    assert [(problem.code, problem.row, problem.value) for problem in report.problems] == [
        ("date.part", 22, "ca 15 juni")
    ]


def test_a_day_that_is_not_in_the_calendar_is_told() -> None:
    report = column([*(f"{day}/02/2020" for day in range(10, 28)), "31/02/2020"])
    assert [problem.value for problem in report.problems] == ["31/02/2020"]


@pytest.mark.parametrize(("heading", "wanted"), [("Datum", date(2026, 6, 1)), ("Antal", 46174)])
def test_day_numbers_are_dates_only_under_a_heading_that_says_so(heading: str, wanted: object) -> None:
    rows = [["namn", heading], ["a", "46174"], ["b", "46175"]]
    kinds = [[KIND_TEXT, KIND_TEXT], [KIND_TEXT, KIND_NUMBER], [KIND_TEXT, KIND_NUMBER]]
    assert values(table(rows, kinds))[0] == wanted


@pytest.mark.parametrize(("heading", "kind"), [("Byggår", "year"), ("Baujahr", "year"), ("Antal", "integer")])
def test_years_are_years_by_their_heading(heading: str, kind: str) -> None:
    assert column(["1987", "2014", "1602"], heading).columns[1].type == kind


@pytest.mark.parametrize(
    "cells", [["35:07:00", "07:00:00"], ["2010-11", "2011-12"], ["12-23", "4-5"], ["ago.-22", "jul.-22"]]
)
def test_what_only_resembles_a_date_stays_text(cells: list[str]) -> None:
    assert values(column(cells)) == cells
