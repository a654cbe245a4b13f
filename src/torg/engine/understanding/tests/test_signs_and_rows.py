"""Line ends, code pages, formulas, and letters nobody sees, from the file to the table (F03-F05, F24, F32, F33)."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from torg.engine.understanding import Report, understand

from .reading_of import table

LINES = ["namn;antal;anmärkning", "Åbadet;12;öppet", "Öbadet;7;stängt"]


def of_bytes(folder: Path, content: bytes) -> Report:
    path = folder / "file.csv"
    path.write_bytes(content)
    return understand(path, path.name)


def rows(report: Report) -> list[list[Any]]:
    return [list(row) for row in report.sample]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1252", "windows-1252"), ("utf-16", "utf-16"), ("utf-8-sig", "utf-8")]
)
@pytest.mark.parametrize("delimiter", [";", "\t"], ids=["semicolon", "tab"])
def test_line_ends_letters_and_marks_between_cells(
    end: str, encoding: str, name: str, delimiter: str, tmp_path: Path
) -> None:
    report = of_bytes(tmp_path, end.join((*LINES, "")).replace(";", delimiter).encode(encoding))
    assert rows(report) == [["Åbadet", 12, "öppet"], ["Öbadet", 7, "stängt"]]
    assert [column.label for column in report.columns] == LINES[0].split(";")
    assert (report.encoding or "").startswith(name)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_line_breaks_inside_quotes_belong_to_the_cell(end: str, tmp_path: Path) -> None:
    text = end.join(["namn,antal", f'"Åbadet{end}vid bron",12', "Öbadet,många", *["Sjön,3"] * 9, ""])
    report = of_bytes(tmp_path, text.encode("utf-8-sig"))
    assert rows(report)[0] == [f"Åbadet{end}vid bron", 12]
    assert [(one.row, one.value) for one in report.problems if one.code == "num.odd"] == [(3, "många")]


def test_rows_that_come_twice_are_told_and_kept() -> None:
    report = table([["namn", "antal"], ["a", "1"], ["b", "2"], ["a", "1"], ["c", "3"], ["b", "2"], ["a", "4"]])
    (problem,) = report.problems
    assert (problem.code, problem.row, problem.facts["first"], problem.facts["rows"]) == ("row.twice", 4, 2, [4, 6])
    assert report.rows == 6


def test_one_row_twice_names_both_and_a_list_of_one_column_may_repeat_itself() -> None:
    (problem,) = table([["namn", "antal"], ["a", "1"], ["b", "2"], ["b", "2"]]).problems
    assert "Row 4 says the same as row 3" in problem.sentence()
    assert table([["färg"], ["röd"], ["röd"], ["blå"]]).problems == ()


def test_formulas_errors_and_links_of_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["namn", "antal", "sida"], ["a", 1, "Läs mer"], ["b", "#N/A", "Läs"], ["c", 3, "=1+1"]):
        sheet.append(row)
    sheet["C2"].hyperlink = "https://example.org/a"
    book.save(tmp_path / "book.xlsx")
    report = understand(tmp_path / "book.xlsx", "book.xlsx")
    assert [row[:2] for row in rows(report)] == [["a", 1], ["b", None], ["c", 3]]
    assert report.columns[1].type == "integer"
    assert rows(report)[0][2] == "Läs mer"
    told = {one.code for one in (*report.steps, *report.problems)}
    assert {"value.missing", "cell.formula"} <= told


SIGNS = ["Bad 🏊🏽\u200d♀️", "a\u0301ngbåt a\u030a", "\u05d0\u200f\u05d1", "noll\u200bbredd", "10\u00a0000 kr\u00a0ca"]


def test_letters_nobody_sees_stay_in_cells_and_leave_headings(tmp_path: Path) -> None:
    text = "\n".join(["\u200bna\u200bmn;an\u200etal", *(f"{sign};{place}" for place, sign in enumerate(SIGNS))])
    report = of_bytes(tmp_path, text.encode())
    assert [row[0] for row in rows(report)] == SIGNS
    assert [(column.label, column.name) for column in report.columns] == [("namn", "namn"), ("antal", "antal")]
