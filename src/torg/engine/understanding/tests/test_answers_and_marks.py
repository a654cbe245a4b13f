"""Yes and no, and marks for missing values (F17, F18, F33)."""

import pytest

from .reading_of import column, table, values


@pytest.mark.parametrize(
    "pair",
    ["ja nej", "ja nein", "oui non", "tak nie", "ano ne", "áno nie", "igen nem", "da ne", "si no", "sí no", "kyllä ei",
     "yes no", "true false", "vrai faux", "wahr falsch", "J N", "Y N", "x -"],
)  # fmt: skip
def test_answers_of_every_language_become_yes_and_no(pair: str) -> None:
    yes, no = pair.split()
    report = column([yes, no, yes.upper(), None])
    assert (report.columns[1].type, values(report)) == ("boolean", [True, False, True, None])


@pytest.mark.parametrize(
    ("cells", "said"),
    [(["ja"] * 5, "ja"), (["nein", None, "nein"], "nein"), (["Ja", "Nein"], "ja / nein"), (["x", None], "x")],
)
def test_only_words_that_stand_in_the_column_are_named(cells: list[str | None], said: str) -> None:
    report = column(cells, "Barrierefrei")
    (step,) = report.steps
    assert (step.facts["value"], report.columns[1].format) == (said, said)


@pytest.mark.parametrize("cells", [["1", "0"], ["ja", "Ausweis"], ["ja", "oui"], ["n", "n"]])
def test_other_pairs_are_no_answers(cells: list[str]) -> None:
    assert column(cells * 4).columns[1].type != "boolean"


@pytest.mark.parametrize("pair", ["S N", "O N", "T F", "T N", "A N", "I N", "J N"])
def test_single_letters_are_answers_where_the_heading_asks(pair: str) -> None:
    yes, no = pair.split()
    for heading in ("Öppen", "is_open", "hasLift", "Finns toalett?", "zugänglich", f"Pflicht ({pair[0]}/{pair[2]})"):
        assert column([yes, no, no], heading).columns[1].type == "boolean", heading


@pytest.mark.parametrize("pair", ["S N", "O N", "T F", "T N", "A N", "I N"])
def test_single_letters_stay_letters_under_other_headings(pair: str) -> None:
    report = column([*pair.split(), *pair.split()], "sida")
    assert (values(report), report.steps) == ([*pair.split(), *pair.split()], ())


@pytest.mark.parametrize("cells", [["NO"] * 6, ["da"] * 6, ["ja"] * 4, ["no", None] * 4, ["Y"] * 9, ["J", "J"]])
def test_one_word_alone_proves_nothing(cells: list[str | None]) -> None:
    assert values(column(cells, "kommun")) == cells


def test_one_word_is_an_answer_where_another_column_has_both() -> None:
    report = table([["namn", "Lift", "Stall"], ["a", "Yes", "No"], ["b", "No", "No"], ["c", "Yes", "No"]])
    assert values(report, 2) == [False, False, False]


def test_crosses_in_some_of_many_cells_become_yes_and_empty_cells_stay_empty() -> None:
    report = column(["x", None, "X", None, "x"], "plats")
    (step,) = report.steps
    assert values(report) == [True, None, True, None, True]
    assert (step.code, step.facts["count"], report.columns[1].missing) == ("bool.crosses", 3, 2)


@pytest.mark.parametrize("cells", [["x"], ["x", "x", "x", "x", "x"], ["x", None], ["x", None, None, None, None, None]])
def test_a_lone_cross_is_text(cells: list[str | None]) -> None:
    report = column(cells, "klass")
    assert (values(report), report.steps) == (cells, ())


def test_a_third_answer_that_comes_again_keeps_the_words() -> None:
    assert column(["ja", "nej"] * 40 + ["kanske"] * 5).columns[1].type == "string"


@pytest.mark.parametrize("mark", ["N/A", "okänt", "–", "-", "..", "k.A.", "NULL", "unbekannt", "#N/A"])
def test_marks_for_missing_values_are_counted(mark: str) -> None:
    report = column(["1", "2", "3", mark, "5"])
    step = next(step for step in report.steps if step.code == "value.missing")
    assert (values(report)[3], step.facts["count"], report.problems) == (None, 1, ())


def test_a_column_of_nothing_but_dashes_is_empty_text() -> None:
    report = column(["-", "-", "-"])
    assert (report.columns[1].type, report.columns[1].missing) == ("string", 3)


def test_a_word_for_unknown_that_is_nearly_all_of_a_column_stays() -> None:
    report = column(["Inconnue"] * 174 + ["Payant", "Gratuit"])
    assert (report.columns[1].missing, values(report)[0], report.steps) == (0, "Inconnue", ())
    assert column(["Inconnue"] * 80 + ["Payant"] * 20).columns[1].missing == 80
    assert column(["-"] * 174 + ["Payant", "Gratuit"]).columns[1].missing == 174


def test_na_stays_where_it_may_be_a_code() -> None:
    assert values(column(["FR", "NA", "AN", "LG"]))[1] == "NA"


def test_na_is_missing_among_telephone_numbers() -> None:
    assert values(column(["32 251 74 52", "NA", "32 251 74 53"], "Telefon"))[1] is None


def test_spaces_of_all_widths_around_a_text_are_taken_away_and_told() -> None:
    report = column([" ja", "nej\u00a0", "\ufeffja", "nej\u200f"])
    assert (values(report), report.steps[0].code) == ([True, False, True, False], "text.spaces")


def test_signs_inside_a_text_are_kept_to_the_letter() -> None:
    cells = ["a\u030angbåt 🚢", "zero\u200bwidth", "två\u00a0ord"]
    assert values(column(cells)) == cells
