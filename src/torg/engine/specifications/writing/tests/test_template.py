"""The spreadsheet to fill in: a clerk opens it, fills it, and the hub knows every column of it."""

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from odf import opendocument, table, text
from odf.namespaces import TABLENS

from torg.engine.specifications import Specification, library, machine_form
from torg.engine.specifications.checking.folding import folded
from torg.engine.specifications.checking.lists import spellings
from torg.engine.specifications.checking.pipeline import check
from torg.engine.specifications.checking.question import Question
from torg.engine.specifications.model import Choice, Condition, Constraints, Field
from torg.engine.specifications.recognising import SURE
from torg.engine.specifications.writing.template import template
from torg.foundation.language import sentence

LANGUAGES = ("en", "sv", "da", "de", "fr", "pl")
LIBRARY = list(library())
NASTY = Specification(
    "nasty", "1",
    (
        Field("a", labels={"en": "=1+1"}, descriptions={"en": "<b>&\"'"}, example="=cmd()"),
        Field("b", labels={"en": "Same"}), Field("c", labels={"en": "same"}),
        Field("d", choices=tuple(Choice(f"c{n}", {"en": f"word, {n}; \"x\""}) for n in range(300)),
              constraints=Constraints(enum=tuple(f"c{n}" for n in range(300)))),
    ),
    labels={"en": "Read/me: [all] the 'things' there are?*"},
)  # fmt: skip


@pytest.fixture(params=LIBRARY, ids=lambda one: one.id)
def specification(request: pytest.FixtureRequest) -> Specification:
    return request.param


def example_of(specification: Specification) -> list[dict[str, str]]:
    folder = library().folder(specification.id, specification.version)
    assert folder
    with (folder / "example.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def filled_xlsx(specification: Specification, language: str, place: Path) -> Path:
    book = openpyxl.load_workbook(io.BytesIO(machine_form(specification, "xlsx", language).content))
    sheet = book.worksheets[0]
    for number, row in enumerate(example_of(specification), 2):
        for index, field in enumerate(specification.fields, 1):
            if row.get(field.name):
                sheet.cell(number, index).value = row[field.name]
    book.save(place / "filled.xlsx")
    return place / "filled.xlsx"


def filled_ods(specification: Specification, language: str, place: Path) -> Path:
    """As a program does that writes values into the first rows below the headings."""
    document = opendocument.load(io.BytesIO(machine_form(specification, "ods", language).content))
    sheet = document.spreadsheet.getElementsByType(table.Table)[0]
    empty = sheet.getElementsByType(table.TableRow)[1]
    for row in example_of(specification):
        line = table.TableRow()
        for field in specification.fields:
            cell = table.TableCell(valuetype="string") if row.get(field.name) else table.TableCell()
            if row.get(field.name):
                cell.addElement(text.P(text=row[field.name]))
            line.addElement(cell)
        sheet.insertBefore(line, empty)
    document.save(place / "filled.ods")
    return place / "filled.ods"


@pytest.mark.parametrize(("fill", "language"), [(filled_xlsx, "sv"), (filled_ods, "de")])
def test_a_filled_spreadsheet_is_known_by_every_heading(
    specification: Specification, language: str, fill: Any, tmp_path: Path
):
    path = fill(specification, language, tmp_path)
    verdict = check(Question(path, path.name, specification))
    assert [(one.heading, one.field) for one in verdict.likeness.matches] == [
        (column.heading, field.name)
        for column, field in zip(template(specification, language).columns, specification.fields, strict=True)
    ]
    assert min(one.score for one in verdict.likeness.matches) >= SURE
    assert verdict.rows == len(example_of(specification))
    assert verdict.waiting == 0


def chosen(field: Field, code: str, language: str) -> str:
    """What the arrow of the cell offers for a code."""
    if field.type == "boolean":
        return sentence("template.yes" if code in field.form.true_values else "template.no", {}, language)
    return next((one.labels.get(language, one.code) for one in field.choices if one.code == code), code)


def test_every_word_of_every_arrow_means_one_code(specification: Specification):
    for field in (part for one in specification.fields for part in (one, one.item) if part):
        known = spellings(field)
        words = [(one.code, one.labels.get(language, one.code)) for one in field.choices for language in LANGUAGES]
        assert [(code, word) for code, word in words if known.get(folded(word)) != code] == [], field.name


def test_words_chosen_by_the_arrow_are_understood_in_every_language(tmp_path: Path):
    """Every word of every list in six languages, a row for each."""
    specification = library().get("public-toilets")
    assert specification
    path, rows = tmp_path / "chosen.csv", example_of(specification)
    listed = [field for field in specification.fields if field.choices and field.type != "array"]
    tallest = max([2, *(len(field.choices) for field in listed)])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([field.name for field in specification.fields])
        for number, language in ((number, language) for number in range(tallest) for language in LANGUAGES):
            row = dict(rows[number % len(rows)])
            row |= {field.name: field.choices[number % len(field.choices)].code for field in listed}
            row |= {field.name: _truth(field, number) for field in specification.fields if field.type == "boolean"}
            writer.writerow([chosen(field, row.get(field.name, ""), language) for field in specification.fields])
    verdict = check(Question(path, path.name, specification))
    unknown = [one for one in verdict.groups if one.code in ("list.none", "list.near", "type.boolean")]
    assert [(one.code, one.column, one.values) for one in unknown] == []


def _truth(field: Field, number: int) -> str:
    return (field.form.true_values if number % 2 else field.form.false_values)[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_of_one_list_differ_in_every_language(specification: Specification, language: str):
    headings = [column.heading.casefold() for column in template(specification, language).columns]
    assert len(set(headings)) == len(headings)


def test_an_empty_spreadsheet_leads_with_the_sheet_to_fill(specification: Specification):
    book = openpyxl.load_workbook(io.BytesIO(machine_form(specification, "xlsx", "sv").content))
    data, readme, example, words = book.worksheets
    assert (data.title, readme.title) == (specification.label("sv")[:31].strip(), template(specification, "sv").readme)
    assert data.freeze_panes == "A2"
    assert data.max_row == 1
    assert words.sheet_state == "hidden"
    assert example.max_row == 2
    assert all(cell.comment for cell in data[1])


def test_drop_downs_show_the_words_of_the_language():
    specification = library().get("bathing-places")
    assert specification
    book = openpyxl.load_workbook(io.BytesIO(machine_form(specification, "xlsx", "sv").content))
    place = [field.name for field in specification.fields].index("watertype")
    rules = {str(rule.sqref).split("2:")[0]: rule for rule in book.worksheets[0].data_validations.dataValidation}
    letter = openpyxl.utils.get_column_letter(place + 1)
    assert rules[letter].type == "list"
    assert f"${letter}$1:" in rules[letter].formula1
    words = [cell.value for cell in book.worksheets[3][letter] if cell.value]
    assert words[:2] == ["sjö", "hav"]


def test_dates_and_numbers_are_kept_as_such_and_codes_as_texts():
    specification = library().get("bathing-places")
    assert specification
    book = openpyxl.load_workbook(io.BytesIO(machine_form(specification, "xlsx", "en").content))
    kinds = {field.name: index for index, field in enumerate(specification.fields, 1)}
    data = book.worksheets[0]
    formats = {name: data.column_dimensions[openpyxl.utils.get_column_letter(place)] for name, place in kinds.items()}
    assert formats["updated"].numFmt is not None if hasattr(formats["updated"], "numFmt") else True
    example = book.worksheets[2]
    assert example.cell(2, kinds["updated"]).is_date
    assert isinstance(example.cell(2, kinds["latitude"]).value, float)
    assert example.cell(2, kinds["source"]).data_type == "s"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_both_hold_the_same_in_every_language(kind: str, language: str):
    specification = library().get("bathing-places")
    assert specification
    content = machine_form(specification, kind, language).content
    expected = [column.heading for column in template(specification, language).columns]
    if kind == "xlsx":
        found = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0][1]]
    else:
        sheet = opendocument.load(io.BytesIO(content)).spreadsheet.getElementsByType(table.Table)[0]
        heading = sheet.getElementsByType(table.TableRow)[0]
        found = [str(cell.getElementsByType(text.P)[-1]) for cell in heading.getElementsByType(table.TableCell)]
    assert found == expected


