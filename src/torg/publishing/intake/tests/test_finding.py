"""What a button of the page "This is what we found" means, as a change of the answers."""

from typing import Any

from torg.publishing.intake.finding import change_of, found
from torg.publishing.intake.models import Draft

LETTERS = {
    "code": "text.encoding", "sentence": "Letters were read as Windows-1250.", "undo": None,
    "answers": [{"label": "Read them as Malmö (cp850)", "answer": {"encoding": "cp850"}}],
}  # fmt: skip
REPORT: dict[str, Any] = {
    "steps": [LETTERS],
    "columns": [{"label": "Namn", "key": "Namn #2"}, {"label": "longitude", "key": None}],
}


def test_letters_are_read_in_another_way() -> None:
    words, change = change_of(Draft(report=REPORT), "other-0-0") or ("", {})
    assert "Malmö" in words
    assert change == {"encoding": "cp850"}


def test_of_two_columns_of_one_name_the_second_is_kept_as_it_stands() -> None:
    assert (change_of(Draft(report=REPORT), "text-0") or ("", {}))[1] == {"columns": {"Namn #2": {"as_type": "text"}}}


def test_a_button_the_report_does_not_have_changes_nothing() -> None:
    for key in ("other-0-1", "other-1-0", "other-0", "text-9", "step-0", "x", ""):
        assert change_of(Draft(report=REPORT), key) is None


def test_only_values_that_do_not_fit_are_said_to_stay_empty() -> None:
    """That most places lie elsewhere is a doubt about the list: every position stays."""
    problems = [{"code": "pos.most", "sentence": "Most positions lie outside.", "column": "lat", "row": None},
                {"code": "date.part", "sentence": "Not a full date.", "column": "day", "row": 7}]  # fmt: skip
    report = {
        **{name: [] for name in ("steps", "columns", "layers", "header_rows", "left_out", "questions", "notices")},
        "rows": 9, "format": "csv", "problems": problems, "problem_count": 2,
    }  # fmt: skip
    shown = found(Draft(report=report))
    assert (shown.emptied, shown.problems, len(shown.groups), shown.checked) == (1, 2, 2, False)
