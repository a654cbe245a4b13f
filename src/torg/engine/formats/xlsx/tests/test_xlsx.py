"""Excel workbooks: every cell as the person sees it, and what Excel hides is told."""

import datetime
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from torg.engine.formats.content import Content
from torg.engine.formats.xlsx import Xlsx
from torg.foundation.problems import Problem, Refusal, Step

XLSX = Xlsx()


def cells(content: Content) -> list[list[str | None]]:
    rows = [row for batch in content.batches for row in batch.to_pylist()]
    return [[row[f"c{index}"] for index in range(content.width)] for row in rows]


def kinds(content: Content) -> list[list[int]]:
    rows = [row for batch in content.batches for row in batch.to_pylist()]
    return [[row[f"k{index}"] for index in range(content.width)] for row in rows]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "book.xlsx"


def write(place: Path, *values: object, number_format: str = "General") -> Path:
    book = openpyxl.Workbook()
    for row, value in enumerate(values, start=1):
        book.active.cell(row, 1, value).number_format = number_format
    book.save(place)
    return place


def read(place: Path, layer: str = "Sheet") -> Content:
    return XLSX.read(place, layer)


def test_leading_blank_rows_and_columns_stay_where_they_are(place: Path) -> None:
    book = openpyxl.Workbook()
    book.active["C3"] = "Badplats"
    book.save(place)
    assert cells(read(place)) == [[None] * 3, [None] * 3, [None, None, "Badplats"]]


def test_text_keeps_its_spaces_and_line_breaks(place: Path) -> None:
    assert cells(read(write(place, "  Åre\nstrand ", "0123"))) == [["  Åre\nstrand "], ["0123"]]


def test_numbers_are_written_as_excel_shows_them(place: Path) -> None:
    numbers = [0.1 + 0.2, 5.0, 1e-7, -0.0, 1e20, 123456789012345.0, 59.329323]
    content = read(write(place, *numbers))
    assert [row[0] for row in cells(content)] == [
        "0.3", "5", "0.0000001", "0", "100000000000000000000", "123456789012345", "59.329323",
    ]  # fmt: skip


def test_float_noise_is_recorded_once_for_its_column(place: Path) -> None:
    book = xlsxwriter.Workbook(place)
    sheet = book.add_worksheet("Sheet")
    sheet.write_column(0, 1, [0.30000000000000004, 0.7999999999999999, 0.5])
    book.close()
    with zipfile.ZipFile(place) as archive:
        written = archive.read("xl/worksheets/sheet1.xml").decode()
    noisy = written.count("0000000004") + written.count("9999999999")
    content = read(place)
    assert [row[1] for row in cells(content)] == ["0.3", "0.8", "0.5"]
    assert content.steps == ([Step("num.float", column="B", index=1, count=noisy)] if noisy else [])


@pytest.mark.parametrize(
    ("value", "number_format", "text", "kind"),
    [
        (datetime.date(2026, 3, 1), "yyyy-mm-dd", "2026-03-01", 3),
        (datetime.datetime(2026, 3, 1, 14, 5), "dd.mm.yyyy hh:mm", "2026-03-01T14:05:00", 3),
        (datetime.time(7, 30), "h:mm", "07:30:00", 6),
        (datetime.timedelta(hours=30), "[h]:mm:ss", "30:00:00", 1),
        (46082, '[$-41D]d mmmm yyyy', "2026-03-01", 3),
        (59, "yyyy-mm-dd", "1900-02-28", 3),
        (60, "yyyy-mm-dd", "60", 2),
        (-5, "yyyy-mm-dd", "-5", 2),
        (0.125, "0.0%", "12.5 %", 2),
        (12.5, '0.0" kg"', "12.5", 2),
        (3, '0 "days"', "3", 2),
        (1067, "00000", "01067", 1),
        (True, "General", "true", 4),
        ("#N/A", "General", "#N/A", 5),
    ],
)  # fmt: skip
def test_a_cell_is_what_its_number_format_shows(
    place: Path, value: object, number_format: str, text: str, kind: int
) -> None:
    write(place, value, number_format=number_format)
    assert (cells(read(place)), kinds(read(place))) == ([[text]], [[kind]])


def test_days_since_1904_are_read_in_their_own_calendar(place: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = datetime.date(2026, 3, 1)
    book.save(place)
    assert cells(read(place)) == [["2026-03-01"]]


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0.5, "50 %"),
        (0.07, "7 %"),
        (1, "100 %"),
        (0, "0 %"),
        (-0.123456, "-12.3456 %"),
        (1e-7, "0.00001 %"),
        (12, "1200 %"),
    ],
)
def test_percentages_stand_as_the_cell_shows_them(place: Path, share: float, shown: str) -> None:
    assert cells(read(write(place, share, number_format="0%"))) == [[shown]]


def test_what_excel_hides_is_told(place: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["a", "b", "c"])
    sheet.append([1, 2, 3])
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[2].hidden = True
    book.create_sheet("Old").sheet_state = "hidden"
    book.create_sheet("Secret").sheet_state = "veryHidden"
    book.save(place)
    content = read(place)
    assert (content.hidden_columns, content.hidden_rows) == ((1,), (2,))
    assert [(layer.name, layer.hidden, layer.rows) for layer in XLSX.layers(place)] == [
        ("Sheet", False, 2), ("Old", True, 0), ("Secret", True, 0),
    ]  # fmt: skip


