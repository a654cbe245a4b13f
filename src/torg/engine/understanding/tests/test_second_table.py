"""Two tables in one sheet: the first is read, the other is told (F22)."""

import pytest

from torg.engine.understanding.report import Report

from .reading_of import table

FIRST = [["badplats", "antal"], ["Åbadet", "12"], ["Öbadet", "7"], ["Sjön", "3"], ["Bron", "4"]]


def together(left: list[list[str | None]], right: list[list[str | None]], gap: int = 1) -> list[list[str | None]]:
    wide, narrow = len(left[0]), len(right[0])
    most = max(len(left), len(right))
    padded = [*left, *[[None] * wide] * (most - len(left))], [*right, *[[None] * narrow] * (most - len(right))]
    return [[*one, *[None] * gap, *other] for one, other in zip(*padded, strict=True)]


def names(report: Report) -> list[str]:
    return [column.name for column in report.columns]


def left(report: Report, code: str) -> list[tuple[tuple[int, ...], tuple[str, ...], str | None]]:
    return [(gone.rows, gone.columns, gone.text) for gone in report.left_out if gone.code == code]


@pytest.mark.parametrize(
    "right",
    [
        [["skola", "elever"], ["Norra", "120"], ["Södra", "88"]],
        [["skola", "elever"], *[[f"Skola {n}", f"{n}0"] for n in range(1, 9)]],
        [["badplats", "antal"], *[[f"Bad {n}", f"{n}0"] for n in range(1, 5)]],
    ],
    ids=["shorter", "longer", "the same headings"],
)
def test_a_table_beside_is_left_out_and_asked_about(right: list[list[str | None]]) -> None:
    report = table(together(FIRST, right))
    assert (report.rows, names(report)) == (4, ["badplats", "antal"])
    assert left(report, "table.beside") == [((), ("D", "E"), " | ".join(map(str, right[0])))]
    assert [(one.code, one.facts["place"]) for one in report.questions] == [("table.second", "D1")]


def test_a_blank_column_inside_a_table_parts_nothing() -> None:
    rows = together(FIRST, [["avgift", "öppnar"], *[[str(n), f"2026-06-0{n}"] for n in range(1, 5)]])
    report = table(rows)
    assert (names(report), report.questions) == (["badplats", "antal", "avgift", "oppnar"], ())


def test_columns_filled_here_and_there_are_no_table() -> None:
    rows = together(FIRST, [["anmärkning", "datum"], [None, None], ["stängd", "2026-07-01"]])
    assert table(rows).questions == ()


@pytest.mark.parametrize("title", [[], [["Skolor 2026", None]]], ids=["no title", "title"])
def test_a_table_below_is_left_out_and_asked_about(title: list[list[str | None]]) -> None:
    report = table([*FIRST, [None], [None], *title, ["skola", "elever"], ["Norra", "120"], ["Södra", "88"]])
    assert (report.rows, report.problems, [column.type for column in report.columns]) == (4, (), ["string", "integer"])
    ((rows, _, text),) = left(report, "table.below")
    assert (rows[0], rows[-1], text) == (8, 10 + len(title), "skola | elever")
    assert [one.facts["place"] for one in report.questions] == [f"A{8 + len(title)}"]


def test_a_total_above_a_second_table_is_still_a_total() -> None:
    report = table([*FIRST, ["Summa", "26"], [None], ["skola", "elever"], ["Norra", "120"], ["Södra", "88"]])
    assert (report.rows, left(report, "row.total")) == (4, [((6,), (), "Summa | 26")])


def test_groups_after_blank_rows_are_one_table() -> None:
    rows = [*FIRST, [None], ["Södra delen", None], ["Ån", "3"], ["Dammen", "9"], [None], FIRST[0], ["Viken", "4"]]
    report = table(rows)
    assert report.questions == ()
    assert report.rows >= 7
