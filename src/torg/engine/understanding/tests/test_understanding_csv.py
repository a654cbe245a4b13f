"""Plain files, read by the real reader and understood to the end."""

from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from torg.engine.understanding import Report, understand


def read(folder: Path, text: str, encoding: str = "utf-8", into: bool = True) -> Report:
    file = folder / "file.csv"
    file.write_bytes(text.encode(encoding))
    return understand(file, file.name, into=folder / "parts" if into else None)


def types(report: Report) -> dict[str, str]:
    return {column.name: column.type for column in report.columns}


PLACES = "namn;kod;antal;avgift;öppnad;öppet\nÅbadet;0123;12;10,50;03.04.2026;ja\nÖbadet;1234;7;8,25;31.12.2025;nej\n"


def test_a_plain_file_becomes_a_typed_table(tmp_path: Path) -> None:
    report = read(tmp_path, PLACES)
    assert types(report) == {
        "namn": "string", "kod": "string", "antal": "integer", "avgift": "number", "oppnad": "date", "oppet": "boolean",
    }  # fmt: skip
    assert (report.rows, report.header_rows) == (2, (1,))


def test_the_part_holds_the_rows_with_their_numbers(tmp_path: Path) -> None:
    report = read(tmp_path, PLACES)
    table = pq.read_table(report.parts[0])
    assert table.column_names == ["_row", "namn", "kod", "antal", "avgift", "oppnad", "oppet"]
    assert table["_row"].to_pylist() == [2, 3]
    assert table["avgift"].to_pylist() == [Decimal("10.50"), Decimal("8.25")]
    assert str(table.schema.field("avgift").type) == "decimal128(4, 2)"


def test_a_row_of_another_width_far_below_keeps_every_row(tmp_path: Path) -> None:
    report = read(tmp_path, "name;size\n" + "".join(f"n{n};{n}\n" for n in range(400_000)) + "last;1;more\n")
    assert (report.rows, report.columns[-1].examples, [problem.row for problem in report.problems]) == (
        400_001, ("more",), [],
    )  # fmt: skip
    assert pq.read_table(report.parts[0])["_row"].to_pylist() == list(range(2, 400_003))


@pytest.mark.parametrize(
    ("cells", "stored"),
    [
        (["7", "-12", "30"], [7, -12, 30]),
        (["7", "n/a", "30"], [7, None, 30]),
        (["7", " 12", "30"], [7, 12, 30]),
        (["1.50", "2", "-0.25"], [Decimal("1.50"), Decimal(2), Decimal("-0.25")]),
    ],
)
def test_numbers_are_the_same_however_they_are_written(tmp_path: Path, cells: list[str], stored: list[object]) -> None:
    """Where every cell is proven to be a plain number the cast alone makes the value."""
    report = read(tmp_path, "name;size\n" + "".join(f"n{n};{cell}\n" for n, cell in enumerate(cells)))
    assert pq.read_table(report.parts[0])["size"].to_pylist() == stored


@pytest.mark.parametrize(("delimiter", "kind", "asked"), [(";", "string", ["num.grouping"]), (",", "number", [])])
def test_points_in_degrees_do_not_prove_decimals_where_people_write_commas(
    tmp_path: Path, delimiter: str, kind: str, asked: list[str]
) -> None:
    """12.345 visits beside 57.12345 degrees: a map wrote the degrees, a person the visits."""
    text = (
        "Bibliotek;lat;lon;Besøg\nA;57.12345;11.23456;12.345\nB;57.11345;11.22456;4.123\nC;57.10345;11.21456;54.210\n"
    )
    report = read(tmp_path, text.replace(";", delimiter))
    assert (types(report)["besog"], [question.code for question in report.questions]) == (kind, asked)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_letters_survive_every_encoding(tmp_path: Path, encoding: str) -> None:
    report = read(tmp_path, PLACES, encoding)
    assert report.columns[0].examples == ("Åbadet", "Öbadet")


def test_every_alteration_is_a_step(tmp_path: Path) -> None:
    report = read(tmp_path, PLACES)
    assert [(step.code, step.column, step.facts["count"]) for step in report.steps if step.column] == [
        ("num.comma", "avgift", 2), ("date.form", "öppnad", 2), ("bool.words", "öppet", 2),
    ]  # fmt: skip
