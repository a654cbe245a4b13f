"""Other headings, rows that are kept, second tables, other letters: answers about the whole file."""

from pathlib import Path
from typing import Any

import xlsxwriter

from torg.engine.formats import detect
from torg.engine.understanding import Answers, understand, understand_apart
from torg.engine.understanding.tests.reading_of import table, values

Rows = list[list[str | None]]

LIST: Rows = [
    ["Badplatser 2026", None, None],
    [None, None, None],
    ["Namn", "Antal", "Avgift"],
    ["Åbadet", "12", "10"],
    ["Bbadet", "13", "20"],
    ["Cbadet", "14", "30"],
    ["Summa", "39", "60"],
    ["Källa: kommunen, enligt lista från fritidsförvaltningen", None, None],
]


def test_a_total_is_kept_and_left_out_again() -> None:
    (total,) = [gone for gone in table(LIST).as_json()["left_out"] if gone["code"] == "row.total"]
    report = table(LIST, answers=total["undo"])
    assert values(report, 0) == ["Åbadet", "Bbadet", "Cbadet", "Summa"]
    assert values(report, 1) == [12, 13, 14, 39]
    assert "row.total" not in {gone.code for gone in report.left_out}
    (step,) = [step for step in report.as_json()["steps"] if step["code"] == "answer.kept"]
    assert table(LIST, answers=Answers.from_json(total["undo"]).changed(step["undo"]).as_json()) == table(LIST)


def test_a_note_is_kept_as_a_row() -> None:
    (note,) = [gone for gone in table(LIST).as_json()["left_out"] if gone["code"] == "row.note"]
    report = table(LIST, answers=note["undo"])
    assert values(report, 0)[-1] == LIST[-1][0]
    assert {gone.code for gone in report.left_out} == {"head.title", "row.blank", "row.total"}


def test_hidden_rows_and_repeated_headings_are_kept_one_by_one_or_all_together() -> None:
    rows: Rows = [["Namn", "Antal"], ["A", "1"], ["Namn", "Antal"], ["B", "2"], ["C", "3"], ["D", "4"]]
    assert values(table(rows, hidden_rows=(4, 5)), 0) == ["A", "D"]
    assert values(table(rows, hidden_rows=(4, 5), answers={"kept_rows": [5]}), 0) == ["A", "C", "D"]
    assert values(table(rows, hidden_rows=(4, 5), answers={"kept_kinds": ["row.hidden"]}), 0) == ["A", "B", "C", "D"]
    assert values(table(rows, answers={"kept_rows": [3]}), 0) == ["A", "Namn", "B", "C", "D"]
    assert values(table(rows, answers={"kept_kinds": ["head.again"]}), 0) == ["A", "Namn", "B", "C", "D"]


def test_more_rows_than_are_listed_are_kept_by_their_kind() -> None:
    rows: Rows = [["Namn", "Antal"], *([f"plats {number}", str(number)] for number in range(1500))]
    hidden = tuple(range(100, 1400))
    (gone,) = table(rows, hidden_rows=hidden, sample=0).as_json()["left_out"]
    assert (len(gone["rows"]), gone["count"], gone["undo"]) == (1000, 1300, {"kept_kinds": ["row.hidden"]})
    assert table(rows, hidden_rows=hidden, sample=0, answers=gone["undo"]).rows == 1500


def test_a_blank_row_is_none_to_keep() -> None:
    report = table(LIST, answers={"kept_rows": [2, 7]})
    assert values(report, 0) == ["Åbadet", "Bbadet", "Cbadet", "Summa"]
    assert [problem.row for problem in report.problems] == [2]


def test_numbers_of_rows_do_not_hold_for_the_next_file() -> None:
    told = Answers.from_json({"kept_rows": [7], "header_row": 3, "columns": {"Namn": {"as_type": "text"}}})
    assert told.lasting().as_json() == {"header_row": 3, "columns": {"Namn": {"as_type": "text"}}}


def test_another_row_holds_the_headings() -> None:
    report = table(LIST, answers={"header_row": 4})
    assert [column.label for column in report.columns] == ["Åbadet", "12", "10"]
    assert (report.header_rows, values(report, 0)) == ((4,), ["Bbadet", "Cbadet"])
    assert [gone.rows for gone in report.left_out if gone.code == "head.title"] == [(1, 3)]


def test_there_are_no_headings() -> None:
    rows: Rows = [["Ort", "Typ"], ["Umeå", "stad"], ["Skellefteå", "stad"], ["Vännäs", "by"]]
    assert table(rows).header_rows == (1,)
    report = table(rows, answers={"header_row": 0})
    assert (report.header_rows, values(report, 0)[0]) == ((), "Ort")
    assert [column.label for column in report.columns] == ["c1", "c2"]


def test_a_row_without_cells_or_outside_the_file_is_no_heading_and_is_told() -> None:
    for row in (2, 1000, 10**9):
        report = table(LIST, answers={"header_row": row})
        assert report.header_rows == (3,)
        assert [problem.row for problem in report.problems if problem.code == "answer.gone_row"] == [row]


