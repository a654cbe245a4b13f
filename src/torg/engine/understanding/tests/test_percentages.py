"""A percentage is the number before its sign, in whatever file it stands."""

from collections.abc import Sequence
from decimal import Decimal as D
from pathlib import Path

import openpyxl
import pytest

from torg.engine.understanding import understand
from torg.engine.understanding.report import Report

from .reading_of import column, values


def workbook(cells: Sequence[object], formats: Sequence[str], folder: Path) -> Report:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["namn", "Andel"])
    for place, (cell, shown) in enumerate(zip(cells, formats, strict=True)):
        sheet.append([f"plats {place}", cell])
        sheet.cell(place + 2, 2).number_format = shown
    book.save(folder / "andel.xlsx")
    return understand(folder / "andel.xlsx", "andel.xlsx", sample=100)


def test_a_workbook_and_a_text_file_tell_the_same(tmp_path: Path) -> None:
    book = workbook([0.5, 0.07, 1.25], ["0%", "0%", "0.00%"], tmp_path)
    text = column(["50 %", "7 %", "125 %"], "Andel")
    assert values(book) == values(text) == [50, 7, 125]
    assert (book.columns[1].unit, text.columns[1].unit) == ("%", "%")


def test_the_step_names_the_column_and_says_what_became_of_shares(tmp_path: Path) -> None:
    report = workbook([0.5, 0.125, 0.0], ["0%"] * 3, tmp_path)
    (step,) = report.steps
    assert (step.code, step.column, step.facts["count"]) == ("num.percent", "Andel", 3)
    assert values(report) == [D("50.0"), D("12.5"), D("0.0")]


def test_percentages_typed_as_text_among_those_of_a_workbook_mean_the_same(tmp_path: Path) -> None:
    report = workbook([0.5, "7,5 %", 0.25], ["0%", "General", "0%"], tmp_path)
    assert values(report) == [D("50.0"), D("7.5"), D("25.0")]
    assert [step.code for step in report.steps] == ["num.comma", "num.unit", "num.percent"]


@pytest.mark.parametrize("odd", ["0,5", "0.5", ",5", "1", "1,0", "(0,5)", "−0,5"])
def test_a_number_that_may_be_a_share_is_asked_about(odd: str) -> None:
    cells = ["10 %", odd, "20 %"]
    report = column(cells, "Andel")
    (question,) = report.questions
    assert (values(report), question.code, question.value, report.steps) == (cells, "num.percent_mixed", odd, ())


def test_the_question_names_both_meanings() -> None:
    assert "“0,5” mean 0,5 % or 50 %?" in column(["10 %", "0,5", "20 %"]).questions[0].sentence()


def test_a_plain_share_among_percentages_of_a_workbook_is_asked_about(tmp_path: Path) -> None:
    report = workbook([0.5, 0.25, 0.75], ["0%", "General", "0%"], tmp_path)
    assert (values(report), report.questions[0].code) == (["50 %", "0.25", "75 %"], "num.percent_mixed")


def test_numbers_beyond_one_lack_only_the_sign() -> None:
    report = column(["10 %", "15", "20 %", "0"])
    assert (values(report), report.columns[1].unit) == ([10, 15, 20, 0], "%")
    assert (report.steps[0].facts["value"], report.steps[0].facts["count"]) == ("10 %", 2)


def test_a_late_share_in_a_long_column_is_noticed() -> None:
    cells = [f"{place / 100:.2f} %".replace(".", ",") for place in range(200, 12_000)]
    cells[5_001] = "0,5"
    report = column(cells)
    assert (report.columns[1].type, [question.code for question in report.questions]) == (
        "string",
        ["num.percent_mixed"],
    )
