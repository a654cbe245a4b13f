"""Where a table begins and ends, and everything around it (F01 in part, F03-F05, F22, F32)."""

import pytest

from .reading_of import table

BODY = [["Åbadet", "12", "2026-06-01"], ["Öbadet", "7", "2026-06-02"], ["Sjön", "3", "2026-06-03"]]
HEAD = ["namn", "antal", "datum"]


def gone(report: object) -> dict[str, tuple[int, ...]]:
    return {out.code: out.rows for out in report.left_out}  # type: ignore[attr-defined]


def test_titles_and_blank_rows_above_the_head_are_left_out() -> None:
    report = table([["Badplatser 2026"], [None], HEAD, *BODY])
    assert (report.header_rows, report.rows, gone(report)) == ((3,), 3, {"head.title": (1,), "row.blank": (2,)})


@pytest.mark.parametrize(
    "word",
    ["Summa", "Totalt", "Gesamt", "I alt", "Razem", "Total", "Celkem", "Összesen", "Skupaj", "Ukupno", "Totale",
     "Yhteensä"],
)  # fmt: skip
def test_a_sum_at_the_end_is_left_out(word: str) -> None:
    report = table([HEAD, *BODY, [word, "22", None]])
    assert (report.rows, gone(report)) == (3, {"row.total": (5,)})


def test_several_rows_are_spoken_of_as_several() -> None:
    one = table([HEAD, *BODY, ["Summa", "22", None]]).left_out
    two = table([HEAD, *BODY, ["Summa", "22", None], ["Totalt", "22", None]]).left_out
    assert [gone.sentence() for gone in (*one, *two)] == [
        "Row 5 looks like a total and was left out: “Summa | 22”.",
        "Rows 5, 6 look like totals and were left out: “Summa | 22 / Totalt | 22”.",
    ]


def test_a_note_under_the_table_is_left_out() -> None:
    report = table([HEAD, *BODY, [None], ["Källa: kommunen"]])
    assert (report.rows, gone(report)) == (3, {"row.note": (6,), "row.blank": (5,)})


def test_a_region_named_total_in_the_middle_stays() -> None:
    report = table([HEAD, BODY[0], ["Totalt", "9", "2026-01-01"], *BODY])
    assert report.rows == 5


def test_rows_of_the_file_are_counted_through_blank_ones() -> None:
    report = table([HEAD, BODY[0], [None], BODY[1], ["Bron", "många", "2026-06-04"], *BODY, *BODY])
    assert [(one.row, one.value) for one in report.problems if one.code == "num.odd"] == [(5, "många")]


def test_merged_headings_are_put_together() -> None:
    rows = [["Kommun", "Totalt", None], [None, "Män", "Kvinnor"], ["A", "1", "2"], ["B", "3", "4"]]
    report = table(rows, merged=((0, 0, 1, 0), (0, 1, 0, 2)))
    assert [column.label for column in report.columns] == ["Kommun", "Totalt > Män", "Totalt > Kvinnor"]
    assert report.header_rows == (1, 2)


def test_a_line_of_units_belongs_to_the_head() -> None:
    report = table([["namn", "längd"], [None, "(m)"], ["a", "12"], ["b", "13"], ["c", "7"]])
    assert report.rows == 3


def test_columns_without_heading_get_a_name() -> None:
    report = table([["namn", None, "antal"], ["a", "x1", "1"], ["b", "x2", "2"]])
    assert [column.label for column in report.columns] == ["namn", "c2", "antal"]
    assert [step.code for step in report.steps] == ["head.missing"]


def test_blank_columns_are_left_out() -> None:
    report = table([["namn", None, "antal"], ["a", None, "1"], ["b", None, "2"]])
    assert [column.name for column in report.columns] == ["namn", "antal"]
    assert report.left_out[0].columns == ("B",)


def test_a_table_without_headings_keeps_its_first_row() -> None:
    report = table([["Åbadet", "12", "5,5"], ["Öbadet", "7", "6,5"], ["Sjön", "3", "7,5"]])
    assert (report.rows, report.header_rows, report.columns[0].name) == (3, (), "c1")


def test_headings_that_come_twice_get_numbers() -> None:
    report = table([["namn", "namn", "Namn"], ["a", "b", "c"], ["d", "e", "f"]])
    assert [column.name for column in report.columns] == ["namn", "namn_2", "namn_3"]
    assert [column.label for column in report.columns] == ["namn", "namn", "Namn"]


def test_hidden_rows_and_columns_are_left_out_and_told() -> None:
    report = table([HEAD, *BODY], hidden_rows=(3,), hidden_columns=(1,))
    assert (report.rows, [column.name for column in report.columns]) == (2, ["namn", "datum"])
    assert gone(report) == {"row.hidden": (3,), "column.hidden": ()}


def test_headings_repeated_on_every_page_are_left_out() -> None:
    report = table([HEAD, *BODY, HEAD, *BODY])
    assert (report.rows, gone(report)) == (6, {"head.again": (5,)})


def test_line_breaks_in_headings_become_spaces() -> None:
    assert table([["namn\noch ort", "antal"], ["a", "1"]]).columns[0].label == "namn och ort"
