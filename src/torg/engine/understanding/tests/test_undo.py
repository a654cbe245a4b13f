"""Every step that can be undone is undone to the letter, and comes back when the answer is taken back."""

import re
from pathlib import Path
from typing import Any

import pytest

import torg.engine
from torg.engine.formats import KIND_DATE, KIND_NUMBER, KIND_TEXT
from torg.engine.understanding import Answers, Report, ways
from torg.engine.understanding.tests.reading_of import table, values
from torg.foundation.language import codes
from torg.foundation.problems import Question, Step

N, D, T = KIND_NUMBER, KIND_DATE, KIND_TEXT

CELLS: dict[str, tuple[list[str | None], str, int]] = {
    "num.comma": (["1,5", "2,25", "-3,75", None], "Pris", T),
    "num.grouped": (["1 200", "13 400,5", "900", "2\u00a0000"], "Pris", T),
    "num.unit": (["12 kr", "13 kr", "14,50 kr", "9"], "Pris", T),
    "num.minus": (["−5,5", "(7,5)", "8,5", "9,5"], "Saldo", T),
    "num.percent": (["45 %", "50 %", "12.5 %", "3 %"], "Andel", N),
    "date.form": (["1 juni 2026", "24 december 2025", "3 mars 2026", None], "Datum", T),
    "date.midnight": (["24.12.2025 00:00", "1.6.2026 00:00", "2.6.2026 00:00"], "Datum", T),
    "date.utc": (["2026-06-01T12:00+02:00", "2026-06-02T12:00+02:00", "2026-06-03T01:00+02:00"], "Tid", T),
    "date.serial": (["46174", "46175", "46180"], "Datum", T),
    "bool.words": (["Ja", "nej", "JA", "Nej", None], "Öppen", T),
    "bool.crosses": (["x", None, "X", None, "x", None], "Finns toalett?", T),
    "text.spaces": ([" Bo", "Eva  ", "\tAnn", "Eva", " "], "Person", T),
    "value.missing": (["Bo", "-", "Eva", "saknas", "n/a"], "Person", T),
    "pos.cell": (["59.30125, 18.07125", "59.30225, 18.07325", "59.30325, 18.07425"], "Läge", T),
}
"""Cells of a column that lead to the step, its heading, and the kind a workbook would give its cells."""

WHOLE = {"date.midnight"}
"""Undone to the state before the step: the day with its time, no longer the text."""

NOTHING_TO_UNDO = {
    # said about the file, nothing is changed by it
    "cell.comments", "file.macros", "col.mixed", "pos.unchecked", "pos.abroad", "cell.nested", "json.answer",
    "text.sep", "text.unquoted", "text.quotes", "text.wrapped",
    # how the bytes or a workbook's own format become the cells a person sees
    "num.float", "num.padded", "text.cut", "text.nul", "text.wide", "text.encoding", "text.mixed",
    "geo.closed", "geo.curves", "geo.height",
    # answered, or named, in another way
    "head.row", "head.rows", "head.none", "head.missing",
}  # fmt: skip

ELSEWHERE = {"pos.grid", "pos.digits", "pos.zone", "pos.turned", "num.share", "text.repaired"}
"""Undone in tests of their own, here and beside."""


def read(code: str, told: Any = None, heading: str | None = None) -> Report:
    cells, label, kind = CELLS[code]
    rows = [["namn", heading or label], *([f"plats {place}", cell] for place, cell in enumerate(cells))]
    kinds = [[T, T], *([T, kind] for _ in cells)] if kind != T else None
    return table(rows, kinds, answers=told or {})


def undo_of(report: Report, code: str) -> dict[str, Any]:
    (step,) = [step for step in report.as_json()["steps"] if step["code"] == code]
    assert step["undo"], step
    return dict(step["undo"])


