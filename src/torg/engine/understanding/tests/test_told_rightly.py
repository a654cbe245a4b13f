"""Sentences say what is so, and names keep what tells columns apart."""

from pathlib import Path

import openpyxl
import pytest

from torg.engine.understanding import plain, understand
from torg.engine.understanding.naming import short_names

from .reading_of import column, table, values


def test_all_lines_of_the_headings_are_named() -> None:
    rows = [["Lista", None], ["Kommun", "Längd"], [None, "(m)"], ["a", "12"], ["b", "13"]]
    assert "We used rows 2, 3 together as headings." in [step.sentence() for step in table(rows).steps]


@pytest.mark.parametrize("cells", [["59.329", "59.331"], ["59.329", "59.331", "59.345"]])
def test_a_heading_of_degrees_settles_the_decimal_sign(cells: list[str]) -> None:
    rows = [["namn", "pris", "lat", "lon"], *(["a", "1,5", cell, "18.068"] for cell in cells)]
    report = table(rows)
    assert ([float(cell) for cell in values(report, 2)], report.questions) == ([float(cell) for cell in cells], ())
    assert report.geometry is not None


def test_a_day_and_month_before_the_year_is_a_date() -> None:
    report = column(["14/4 2026", "3/4 2026"], "Datum")
    assert [str(value) for value in values(report)] == ["2026-04-14", "2026-04-03"]
    assert (report.problems, report.questions) == ((), ())


def test_a_full_date_in_another_order_is_not_called_half_a_date() -> None:
    report = column([*(f"{day}/04/2026" for day in range(10, 29)), "04/29/2026", "maj 2026"], "Datum")
    assert [problem.code for problem in report.problems] == ["date.unlike", "date.part"]


@pytest.mark.parametrize(
    ("heading", "cells", "pair"),
    [
        ("Yta m2", ["1 234,50", "2 000", "5.5", "3,5"], ("1 234,50", "5.5")),
        ("datum", ["2026-01-01", "31.12.2025", "12/31/2025", "1 maj 2026"], ("1 maj 2026", "12/31/2025")),
        ("antal", ["1", "2", "3", "fyra", "fem", "6"], ("1", "fem")),
    ],
)
def test_a_column_of_mixed_cells_says_why_it_stays_text(heading: str, cells: list[str], pair: tuple[str, str]) -> None:
    report = column(cells, heading)
    (step,) = report.steps
    assert (values(report), step.code) == (cells, "col.mixed")
    assert (step.value, step.facts["other"]) == pair


@pytest.mark.parametrize("cells", [["0123", "1234"], ["12a", "7", "9"], ["B 30", "31", "32"], ["röd", "grön", "3"]])
def test_codes_and_words_need_no_reason(cells: list[str]) -> None:
    assert column(cells).steps == ()


def test_names_keep_the_lines_that_tell_columns_apart() -> None:
    first = "Wohnberechtigte Bevölkerung in Münster am Jahresende nach Stadtteilen"
    names = short_names([f"{first} > {year} > Anzahl" for year in (2010, 2011)])
    assert names[0] == "wohnberechtigte_bevolkerung_in_munster_am_2010_anzahl"
    assert names[1].endswith("_2011_anzahl")


def test_long_names_with_the_same_beginning_keep_their_end() -> None:
    names = short_names(
        [f"Wohnberechtigte Bevölkerung in Münster am Ende des langen Jahres {year}" for year in (10, 11)]
    )
    assert [name.rsplit("_", 1)[1] for name in names] == ["10", "11"]
    assert all(len(name) <= 60 for name in names)


@pytest.mark.parametrize("label", ["ord " * 40, "å" * 90, "a" * 90 + " > b", "a > " + "b" * 90, "", "a > b > c"])
def test_names_are_never_too_long(label: str) -> None:
    assert all(len(name) <= 60 for name in short_names([label, label]))


def test_long_headings_are_shown_by_both_ends() -> None:
    rows = [["namn", *(f"Wohnberechtigte Bevölkerung in Münster {year}" for year in (2010, 2011))], ["a", "1", "2"]]
    shown = plain.text(table(rows))
    assert all(f"Münster {year}" in shown for year in (2010, 2011))


def test_hidden_sheets_are_marked_and_told_without_their_names(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title, state in (("Öppet", "visible"), ("Löner", "hidden")):
        sheet = book.create_sheet(title)
        sheet.append(["namn", "antal"])
        sheet.append(["a", 1])
        sheet.sheet_state = state
    book.remove(book["Sheet"])
    book.save(tmp_path / "bok.xlsx")
    report = understand(tmp_path / "bok.xlsx", "bok.xlsx")
    assert [gone.sentence() for gone in report.left_out] == ["Hidden sheets were left out: 1."]
    assert "  Löner (hidden)" in plain.text(report).splitlines()[2]
