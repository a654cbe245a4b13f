"""Answers of a person: what they change, that they are not asked again, and that strangers' answers are refused."""

from typing import Any

import pytest

from torg.engine.understanding import Answers, Report
from torg.engine.understanding.tests.reading_of import table, values
from torg.foundation.problems import Refusal

DATES = [["Datum", "Pris"], ["01/02/2024", "1,50"], ["03/04/2024", "2,25"], ["05/06/2024", "3,75"]]


def read(rows: list[list[str | None]], **told: Any) -> Report:
    return table(rows, answers=told)


def cells(report: Report) -> list[Any]:
    return values(report, 0)


def test_an_answered_question_is_not_asked_again() -> None:
    asked = read(DATES).as_json()["questions"]
    assert [one["code"] for one in asked] == ["date.order"]
    first, second, *_ = asked[0]["answers"]
    days = read(DATES, **first["answer"])
    assert not days.questions
    assert [str(day) for day in cells(days)] == ["2024-02-01", "2024-04-03", "2024-06-05"]
    assert [str(day) for day in cells(read(DATES, **second["answer"]))] == ["2024-01-02", "2024-03-04", "2024-05-06"]


@pytest.mark.parametrize(
    "told",
    [
        [], "x", 7, None, {"columns": []}, {"columns": {"a": 1}}, {"columns": {"a": {"as_type": "blob"}}}, {"x": 1},
        {"kept_rows": [0]}, {"kept_rows": [True]}, {"kept_rows": ["1"]}, {"kept_rows": list(range(1, 20_000))},
        {"header_row": -1}, {"header_row": 1.5}, {"header_row": True}, {"layer": ""}, {"layer": "\ud800"},
        {"columns": {"a": {"name": "x" * 5000}}}, {"columns": {"a" * 5000: {}}}, {"columns": {"a": {"swap": 1}}},
        {"columns": {str(number): {} for number in range(6000)}}, {"encoding": "rot13"}, {"kept_kinds": ["x"]},
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused_in_words(told: Any) -> None:
    with pytest.raises(Refusal) as refused:
        Answers.from_json(told)
    assert refused.value.problem.code == "answer.unreadable"
    assert refused.value.problem.sentence()


def test_answers_go_to_json_and_back() -> None:
    told = {"header_row": 0, "kept_rows": [3, 5], "columns": {"a": {"order": "MDY", "swap": False}}}
    assert Answers.from_json(told).as_json() == told


def test_a_change_is_merged_and_taken_back() -> None:
    answers = Answers.from_json({"kept_rows": [3], "columns": {"a": {"order": "MDY", "decimal": ","}}})
    more = answers.changed({"kept_rows": [9], "columns": {"a": {"order": None}, "b": {"as_type": "text"}}})
    assert more.as_json() == {"kept_rows": [3, 9], "columns": {"a": {"decimal": ","}, "b": {"as_type": "text"}}}
    assert more.changed({"left_rows": [3, 9], "columns": None}).as_json() == {}


def test_answers_that_fit_nothing_any_more_are_told_and_do_no_harm() -> None:
    report = read(DATES, header_row=99, kept_rows=[77], columns={"Gone": {"as_type": "text"}, "Pris": {"order": "DMY"}})
    assert report.rows == 3
    assert {"answer.gone_row", "answer.gone_column"} <= {problem.code for problem in report.problems}


def test_every_answer_is_a_step_that_can_be_taken_back() -> None:
    told = {"header_row": 1, "kept_rows": [2], "columns": {"Datum": {"as_type": "text"}, "Pris": {"decimal": "."}}}
    answers = Answers.from_json(told)
    for step in read(DATES, **told).as_json()["steps"]:
        if step["code"].startswith("answer."):
            answers = answers.changed(step["undo"])
    assert answers == Answers()