def test_merged_cells_are_told_with_their_corners(place: Path) -> None:
    book = openpyxl.Workbook()
    book.active["B2"] = "Opening hours"
    book.active.merge_cells("B2:D3")
    book.save(place)
    assert read(place).merged == ((1, 1, 2, 3),)


def test_a_formula_without_a_result_is_a_problem(place: Path) -> None:
    content = read(write(place, 4, "=A1*2", 7))
    assert cells(content) == [["4"], [None], ["7"]]
    assert content.problems == [Problem("cell.formula", row=2, column="A")]


def test_many_formulas_without_results_are_told_by_column(place: Path) -> None:
    content = read(write(place, *["=1+1"] * 150))
    assert content.problems == [Problem("cells.formula", row=1, column="A", count=150)]


def test_charts_are_no_layers(place: Path) -> None:
    book = xlsxwriter.Workbook(place)
    book.add_worksheet("Data").write(0, 0, 1)
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Data!$A$1:$A$1"})
    book.add_chartsheet("Picture").set_chart(chart)
    book.close()
    assert [layer.name for layer in XLSX.layers(place)] == ["Data"]


def test_a_lonely_cell_far_down_costs_no_memory(place: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "first"
    book.active.cell(1_048_576, 40, "last")
    book.save(place)
    content = read(place)
    batches = list(content.batches)
    assert sum(batch.num_rows for batch in batches) == 1_048_576
    assert batches[0].column("c0")[0].as_py() == "first"
    assert batches[-1].column("c39")[-1].as_py() == "last"


def test_too_many_columns_are_refused(place: Path) -> None:
    book = openpyxl.Workbook()
    book.active.cell(1, 6_000, "x")
    book.save(place)
    with pytest.raises(Refusal) as stop:
        read(place)
    assert stop.value.problem.code == "columns.many"


def rewrite(place: Path, member: str, old: str, new: str) -> None:
    with zipfile.ZipFile(place) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[member].decode()
    assert old in text
    parts[member] = text.replace(old, new).encode()
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)


def test_entities_are_refused_before_they_grow(place: Path) -> None:
    write(place, "a")
    bomb = '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet'
    rewrite(place, "xl/worksheets/sheet1.xml", "<worksheet", bomb)
    with pytest.raises(Refusal) as stop:
        read(place)
    assert stop.value.problem.code == "file.entities"


def test_half_a_sheet_is_refused(place: Path) -> None:
    write(place, "a")
    rewrite(place, "xl/worksheets/sheet1.xml", "</sheetData>", "")
    with pytest.raises(Refusal) as stop:
        read(place)
    assert stop.value.problem.code == "file.unreadable"


def test_comments_are_counted_and_never_told(place: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.active["A1"].comment = openpyxl.comments.Comment("ask Eva, 070 123", "Bo")
    book.save(place)
    content = read(place)
    assert (cells(content), content.steps) == ([["x"]], [Step("cell.comments", count=1)])


ODD_ROWS = (
    '<row r="2" hidden="1"><c r="B2" t="inlineStr"><is><t xml:space="preserve"> &lt;&#229;&gt; &amp;#65; </t></is></c>'
    '<c r="D2"><v>1E-3</v></c></row><row r="3" ht="0" customHeight="1"/>'
    '<row r="5"><c r="A5" t="str"><f>"a"&amp;B2</f><v>a_x000A_b</v></c><c r="B5" s="0" t="b"><v>1</v></c>'
    '<c r="C5"><f t="shared" si="0"/></c><c r="E5" t="d"><v>2026-03-01</v></c><c r="F5" s="0"/></row>'
)


@pytest.mark.parametrize("rows", [ODD_ROWS, ODD_ROWS.replace("<c ", "<!-- odd --><c ")], ids=["plain", "unusual"])
def test_both_ways_through_a_sheet_come_to_the_same(place: Path, rows: str) -> None:
    book = openpyxl.Workbook()
    book.save(place)
    rewrite(place, "xl/worksheets/sheet1.xml", "</sheetData>", f"{rows}</sheetData>")
    content = read(place)
    assert cells(content) == [
        [None] * 5, [None, " <å> &#65; ", None, "0.001", None], [None] * 5, [None] * 5,
        ["a\nb", "true", None, None, "2026-03-01"],
    ]  # fmt: skip
    assert (content.hidden_rows, content.problems) == ((2, 3), [Problem("cell.formula", row=5, column="C")])


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_names_with_a_prefix_are_the_same_names(place: Path, prefix: str) -> None:
    book = openpyxl.Workbook()
    book.save(place)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = '<row><c><v>1</v></c><c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>no</t></rPh></is></c></row>'
    sheet = re.sub("<(/?)", rf"<\1{prefix}", f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
    sheet = sheet.replace("worksheet>", f'worksheet xmlns{":x" if prefix else ""}="{space}">', 1)
    with zipfile.ZipFile(place) as archive:
        old = archive.read("xl/worksheets/sheet1.xml").decode()
    rewrite(place, "xl/worksheets/sheet1.xml", old, sheet)
    assert cells(read(place)) == [["1", "ab"]]
    assert XLSX.layers(place)[0].rows == 1


def test_a_sheet_that_grows_without_end_is_refused_before_it_is_unpacked(place: Path) -> None:
    write(place, "a")
    with zipfile.ZipFile(place) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part + (b" " * (80 << 20) if "sheet1" in name else b""))
    with pytest.raises(Refusal) as stop:
        read(place)
    assert stop.value.problem.code == "archive.ratio"