@pytest.mark.parametrize("code", sorted(CELLS.keys() - WHOLE))
def test_undone_the_cells_are_those_of_the_file_to_the_letter(code: str) -> None:
    undo = undo_of(read(code), code)
    report = read(code, undo)
    assert values(report) == CELLS[code][0]
    assert report.columns[1].type == "string"
    assert code not in {step.code for step in report.steps}
    assert not report.problems
    assert not report.questions


@pytest.mark.parametrize("code", CELLS)
def test_an_undone_step_can_be_done_again(code: str) -> None:
    before = read(code)
    answers = Answers.from_json({}).changed(undo_of(before, code))
    for step in read(code, answers.as_json()).as_json()["steps"]:
        if step["code"].startswith("answer."):
            answers = answers.changed(step["undo"])
    assert answers == Answers()
    assert read(code, answers.as_json()) == before


@pytest.mark.parametrize("code", sorted(CELLS.keys() - WHOLE))
def test_of_two_columns_of_one_name_the_right_one_is_undone(code: str) -> None:
    cells, label, kind = CELLS[code]
    rows = [["namn", label, label], *([f"plats {place}", "ort", cell] for place, cell in enumerate(cells))]
    kinds = [[T, T, T], *([T, T, kind] for _ in cells)] if kind != T else None
    undo = undo_of(table(rows, kinds), code)
    assert list(undo["columns"]) == [f"{label} #2"]
    report = table(rows, kinds, answers=undo)
    assert values(report, 2) == cells
    assert set(values(report, 1)) == {"ort"}


@pytest.mark.parametrize("code", sorted(CELLS.keys() - WHOLE))
def test_a_renamed_column_is_undone_under_its_name_in_the_file(code: str) -> None:
    label = CELLS[code][1]
    named = Answers.from_json({"columns": {label: {"name": label + " "}}})
    undone = named.changed(undo_of(read(code, named.as_json()), code))
    assert list(undone.columns) == [label]
    assert values(read(code, undone.as_json())) == CELLS[code][0]


def test_of_midnight_the_time_comes_back() -> None:
    report = read("date.midnight", undo_of(read("date.midnight"), "date.midnight"))
    assert report.columns[1].type == "datetime"
    assert str(values(report)[0]) == "2025-12-24 00:00:00"


def test_spaces_and_signs_for_no_value_are_undone_one_by_one() -> None:
    rows: list[list[str | None]] = [["a", "b"], ["1", " Bo "], ["2", "-"], ["3", "Eva"], ["4", " n/a"]]
    assert values(table(rows, answers={"columns": {"b": {"spaces": "kept"}}})) == [" Bo ", None, "Eva", " n/a"]
    assert values(table(rows, answers={"columns": {"b": {"missing": "kept"}}})) == ["Bo", "-", "Eva", "n/a"]


def test_every_step_can_be_undone_or_it_is_known_why_not() -> None:
    written = re.compile(r'(?:Step|Note)\(\s*f?"([a-z]+\.[a-z_]+)"')
    sources = Path(torg.engine.__file__).parent.rglob("*.py")
    said = {code for source in sources if "tests" not in source.parts for code in written.findall(source.read_text())}
    said |= {
        "num.float",
        "num.padded",
        "geo.height",
        "geo.curves",
        "head.row",
        "head.rows",
        "bool.words",
        "bool.crosses",
    }
    told = {code for code in said if not code.startswith("answer.")}
    assert told == CELLS.keys() | NOTHING_TO_UNDO | ELSEWHERE


def test_whatever_a_reading_process_hands_back_has_a_way_or_none() -> None:
    """It may have been taken over by the file it read: codes are known ones, facts are any."""
    for code in codes():
        ways.back(Step(code))
        ways.back(Step(code, column=["a"], rows="x", sample=3, keys={}, of=7))
        ways.answers(Question(code))
        ways.answers(Question(code, column=None, choices="abc", value="x"))


def test_steps_with_nothing_to_undo_say_so() -> None:
    for code in NOTHING_TO_UNDO:
        assert ways.back(Step(code, column="a", letter="A", guess="c1"))["undo"] is None
