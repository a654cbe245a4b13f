"""Delimited text as municipalities have it."""

import csv
import io
import random
from pathlib import Path

import pytest

from torg.engine.formats import Content, ReadAgain
from torg.engine.formats.csv import Csv, ragged, regular
from torg.engine.formats.tests.whole import whole
from torg.foundation.problems import Problem, Refusal, Step


@pytest.fixture
def saved(tmp_path: Path):
    def save(text: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / "table.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return save


def read(path: Path) -> tuple[list[list[str | None]], Content]:
    batches, content = whole(Csv().read(path, "table"))
    rows = [list(row) for batch in batches for row in zip(*(c.to_pylist() for c in batch), strict=True)]
    return rows, content


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_delimiter_and_line_end_are_found(saved, delimiter: str, line_end: str) -> None:
    lines = [["id", "namn", "avgift"], ["1", "Åre", "12"], ["2", "Öns bad", "13"], ["3", "Sjö", "14"]]
    rows, content = read(saved(line_end.join(delimiter.join(line) for line in lines)))
    assert rows == lines
    assert content.dialect is not None
    assert (content.dialect.delimiter, content.dialect.line_end) == (delimiter, line_end)


def test_decimal_commas_do_not_hide_the_semicolon(saved) -> None:
    rows, _ = read(saved("a;b\n1,5;2,5\n3,5;4,5\n"))
    assert rows == [["a", "b"], ["1,5", "2,5"], ["3,5", "4,5"]]


def test_a_list_in_one_column_stays_one_column(saved) -> None:
    rows, content = read(saved("namn\nAnna\nBo, Ek\nCeline\nDag\n"))
    assert rows == [["namn"], ["Anna"], ["Bo, Ek"], ["Celine"], ["Dag"]]
    assert content.width == 1


def test_blank_lines_and_titles_are_rows(saved) -> None:
    rows, content = read(saved("Rapport\n\nid;namn;ort\n1;a;b\n;;\n2;c;d\nKälla: kommunen\n"))
    assert rows[:3] == [["Rapport", None, None], [None] * 3, ["id", "namn", "ort"]]
    assert rows[4] == [None] * 3
    assert rows[-1] == ["Källa: kommunen", None, None]
    assert content.problems == []


def test_a_short_and_a_long_row_are_kept_and_named(saved) -> None:
    rows, content = read(saved("a,b,c\n1,2,3\n\n4,5\n6,7,8,9\n1,2,3,,\n1,2,3\n"))
    assert rows[3:6] == [["4", "5", None, None], ["6", "7", "8", "9"], ["1", "2", "3", None]]
    assert content.problems == [
        Problem("row.short", row=4, count=2, width=3),
        Problem("row.long", row=5, count=4, width=3),
    ]


def test_a_short_row_after_a_separator_line_has_its_own_number(saved) -> None:
    rows, content = read(saved("sep=;\na;b;c\n1;2;3\n4;5\n6;7;8\n"))
    assert rows == [["a", "b", "c"], ["1", "2", "3"], ["4", "5", None], ["6", "7", "8"]]
    assert content.steps == [Step("text.sep", value=";")]
    assert content.problems == [Problem("row.short", row=3, count=2, width=3)]


def test_quoted_line_breaks_stay_inside_one_row(saved) -> None:
    rows, _ = read(saved('"Namn\npå plats",b\n"x ""y""",1\n"1\r\n2",3\n'))
    assert rows == [["Namn\npå plats", "b"], ['x "y"', "1"], ["1\r\n2", "3"]]


def test_a_quote_that_never_closes_is_a_letter(saved) -> None:
    rows, content = read(saved('id,namn,h\n1,a,3\n2,"öppen,4\n3,b,5\n4,c,6\n5,d,7\n6,5" rör,8\n'))
    assert rows[2:4] == [["2", '"öppen', "4"], ["3", "b", "5"]]
    assert rows[-1] == ["6", '5" rör', "8"]
    assert content.steps == [Step("text.quotes", count=1, rows=[3])]


def test_a_quote_in_the_middle_of_a_cell_is_not_lost(saved) -> None:
    rows, content = read(saved('id,namn,h\n1,"Rör 5" brett,"x"\n2,5" rör,4\n3,"a ""b""",c\n'))
    assert rows[1:] == [["1", '"Rör 5" brett', "x"], ["2", '5" rör', "4"], ["3", 'a "b"', "c"]]
    assert content.steps == [Step("text.quotes", count=1, rows=[2])]


def test_a_quote_does_not_swallow_a_large_file(saved) -> None:
    rows, content = read(saved('id,a\n1,"' + "y,z\n" * 30_000))
    assert len(rows) == 30_001
    assert rows[2] == ["y", "z", None]
    assert content.steps[0].code == "text.quotes"


def test_a_file_full_of_quotes_that_never_close_has_no_quotes(saved) -> None:
    rows, content = read(saved("a,b,c\n" + '1,"x" y,"z\n' * 3_000))
    assert rows[1:] == [["1", '"x" y', '"z']] * 3_000
    assert content.steps == [Step("text.unquoted")]


def test_lines_quoted_as_a_whole_are_unwrapped(saved) -> None:
    rows, content = read(saved('"id,name,""a b"""\n"1,x,2"\n"2,y,3"\n'))
    assert rows == [["id", "name", "a b"], ["1", "x", "2"], ["2", "y", "3"]]
    assert content.steps == [Step("text.wrapped")]


def test_single_quotes_are_quotes_where_all_cells_wear_them(saved) -> None:
    rows, _ = read(saved("'id';'a;b'\n" + "'1';'it''s'\n" * 5))
    assert rows[0] == ["id", "a;b"]
    assert rows[1] == ["1", "it's"]


def test_backslashes_escape_quotes(saved) -> None:
    rows, _ = read(saved("id,text\n" + '1,"a\\"b, c"\n' * 5))
    assert rows[1] == ["1", 'a"b, c']


def test_zero_bytes_are_left_out_and_said(saved) -> None:
    rows, content = read(saved(b"id,namn\n1,a\x00b\n2,cc\n3,dddddddddddd\n"))
    assert rows[1] == ["1", "ab"]
    assert content.steps == [Step("text.nul")]


def test_ten_thousand_columns_are_refused(saved) -> None:
    with pytest.raises(Refusal) as refusal:
        read(saved("\n".join(",".join(map(str, range(10_000))) for _ in range(3))))
    assert refusal.value.problem == Problem("columns.many", count=10_000, limit=5_000)


def test_an_endless_line_is_refused(saved) -> None:
    with pytest.raises(Refusal) as refusal:
        read(saved(b"x" * (40 << 20)))
    assert refusal.value.problem.code == "line.long"


def test_a_wider_row_late_in_the_file_keeps_all_its_cells(saved) -> None:
    rows, content = read(saved("a,b\n" + "1,2\n" * 200_000 + "1,2,3,4\n1,2\n"))
    assert content.width == 4
    assert rows[200_001] == ["1", "2", "3", "4"]
    assert len(rows) == 200_003


def test_a_file_of_even_rows_is_read_once_and_another_again(saved) -> None:
    even = "a;b\n" + "1;2\n" * 5
    once = Csv().read(saved(even), "table")
    assert sum(batch.num_rows for batch in once.batches) == 6
    odd = Csv().read(saved(even + "3\n"), "table")
    with pytest.raises(ReadAgain):
        list(odd.batches)
    patient = odd.again()
    assert patient.again is None
    assert sum(batch.num_rows for batch in patient.batches) == 7


@pytest.mark.parametrize("seed", range(60))
def test_every_cell_is_the_one_pythons_reader_finds(saved, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(regular, "_BLOCK", 700)
    text, delimiter = _random_table(random.Random(seed))
    theirs = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    ours, content = read(saved(text))
    assert [_trimmed(row) for row in ours] == [_trimmed(row) for row in theirs]
    assert content.width == max(len(row) for row in ours)


@pytest.mark.parametrize("seed", range(20))
def test_the_patient_way_finds_the_same_cells(saved, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    text, _ = _random_table(random.Random(seed))
    path = saved(text)
    quick, _ = read(path)
    monkeypatch.setattr(regular, "_ODD_ROWS", -1)
    monkeypatch.setattr(ragged, "_BATCH_ROWS", 7)
    monkeypatch.setattr(regular, "scan", _never)
    assert read(path)[0] == quick


def _never(*_: object) -> None:
    raise regular.Irregular


def _random_table(chance: random.Random) -> tuple[str, str]:
    width, delimiter, line_end = chance.randint(3, 6), chance.choice(",;\t|"), chance.choice(["\n", "\r\n", "\r"])
    words = ["", "1", "2,5", "a b", "ö", "12;3", 'x"y', "line\nbreak", "  ", '"q"', "end"]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end)
    writer.writerow([f"col{place}" for place in range(width)])
    for _ in range(chance.choice([8, 40, 300])):
        cells = width if chance.random() > 0.03 else chance.randint(1, width + 2)
        if chance.random() < 0.02:
            out.write(line_end)
        else:
            writer.writerow([chance.choice(words) for _ in range(cells)])
    return out.getvalue(), delimiter


def _trimmed(row: list[str | None] | list[str]) -> list[str | None]:
    cells = [cell or None for cell in row]
    while cells and cells[-1] is None:
        cells.pop()
    return cells
