"""Every kind of bad file: one clear sentence, within the limits of the reading process."""

import re

import pytest

from hostile.files import REFUSED
from torg.engine.understanding import understand_apart
from torg.foundation.problems import Refusal


@pytest.mark.parametrize("write", REFUSED, ids=lambda write: write.__name__)
def test_a_bad_file_is_refused_in_one_clear_sentence(write, tmp_path):
    path = write(tmp_path)
    with pytest.raises(Refusal) as refusal:
        understand_apart(path, path.name)
    problem = refusal.value.problem
    assert problem.code in REFUSED[write], problem
    words = problem.sentence()
    assert "?" not in re.findall(r"“[^”]*”", words), f"a fact is missing: {words}"
    assert len(re.findall(r"[.:](?:\s|$)", words)) <= 3
    assert str(tmp_path) not in words


def test_macros_are_left_out_and_named(tmp_path):
    import xlsxwriter

    path = tmp_path / "makro.xlsm"
    with xlsxwriter.Workbook(tmp_path / "makro.xlsx") as book:
        book.add_worksheet("Blad1").write_column("A1", ["namn", "Strandbadet", "Sjövik", "Lillsjön"])
    _with_macros(tmp_path / "makro.xlsx", path)
    report = understand_apart(path, path.name)
    assert report.rows == 3
    assert "file.macros" in {step.code for step in report.steps}


def test_nul_bytes_inside_text_are_left_out_and_named(tmp_path):
    path = tmp_path / "nul.csv"
    path.write_bytes(b"namn;antal\nStrand\x00badet;12\nSj\xc3\xb6vik;7\nEkbadet;9\n")
    report = understand_apart(path, path.name)
    assert report.rows == 3
    assert "text.nul" in {step.code for step in report.steps}


def test_formulas_stay_the_text_they_are(tmp_path):
    path = tmp_path / "formel.csv"
    path.write_text('namn;not\nStrandbadet;=1+1\nSjövik;"=HYPERLINK(""http://x"";""y"")"\nEkbadet;@SUM(A1)\n')
    report = understand_apart(path, path.name, sample=5)
    assert [row["not"] for row in report.as_json()["sample"]] == ["=1+1", '=HYPERLINK("http://x";"y")', "@SUM(A1)"]


def _with_macros(source, target):
    """The workbook declared as one with macros, with a macro part that is noise."""
    import zipfile

    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(target, "w") as out:
        for item in whole.namelist():
            body = whole.read(item)
            if item == "[Content_Types].xml":
                body = body.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                ).replace(
                    b"</Types>",
                    b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
                )
            out.writestr(item, body)
        out.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"noise" * 100)
