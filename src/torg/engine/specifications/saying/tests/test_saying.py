"""One report, four ways to say it."""

import csv
import io
import json
from pathlib import Path

import pytest

from torg.engine.specifications.checking.pipeline import check
from torg.engine.specifications.checking.question import Question
from torg.engine.specifications.model import Constraints, Field, Specification
from torg.engine.specifications.saying import CheckReport, page, plain, report_of, sheet

RULES = Specification(
    "pools", "1.0",
    (
        Field("id", level="required", labels={"en": "Number", "sv": "Nummer"}),
        Field("fee", "number", constraints=Constraints(maximum="100"), labels={"en": "Fee", "sv": "Avgift"}),
        Field("name", level="required", labels={"en": "Name"}),
    ),
    labels={"en": "Pools", "sv": "Bad"},
)  # fmt: skip
TEXT = "id;fee;note\n1;10,50;a\n2;=HYPERLINK(1);<script>alert(1)</script>\n3;200;b\n4;5;c\n"


@pytest.fixture
def report(tmp_path: Path) -> CheckReport:
    path = tmp_path / "<b>pools.csv"
    path.write_text(TEXT, encoding="utf-8")
    return report_of(check(Question(path, path.name, RULES, into=tmp_path / "into")), path.name, RULES)


def test_the_words_say_what_was_found_worst_first(report: CheckReport) -> None:
    lines = plain(report).splitlines()
    assert lines[1] == "Fine: 1. Put right: 1. Waiting for you: 2."
    assert lines.index("To fix") < lines.index("Done for you")
    assert "  “Name” is missing. Which column has it?" in lines
    assert any(line.startswith("  In “fee”, the decimal comma became a point.") for line in lines)


def test_json_has_the_counts_the_groups_and_the_lines(report: CheckReport) -> None:
    found = json.loads(json.dumps(report.as_json()))
    assert found["specification"] == {"id": "pools", "version": "1.0", "label": "Pools"}
    assert (found["rows"], found["fine"], found["mended"], found["waiting"]) == (4, 1, 1, 2)
    assert (found["conforms"], found["passes"], found["problem_count"]) == (False, False, 4)
    comma = next(group for group in found["groups"] if group["code"] == "num.comma")
    assert comma["cells"] == [{"row": 2, "value": "10,50", "fix": "10.50"}]
    assert [(line["row"], line["code"], line["fix"]) for line in found["problems"]] == [
        (None, "col.needed", None), (2, "num.comma", "10.50"), (3, "type.number", None), (4, "value.large", None),
    ]  # fmt: skip
    assert [match["field"] for match in found["columns"]] == ["id", "fee", None]


def test_the_page_stands_alone_and_shows_only_text(report: CheckReport) -> None:
    html = page(report)
    assert "&lt;b&gt;pools.csv" in html
    assert "<b>pools" not in html
    assert not any(word in html for word in ("<script", "http://", "https://", "src=", "@import"))
    assert html.count("<h1>") == 1
    assert '<th scope="row">3</th>' in html


def test_the_list_is_a_table_no_spreadsheet_reckons_with(report: CheckReport) -> None:
    rows = list(csv.DictReader(io.StringIO("".join(sheet(report)))))
    assert [row["code"] for row in rows] == ["col.needed", "num.comma", "type.number", "value.large"]
    assert rows[2]["value"] == "'=HYPERLINK(1)"


def test_a_list_that_is_cut_says_how_many_more_there_are(tmp_path: Path) -> None:
    path = tmp_path / "pools.csv"
    path.write_text("id;fee;name\n" + "".join(f"{n};x;a\n" for n in range(30)), encoding="utf-8")
    verdict = check(Question(path, path.name, RULES, into=tmp_path / "into"))
    assert len(report_of(verdict, path.name, RULES, lines=10).lines) == 10
    assert "20 more problems" in page(report_of(verdict, path.name, RULES, lines=10))


def test_every_row_fine_is_said_too(tmp_path: Path) -> None:
    path = tmp_path / "pools.csv"
    path.write_text("id;fee;name\n1;1;a\n2;2;b\n", encoding="utf-8")
    report = report_of(check(Question(path, path.name, RULES, into=tmp_path / "into")), path.name, RULES)
    assert "2 of 2 rows are fine." in plain(report)
    assert "2 of 2 rows are fine." in page(report)
