"""Old Excel workbooks: the same cells as in the new ones, and the same refusals."""

import datetime
from pathlib import Path

import pytest
import xlwt

from torg.engine.formats.content import Content
from torg.engine.formats.xls import Xls
from torg.foundation.problems import Refusal, Step

XLS = Xls()


def read(place: Path, layer: str = "Blad1") -> tuple[Content, list[list[str | None]], list[list[int]]]:
    content = XLS.read(place, layer)
    rows = [row for batch in content.batches for row in batch.to_pylist()]
    columns = range(content.width)
    return (
        content,
        [[row[f"c{at}"] for at in columns] for row in rows],
        [[row[f"k{at}"] for at in columns] for row in rows],
    )


@pytest.fixture
def book(tmp_path: Path) -> tuple[xlwt.Workbook, Path]:
    return xlwt.Workbook(), tmp_path / "book.xls"


def styled(number_format: str) -> xlwt.XFStyle:
    return xlwt.easyxf(num_format_str=number_format)


def test_every_kind_of_cell_is_read_as_excel_shows_it(book: tuple[xlwt.Workbook, Path]) -> None:
    workbook, place = book
    sheet = workbook.add_sheet("Blad1")
    cells = [
        (" Åre ", "General"), (12, "General"), (0.1 + 0.2, "General"), (0.5, "0%"), (True, "General"),
        (datetime.date(2026, 3, 1), "DD.MM.YYYY"), (datetime.datetime(2026, 3, 1, 7, 5), "YYYY-MM-DD hh:mm"),
        (datetime.time(7, 30), "hh:mm"), (30 / 24, "[h]:mm"), (1067, "00000"),
    ]  # fmt: skip
    for column, (value, number_format) in enumerate(cells):
        sheet.write(1, column, value, styled(number_format))
    sheet.row(1).set_cell_error(10, "#DIV/0!")
    workbook.save(str(place))
    content, texts, kinds = read(place)
    assert texts == [
        [None] * 11,
        [" Åre ", "12", "0.3", "50 %", "true", "2026-03-01", "2026-03-01T07:05:00", "07:30:00", "30:00:00", "01067",
         "#DIV/0!"],
    ]  # fmt: skip
    assert kinds[1] == [1, 2, 2, 2, 4, 3, 3, 6, 1, 1, 5]
    assert {(step.code, step.column) for step in content.steps} == {
        ("num.float", "C"), ("num.padded", "J"),
    }  # fmt: skip


def test_what_excel_hides_and_merges_is_told(book: tuple[xlwt.Workbook, Path]) -> None:
    workbook, place = book
    sheet = workbook.add_sheet("Blad1")
    sheet.write_merge(0, 0, 0, 2, "Opening hours")
    sheet.write(1, 2, "x")
    sheet.col(1).hidden = True
    sheet.row(1).hidden = True
    workbook.add_sheet("Gammalt").visibility = 1
    workbook.save(str(place))
    content, _, _ = read(place)
    assert (content.hidden_columns, content.hidden_rows, content.merged) == ((1,), (2,), ((0, 0, 0, 2),))
    assert [(layer.name, layer.rows, layer.hidden) for layer in XLS.layers(place)] == [
        ("Blad1", 2, False), ("Gammalt", 0, True),
    ]  # fmt: skip


def test_days_since_1904_are_read_in_their_own_calendar(book: tuple[xlwt.Workbook, Path]) -> None:
    workbook, place = book
    workbook.dates_1904 = True
    workbook.add_sheet("Blad1").write(0, 0, datetime.date(2026, 3, 1), styled("YYYY-MM-DD"))
    workbook.save(str(place))
    assert read(place)[1] == [["2026-03-01"]]


def test_half_a_file_is_refused(book: tuple[xlwt.Workbook, Path]) -> None:
    workbook, place = book
    sheet = workbook.add_sheet("Blad1")
    for row in range(2_000):
        sheet.write(row, 0, f"row {row}")
    workbook.save(str(place))
    place.write_bytes(place.read_bytes()[:20_000])
    with pytest.raises(Refusal) as stop:
        read(place)
    assert stop.value.problem.code == "file.unreadable"


def test_no_step_is_told_where_nothing_was_done(book: tuple[xlwt.Workbook, Path]) -> None:
    workbook, place = book
    workbook.add_sheet("Blad1").write(0, 0, 0.5)
    workbook.save(str(place))
    assert read(place)[0].steps == list[Step]()
