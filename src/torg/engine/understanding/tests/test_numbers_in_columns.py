"""Numbers as people write them (F15, F16)."""

from decimal import Decimal

import pytest

from .reading_of import column, table, values

D = Decimal


@pytest.mark.parametrize(
    ("cells", "kind", "wanted"),
    [
        (["1", "22", "333"], "integer", [1, 22, 333]),
        (["1,5", "22,25", "3"], "number", [D("1.50"), D("22.25"), D("3.00")]),
        (["1.5", "22.25", "3"], "number", [D("1.50"), D("22.25"), D("3.00")]),
        (["1 234,5", "22 000,25", "3"], "number", [D("1234.50"), D("22000.25"), D("3.00")]),
        (["1\u00a0234", "22\u202f000", "3"], "integer", [1234, 22000, 3]),
        (["1.234,50", "22.000,25", "3,00"], "number", [D("1234.50"), D("22000.25"), D("3.00")]),
        (["1,234.50", "22,000.25", "3.00"], "number", [D("1234.50"), D("22000.25"), D("3.00")]),
        (["1'234.50", "22’000.25", "3.00"], "number", [D("1234.50"), D("22000.25"), D("3.00")]),
        (["1.234.567", "2.345.678", "3"], "integer", [1234567, 2345678, 3]),
        (["−3", "-4", "5"], "integer", [-3, -4, 5]),
        (["3-", "(4)", "5"], "integer", [-3, -4, 5]),
        (["+3", "4", "5"], "integer", [3, 4, 5]),
        (["0,5", "0,25", "-0,125"], "number", [D("0.500"), D("0.250"), D("-0.125")]),
        (["1234567890123456789012", "1", "2"], "integer", [1234567890123456789012, 1, 2]),
    ],
)  # fmt: skip
def test_numbers_are_read_in_every_spelling(cells: list[str], kind: str, wanted: list[object]) -> None:
    report = column(cells)
    assert (report.columns[1].type, values(report)) == (kind, wanted)


@pytest.mark.parametrize(
    ("cells", "unit", "wanted"),
    [
        (["12 m", "13 m", "7 m"], "m", [12, 13, 7]),
        (["3,5 kW", "22 kW", "11 kW"], "kW", [D("3.5"), D("22.0"), D("11.0")]),
        (["1 200 kr", "300 kr", "15 kr"], "kr", [1200, 300, 15]),
        (["€ 5", "€ 7", "€ 1.50"], "€", [D("5.00"), D("7.00"), D("1.50")]),
        (["15 %", "7,5 %", "100 %"], "%", [D("15.0"), D("7.5"), D("100.0")]),
    ],
)
def test_the_unit_of_every_cell_becomes_the_unit_of_the_column(
    cells: list[str], unit: str, wanted: list[object]
) -> None:
    report = column(cells)
    assert (report.columns[1].unit, values(report)) == (unit, wanted)
    assert "num.unit" in {step.code for step in report.steps}


@pytest.mark.parametrize(("heading", "unit"), [("Pris (kr)", "kr"), ("Längd [m]", "m"), ("Namn (svenska)", None)])
def test_a_heading_tells_the_unit(heading: str, unit: str | None) -> None:
    report = column(["1", "2", "3"], heading)
    assert (report.columns[1].label, report.columns[1].unit) == (heading, unit)


@pytest.mark.parametrize(
    "cells",
    [
        ["0123", "1234", "5678"],
        ["0164A", "1234", "5678"],
        ["1E5", "2E7", "1234"],
        ["MARCH1", "SEPT2", "7"],
        ["+46701234567", "+46701234568", "+46701234569"],
        ["1234567890123456789", "1234567890123456788", "1234567890123456787"],
        ["12a", "7", "9"],
        ["B 30", "31", "32"],
    ],
)
def test_codes_stay_text_to_the_letter(cells: list[str]) -> None:
    report = column(cells)
    assert (report.columns[1].type, values(report)) == ("string", cells)


@pytest.mark.parametrize("heading", ["Postnr", "PLZ", "Kommunkod", "Telefon", "Hausnummer"])
def test_headings_of_codes_keep_figures_as_text(heading: str) -> None:
    assert column(["12345", "23456"], heading).columns[1].type == "string"


def test_one_ambiguous_column_is_asked_about_and_stays_text() -> None:
    report = column(["1.234", "2.345", "3.456"])
    assert [question.code for question in report.questions] == ["num.grouping"]
    assert values(report) == ["1.234", "2.345", "3.456"]


def test_another_column_settles_the_decimal_sign() -> None:
    report = table([["a", "b"], ["1.234", "7,5"], ["2.345", "8,25"]])
    assert (values(report, 0), report.questions) == ([1234, 2345], ())


def test_bare_hundreds_beside_grouped_thousands_settle_it_too() -> None:
    report = column(["385", "1,644", "62,271", "12", "7", "1,168"])
    assert values(report) == [385, 1644, 62271, 12, 7, 1168]


def test_an_odd_cell_is_told_and_left_empty() -> None:
    report = column([*map(str, range(20)), "trasig"])
    problem = report.problems[0]
    assert (problem.code, problem.row, problem.column, problem.value) == ("num.odd", 22, "Uppgift", "trasig")
    assert (report.problem_count, values(report)[-1]) == (1, None)


def test_many_odd_cells_leave_the_column_text() -> None:
    cells = ["1", "2", "3", "fyra", "fem", "6"]
    report = column(cells)
    assert (report.columns[1].type, values(report)) == ("string", cells)


def test_a_late_cell_changes_the_type_of_a_long_column() -> None:
    report = column([*(str(place) for place in range(10_000, 20_000)), "0164A"])
    assert report.columns[1].type == "string"


def test_late_decimals_keep_every_figure() -> None:
    report = column([*(f"{place}.5" for place in range(10_000)), "7.12345"])
    assert (report.columns[1].sql, values(report)[-1]) == ("DECIMAL(9,5)", D("999.50000"))
    assert report.problem_count == 0


@pytest.mark.parametrize("value", ["999", "-9999"])
def test_a_placeholder_is_told_and_kept(value: str) -> None:
    report = column(["12", "40,5", value, "8", value], "Djup")
    (problem,) = report.problems
    assert (problem.code, problem.value, problem.facts["rows"]) == ("num.placeholder", value, [4, 6])
    assert [float(cell) for cell in values(report)][2] == float(value)


@pytest.mark.parametrize("cells", [["998", "997", "999", "12"], ["350", "400", "999", "8"], ["999", "999", "1"]])
def test_nines_among_numbers_like_them_are_numbers(cells: list[str]) -> None:
    assert column(cells, "Invånare").problems == ()


def test_an_identifier_of_nines_is_an_identifier() -> None:
    assert column(["1", "2", "3", "4", "999"], "id").problems == ()
