"""What a button of the page "This is what we found" means, as a change of the answers."""

from typing import Any

from torg.publishing.intake.finding import change_of
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
