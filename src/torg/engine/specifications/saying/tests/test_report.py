"""The report as people read it: rows by their spans, each change once."""

import pytest

from torg.engine.specifications.found import Group
from torg.engine.specifications.saying.report import TellingGroup, spans


@pytest.mark.parametrize(
    ("rows", "said"),
    [((), ""), ((4,), "4"), ((2, 3), "2–3"), ((2, 3, 4, 9), "2–4, 9"), ((1, 3, 5, 6), "1, 3, 5–6")],
)
def test_rows_that_follow_one_another_are_named_by_their_ends(rows, said):
    assert spans(rows) == said


def test_each_change_is_told_once_and_not_what_the_sentence_has_told():
    values, fixes = ("ja", "nej", "ja", None, "kanske"), ("yes", "no", "yes", None, None)
    group = Group("bool.word", "done", "a", "A", 5, (2, 3, 4, 5, 6), values, fixes)
    assert TellingGroup(group, "A", "").changes == (("nej", "no"),)
