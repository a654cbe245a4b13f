"""OpenDocument spreadsheets: repeated cells, hidden parts, values instead of what a comment says."""

import zipfile
from pathlib import Path

import pytest

from torg.engine.formats.content import Content
from torg.engine.formats.ods import Ods
from torg.foundation.problems import Problem, Refusal

ODS = Ods()
NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{place}:1.0"'
    for prefix, place in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
) + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'  # fmt: skip
HIDING = (
    '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


def write(place: Path, tables: str, before: str = "", manifest: str = "") -> Path:
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("mimetype", ODS.media_type)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr(
            "content.xml",
            f"{before}<office:document-content {NAMES}><office:automatic-styles>{HIDING}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        )
    return place


def sheet(*rows: str, columns: str = "", facts: str = 'table:name="Ark1"') -> str:
    cells = "".join(row if row.startswith("<") else f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f"<table:table {facts}>{columns}{cells}</table:table>"


def row(*cells: str, facts: str = "") -> str:
    return f"<table:table-row {facts}>{''.join(cells)}</table:table-row>"


def cell(kind: str, shown: str = "", facts: str = "") -> str:
    text = f"<text:p>{shown}</text:p>" if shown else ""
    return f'<table:table-cell office:value-type="{kind}" {facts}>{text}</table:table-cell>'


def read(place: Path) -> tuple[Content, list[list[str | None]], list[list[int]]]:
    content = ODS.read(place, "Ark1")
    rows = [row for batch in content.batches for row in batch.to_pylist()]
    columns = range(content.width)
    return (
        content,
        [[row[f"c{at}"] for at in columns] for row in rows],
        [[row[f"k{at}"] for at in columns] for row in rows],
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "book.ods"


@pytest.mark.parametrize(
    ("written", "text", "kind"),
    [
        (cell("string", '<text:s text:c="2"/>a<text:tab/>b</text:p><text:p>c<text:line-break/>d'), "  a\tb\nc\nd", 1),
        (cell("float", "0,3", 'office:value="0.30000000000000004"'), "0.3", 2),
        (cell("float", "01067", 'office:value="1067"'), "01067", 1),
        (cell("currency", "12,00 €", 'office:value="12"'), "12", 2),
        (cell("percentage", "45%", 'office:value="0.45"'), "45 %", 2),
        (cell("date", "1.3.26", 'office:date-value="2026-03-01"'), "2026-03-01", 3),
        (cell("date", "1.3.26", 'office:date-value="2026-03-01T00:00:00"'), "2026-03-01", 3),
        (cell("date", "1.3.26", 'office:date-value="2026-03-01T07:05:00"'), "2026-03-01T07:05:00", 3),
        (cell("time", "7:30", 'office:time-value="PT07H30M00S"'), "07:30:00", 6),
        (cell("time", "30:00", 'office:time-value="PT30H00M00.500000S"'), "30:00:00.5", 1),
        (cell("boolean", "SAND", 'office:boolean-value="true"'), "true", 4),
        (cell("string", "#N/A", 'calcext:value-type="error"'), "#N/A", 5),
        ('<table:table-cell office:value-type="string"><office:annotation><text:p>not for you</text:p>'
         "</office:annotation><text:p>seen</text:p></table:table-cell>", "seen", 1),
    ],
)  # fmt: skip
def test_a_cell_is_read_for_what_it_is(place: Path, written: str, text: str, kind: int) -> None:
    _, texts, kinds = read(write(place, sheet(row(written))))
    assert (texts, kinds) == ([[text]], [[kind]])


def test_repeated_rows_and_cells_count_as_often_as_they_say(place: Path) -> None:
    blank = '<table:table-cell table:number-columns-repeated="2"/>'
    twice = cell("string", "x", 'table:number-columns-repeated="2"')
    endless = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = (
        row(endless, facts='table:number-rows-repeated="2"'),
        row(blank, twice, facts='table:number-rows-repeated="2"'),
        row(endless, facts='table:number-rows-repeated="1048000"'),
    )
    _, texts, _ = read(write(place, sheet(*rows)))
    assert texts == [[None] * 4] * 2 + [[None, None, "x", "x"]] * 2


def test_covered_cells_are_part_of_a_merged_one(place: Path) -> None:
    facts = 'table:number-columns-spanned="2" table:number-rows-spanned="1"'
    content, texts, _ = read(
        write(place, sheet(row(cell("string", "x", facts), "<table:covered-table-cell/>", cell("string", "y"))))
    )
    assert (content.merged, texts) == (((0, 0, 0, 1),), [["x", None, "y"]])


def test_what_is_hidden_is_told(place: Path) -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    cells = row(cell("string", "a"), cell("string", "b"))
    tables = sheet(
        cells, cells.replace("<table:table-row ", '<table:table-row table:visibility="filter" '), columns=columns
    )
    write(place, tables + sheet(facts='table:name="Gammel" table:style-name="ta2"'))
    content, _, _ = read(place)
    assert (content.hidden_columns, content.hidden_rows) == ((1,), (2,))
    assert [(layer.name, layer.rows, layer.hidden) for layer in ODS.layers(place)] == [
        ("Ark1", 2, False), ("Gammel", 0, True),
    ]  # fmt: skip


def test_a_formula_without_a_result_is_a_problem(place: Path) -> None:
    content, _, _ = read(write(place, sheet(row(cell("string", "a"), '<table:table-cell table:formula="of:=1"/>'))))
    assert content.problems == [Problem("cell.formula", row=1, column="B")]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"before": '<!DOCTYPE x [<!ENTITY a "b">]>'}, "file.entities"),
        ({"manifest": "<manifest:encryption-data/>"}, "file.password"),
        ({"tables": sheet(row(cell("string", "x", 'table:number-columns-repeated="16384"')))}, "columns.many"),
        ({"tables": "<table:table>"}, "file.unreadable"),
        ({"tables": sheet(facts='table:name="Other"')}, "file.layer"),
    ],
)
def test_hostile_and_broken_files_are_refused(place: Path, facts: dict[str, str], code: str) -> None:
    write(place, **{"tables": sheet(row(cell("string", "x"))), **facts})
    with pytest.raises(Refusal) as stop:
        read(place)
    assert stop.value.problem.code == code