def test_ods_drop_downs_point_at_words_that_are_there():
    specification = library().get("bathing-places")
    assert specification
    document = opendocument.load(io.BytesIO(machine_form(specification, "ods", "sv").content))
    rules = document.spreadsheet.getElementsByType(table.ContentValidation)
    conditions = [rule.attributes[TABLENS, "condition"] for rule in rules]
    assert any(condition.startswith("of:cell-content-is-in-list([$'Words'.") for condition in conditions) or any(
        "in-list([$'" in condition for condition in conditions
    )
    named = {rule.attributes[TABLENS, "name"] for rule in rules}
    data = document.spreadsheet.getElementsByType(table.Table)[0]
    used = {cell.getAttribute("contentvalidationname") for cell in data.getElementsByType(table.TableCell)} - {None}
    assert used == named


def test_a_note_says_when_a_column_is_needed_in_words_of_the_drop_down():
    kinds = (Choice("other", {"en": "something else"}), Choice("hut", {"en": "hut"}))
    fields = (
        Field("kind", labels={"en": "Kind"}, choices=kinds),
        Field("fee", "boolean", labels={"en": "Costs money"}),
        Field("note", level="conditional", when=(Condition("kind", ("other",)), Condition("fee", ("true",)))),
    )
    noted = template(Specification("x", "1", fields), "en").columns[2].note
    assert noted == "Needed where “Kind” is something else.\nNeeded where “Costs money” is yes."


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_nothing_in_a_specification_becomes_a_formula_or_breaks_the_file(kind: str, tmp_path: Path):
    content = machine_form(NASTY, kind, "en").content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        inside = b"".join(archive.read(name) for name in archive.namelist())
        assert b"<f>" not in inside
        assert b"table:formula" not in inside
    path = tmp_path / f"nasty.{kind}"
    path.write_bytes(content)
    if kind == "xlsx":
        book = openpyxl.load_workbook(path)
        assert [cell.value for cell in book.worksheets[0][1]] == ["=1+1", "b", "c", "d"]
    else:
        sheet = opendocument.load(path).spreadsheet.getElementsByType(table.Table)[0]
        assert len(sheet.getElementsByType(table.TableRow)[0].getElementsByType(table.TableCell)) == 4


def test_ods_is_known_by_its_first_bytes():
    with zipfile.ZipFile(io.BytesIO(machine_form(NASTY, "ods", "en").content)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
