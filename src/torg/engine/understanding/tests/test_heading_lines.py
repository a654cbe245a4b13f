"""The first row of the table is never taken for a second line of headings."""

import pytest

from .reading_of import table


@pytest.mark.parametrize(
    "rows",
    [
        [["namn", "antal"], ["Björken", "okänt antal"], ["Eken", "3"], ["Asp", "4"], ["Alm", "5"], ["Lind", "6"]],
        [["namn", "antal"], ["x", "rad1 rad2"], ["åäö", "3"], ["q", "4"], ["z", "5"]],
        [["storlek", "klass"], ["M", "A"], ["F", "B"], ["M", "C"], ["M", "A"]],
        [["storlek", "klass"], ["M", "A"], ["F", "A"], ["M", "A"], ["M", "A"]],
        [["skola", "kön"], ["A", "T"], ["B", "F"], ["A", "T"]],
        [["n", "v"], ["a", "5*"], ["b", "6 1)"], ["c", "7"], ["d", "8"]],
        [["sort", "enhet"], ["m", "kg"], ["st", "l"], ["m", "kg"]],
        [
            ["sort", None, "antal"],
            ["Björk", "hög", "många"],
            ["Ek", "låg", "3"],
            ["Alm", "låg", "4"],
            ["Lind", "n", "5"],
        ],
        [["sort", None, "klass"], ["Björk", "många", "x"], ["Ek", "3", "y"], ["Alm", "4", "z"], ["Lind", "5", "y"]],
    ],
)
def test_the_row_under_one_line_of_headings_is_data(rows: list[list[str | None]]) -> None:
    report = table(rows)
    assert (report.header_rows, report.rows, report.left_out) == ((1,), len(rows) - 1, ())


def test_a_title_merged_elsewhere_makes_no_second_line() -> None:
    rows = [["Träd 2026", None], ["namn", "antal"], ["Björken", "några få"], ["Eken", "3"], ["Asp", "4"], ["Alm", "5"]]
    assert table(rows, merged=((0, 0, 0, 1),)).header_rows == (2,)


def test_words_in_the_gaps_of_the_line_above_are_its_second_line() -> None:
    head = [["Kommun", "Invånare", None, None], [None, "Män", "Kvinnor", "Alla"]]
    report = table([*head, ["A", "1", "2", "3"], ["B", "3", "4", "7"], ["C", "5", "6", "11"]])
    assert (report.header_rows, report.columns[2].label) == ((1, 2), "Invånare > Kvinnor")


def test_a_heading_over_a_group_may_stand_over_each_of_its_columns() -> None:
    head = [[None, "Invånare", "Invånare"], [None, "Män", "Kvinnor"]]
    assert table([*head, ["A", "1", "2"], ["B", "3", "4"]]).header_rows == (1, 2)


def test_words_that_say_more_than_those_above_are_a_second_line() -> None:
    head = [["Supplier", "Amount"], [None], ["Supplier Name", "Amount Paid"]]
    assert table([*head, ["A", "1"], ["B", "3"]]).header_rows == (1, 3)


def test_words_under_a_merged_cell_are_its_second_line() -> None:
    rows = [["Kommun", "Invånare", None], ["namn", "Män", "Kvinnor"], ["A", "1", "2"], ["B", "3", "4"]]
    assert table(rows, merged=((0, 1, 0, 2),)).header_rows == (1, 2)


@pytest.mark.parametrize("units", [["m", "kg"], ["(m)", "[kW]"], ["m", "%"], ["kr", "°C"]])
def test_units_over_numbers_belong_to_the_head(units: list[str]) -> None:
    rows = [["namn", "längd", "vikt"], [None, *units], ["a", "12", "3"], ["b", "13", "4"]]
    assert table(rows).header_rows == (1, 2)


def test_capital_letters_are_no_units() -> None:
    rows = [["storlek", "klass"], ["M", "T"], ["3", "4"], ["5", "6"], ["7", "8"]]
    assert table(rows).header_rows == (1,)


def test_a_row_with_some_of_the_headings_is_no_heading_again() -> None:
    rows = [["namn", "sort", "antal"], ["a", "b", "1"], ["namn", "sort", None], ["c", "d", "2"], ["e", "f", "3"]]
    assert table(rows).rows == 4


def test_a_row_of_data_that_comes_again_stays() -> None:
    rows = [["namn", "klass", None], ["Ek", "A", "1"], ["namn", "klass", "2"], ["Ek", "A", "1"]]
    assert table(rows).rows == 3