def test_headings_may_stand_far_down() -> None:
    rows: Rows = [*([f"text {number}", None] for number in range(300)), ["Namn", "Antal"], ["A", "1"], ["B", "2"]]
    report = table(rows, answers={"header_row": 301})
    assert (report.header_rows, values(report, 0)) == ((301,), ["A", "B"])
    assert sum(gone.count for gone in report.left_out) == 300


def test_a_column_without_heading_gets_a_name() -> None:
    rows: Rows = [["Namn", None, "Antal"], ["A", "x1", "1"], ["B", "y1", "2"], ["C", "z1", "3"]]
    (step,) = [step for step in table(rows).as_json()["steps"] if step["code"] == "head.missing"]
    told: dict[str, Any] = {}
    place = told
    *path, last = step["fill"]["path"]
    for name in path:
        place = place.setdefault(name, {})
    place[last] = "Märke"
    report = table(rows, answers=told)
    assert [(column.label, column.name) for column in report.columns][1] == ("Märke", "marke")
    assert "head.missing" not in {step.code for step in report.steps}


def test_what_looks_like_a_second_table_belongs_to_the_first() -> None:
    rows: Rows = [
        ["Namn", "Antal", None, "Kod", "Betydelse"],
        ["A", "1", None, "1", "ett"],
        ["B", "2", None, "2", "två"],
        ["C", "3", None, None, None],
        ["D", "4", None, None, None],
        ["E", "5", None, None, None],
    ]
    (question,) = table(rows).as_json()["questions"]
    apart, together = (way["answer"] for way in question["answers"])
    assert [column.label for column in table(rows, answers=together).columns] == ["Namn", "Antal", "Kod", "Betydelse"]
    assert [column.label for column in table(rows, answers=apart).columns] == ["Namn", "Antal"]
    assert not table(rows, answers=apart).questions
    assert not table(rows, answers=together).questions


def test_letters_that_look_wrong_are_read_in_another_way(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("namn;ort\nKraków;Poznań\nŁódź;Żary\n".encode("cp1250"))
    steps = understand(path, path.name).as_json()["steps"]
    (step,) = [step for step in steps if step["code"] == "text.encoding"]
    ways = {way["answer"]["encoding"]: way["label"] for way in step["answers"]}
    assert step["facts"]["name"] == "Windows-1250"
    told = Answers.from_json({"encoding": "windows-1252"})
    assert understand(path, path.name, answers=told).sample[1][0] == "£ódŸ"
    assert "windows-1252" not in ways  # there the words would hold signs that are no letters
    assert ways


def test_letters_repaired_are_broken_again_when_undone(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("namn;ort\nMalmÃ¶;Ãrebro\nLund;LuleÃ¥\n", encoding="utf-8")
    report = understand(path, path.name)
    assert report.sample[0][0] == "Malmö"
    (undo,) = [step["undo"] for step in report.as_json()["steps"] if step["code"] == "text.repaired"]
    assert understand(path, path.name, answers=Answers.from_json(undo)).sample[0][0] == "MalmÃ¶"


def test_a_file_that_says_its_letters_itself_leaves_no_choice(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('[{"a": "Malmö"}, {"a": "Lund"}]', encoding="utf-8")
    report = understand(path, path.name, answers=Answers.from_json({"encoding": "cp850"}))
    assert report.sample[0] == ("Malmö",)
    assert [problem.code for problem in report.problems] == ["answer.gone_letters"]


def test_a_sheet_that_is_gone_is_told_and_another_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("namn;ort\nA;B\nC;D\n", encoding="utf-8")
    report = understand(path, path.name, answers=Answers.from_json({"layer": "Blad7"}))
    assert (report.rows, [problem.code for problem in report.problems]) == (2, ["answer.gone_layer"])


def test_answers_reach_the_process_that_reads(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Datum;Namn\n01/02/2024;A\n03/04/2024;B\n", encoding="utf-8")
    told = Answers.from_json({"columns": {"Datum": {"order": "MDY"}}})
    report = understand_apart(path, path.name, answers=told)
    assert (report.columns[0].min, report.answers, report.keys) == ("2024-01-02", told, ("Datum", "Namn"))


def test_a_first_look_reads_the_first_rows_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("namn;tal\n" + "".join(f"A{row};{row}\n" for row in range(5000)), encoding="utf-8")
    glimpse = understand_apart(path, path.name, first_rows=1001)
    assert (glimpse.rows, glimpse.sampled, glimpse.as_json()["sampled"]) == (1000, True, True)
    whole = understand_apart(path, path.name, first_rows=5001)
    assert (whole.rows, whole.sampled) == (5000, False)


def test_a_first_look_at_a_large_workbook_stops_early(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Blad1")
    sheet.write_row(0, 0, ["Namn", "Antal", "Om"])
    for row in range(1, 12_001):
        sheet.write_row(row, 0, [f"plats {row}", row, "x" * 150])
    sheet.merge_range(12_005, 0, 12_005, 2, "slut")
    book.close()
    form = detect(path, path.name)
    passed = sum(batch.num_rows for batch in form.read_first(path, "Blad1", 2_000).batches)
    assert 2_000 < passed < 12_000
    report = understand(path, path.name, first_rows=2_001)
    assert (report.rows, report.sampled, report.columns[1].max) == (2_000, True, "2000")
    assert report.layers[0].rows == 12_006
