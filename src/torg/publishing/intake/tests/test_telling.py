"""What a publisher is told beside the table itself, by the program and on the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client

from torg.catalogue.datasets.models import TableVersion
from torg.catalogue.people.actions import ensure_organisation, set_boundary
from torg.engine.understanding import Answers
from torg.foundation.language import sentence
from torg.publishing.intake.actions import HandedFile, Wishes, publish
from torg.publishing.intake.here import publish_here
from torg.publishing.intake.models import Publication
from torg.publishing.intake.queries import answer
from torg.publishing.intake.remote import Refused
from torg.publishing.intake.showing import report
from torg.publishing.intake.sources import keep_meanwhile
from torg.publishing.intake.tests.test_publishing import gtfs

pytestmark = pytest.mark.django_db(transaction=True)

Shown = dict[str, Any]
HUB = "https://data.example.org"
QUESTION = "Vad är det värt;Antal\n" + "".join(f"1.23{n};{n}\n" for n in range(9))


def run(path: Path, **said: str) -> Shown:
    """As ``torg publish`` does it."""
    words = {"title": "Trees", "dataset": "", "layer": "", "licence": "", "description": "", "language": ""}
    return publish_here(keep_meanwhile(HandedFile(path, path.name)), "atorp", words | said, Answers(), lambda *_: None)


def codes(shown: Shown) -> list[str]:
    return [notice["code"] for notice in shown["notices"]]


def said(shown: Shown, code: str) -> str:
    return next(notice["sentence"] for notice in shown["notices"] if notice["code"] == code)


def text(path: Path, content: str) -> Path:
    path.write_text(content)
    return path


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    first = book.active
    first.title = "Trees"
    rows = [("name", "height"), *((f"tree {n}", n) for n in range(40))]
    for name, many in (("Grense", 12), ("Secret", 3)):
        sheet = book.create_sheet(name)
        for row in rows[:many]:
            sheet.append(row)
    for row in rows:
        first.append(row)
    book["Secret"].sheet_state = "hidden"
    book.create_sheet("Empty")
    book.save(path)
    return path


def collections(path: Path) -> Path:
    content = {"places": [{"name": f"p{n}"} for n in range(9)], "paths": [{"length": n} for n in range(5)]}
    path.write_text(json.dumps(content))
    return path


def test_sheets_that_stay_behind_are_named_with_their_rows_but_no_hidden_or_empty_ones(tmp_path: Path) -> None:
    shown = run(workbook(tmp_path / "trees.xlsx"))
    assert (shown["state"], codes(shown)) == ("public", ["publish.further"])
    assert said(shown, "publish.further").startswith("The file has a further table: Grense (12 rows). ")
    assert "--layer" in said(shown, "publish.further")
    assert shown["report"]["notices"][0]["facts"]["names"] == ["Grense"]
    assert Publication.objects.get().report["notices"] == shown["notices"]


def test_further_collections_of_one_json_file_are_named_too(tmp_path: Path) -> None:
    shown = run(collections(tmp_path / "all.json"))
    assert shown["state"] == "public"
    behind = {"places", "paths"} - {layer["name"] for layer in shown["report"]["layers"] if layer["chosen"]}
    (facts,) = [notice["facts"] for notice in shown["notices"] if notice["code"] == "publish.further"]
    assert [name.rpartition("/")[2] for name in facts["names"]] == list(behind)


def test_who_named_a_sheet_knows_of_the_others(tmp_path: Path) -> None:
    assert codes(run(workbook(tmp_path / "trees.xlsx"), layer="Grense")) == []


def test_each_table_of_a_timetable_is_told_under_its_heading(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = run(gtfs(tmp_path / "gtfs.zip"))
    report(shown)
    told = capsys.readouterr().out
    assert codes(shown) == []
    parts = told.split("\n\n")
    assert parts[0].startswith("stops: gtfs, rows: 2")
    agency = next(part for part in parts if part.startswith("agency: "))
    assert "rows: 1, columns: 4" in agency
    assert "agency_timezone: text" in agency
    assert "arrival_time" not in agency
    days = next(table for table in shown["report"]["tables"] if table["layer"] == "calendar_dates")
    assert days["steps"]
    assert days["steps"][0]["sentence"] in next(part for part in parts if part.startswith("calendar_dates: "))


def test_a_new_version_that_differs_much_says_what_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"Oak;{n};a{n};x\n" for n in range(129))
    run(text(tmp_path / "trees.csv", "name;height;code;note\n" + rows))
    fewer = "".join(f"Oak;1{n};{n};2019-05-01\n" for n in range(59))
    shown = run(text(tmp_path / "trees.csv", "name;height;code;planted\n" + fewer), dataset="trees")
    assert shown["state"] == "public"
    assert codes(shown) == [
        "publish.rows_changed",
        "publish.columns_gone",
        "publish.columns_new",
        "publish.type_changed",
    ]
    assert "129 in the last version, 59 in this one" in said(shown, "publish.rows_changed")
    assert "note" in said(shown, "publish.columns_gone")
    assert "planted" in said(shown, "publish.columns_new")
    assert "“code” changed from “text” to “whole number”" in said(shown, "publish.type_changed")
    assert TableVersion.objects.get(number=2).report["notices"] == shown["notices"]
    report(shown)
    assert f"  - {said(shown, 'publish.columns_gone')}\n" in capsys.readouterr().out


def test_a_new_version_that_is_much_like_the_last_says_nothing(tmp_path: Path) -> None:
    run(text(tmp_path / "trees.csv", "name;height\n" + "Oak;1\n" * 10))
    assert codes(run(text(tmp_path / "trees.csv", "name;height\n" + "Oak;2\n" * 12), dataset="trees")) == []


def test_the_tables_of_a_timetable_say_what_changed_in_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(gtfs(tmp_path / "gtfs.zip"))
    more = "stop_id,stop_name,stop_lat,stop_lon\n" + "".join(f"S{n},Stop {n},59.{n + 10},18.1\n" for n in range(9))
    shown = run(gtfs(tmp_path / "gtfs.zip", stops=more), dataset="trees")
    stops, *others = shown["report"]["tables"]
    assert [notice["code"] for notice in stops["notices"]] == ["publish.rows_changed"]
    assert [table["notices"] for table in others] == [[]] * 5
    report(shown)
    heads = [part for part in capsys.readouterr().out.split("\n\n") if "2 in the last version, 9 in this one" in part]
    assert [head.partition(":")[0] for head in heads] == ["stops"]


def test_the_same_file_again_makes_no_new_version_and_is_answered_with_the_one_there_is(trees: Path) -> None:
    first = run(trees)
    trees.rename(trees.with_name("trees-2.csv"))
    again = run(trees.with_name("trees-2.csv"), dataset="trees")
    assert (again["state"], codes(again)) == ("public", ["publish.same"])
    assert again["id"] != first["id"]
    assert again["tables"] == first["tables"]
    assert "“trees-2.csv” is what version 1 was made of" in said(again, "publish.same")
    assert TableVersion.objects.count() == 1


def test_a_file_that_was_current_before_the_last_one_is_a_new_version(trees: Path) -> None:
    old = trees.read_bytes()
    run(trees)
    trees.write_text("name;height\nElm;9\n")
    run(trees, dataset="trees")
    trees.write_bytes(old)
    assert run(trees, dataset="trees")["tables"][0]["version"] == 3


def test_the_same_workbook_with_another_sheet_is_a_new_version(tmp_path: Path) -> None:
    path = workbook(tmp_path / "trees.xlsx")
    run(path)
    assert run(path, dataset="trees", layer="Grense")["tables"][0]["version"] == 2


def test_the_same_file_read_better_than_before_is_a_new_version(tmp_path: Path) -> None:
    rows = "".join(f"p{n},18.{100 + n},59.{300 + n}\n" for n in range(20))
    path = text(tmp_path / "places.csv", "name,lat,lon\n" + rows)
    run(path)
    corners = [[18.0, 59.2], [18.3, 59.2], [18.3, 59.5], [18.0, 59.2]]
    organisation, _ = ensure_organisation(by="test", slug="atorp")
    set_boundary(by="test", organisation=organisation, geometry={"type": "Polygon", "coordinates": [corners]})
    assert run(path, dataset="trees")["tables"][0]["version"] == 2


def test_a_refused_file_has_its_own_name_and_the_last_version_is_said_to_stay(
    trees: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(trees)
    half = trees.with_name("half.xlsx")
    workbook(half)
    half.write_bytes(half.read_bytes()[:3000])
    shown = run(half, dataset="trees")
    assert (shown["state"], codes(shown)) == ("refused", ["publish.kept"])
    assert "“half.xlsx”" in shown["problem"]["sentence"]
    assert shown["id"] not in json.dumps(shown["problem"])
    capsys.readouterr()
    report(shown)
    refusal, kept = capsys.readouterr().err.splitlines()
    assert refusal == shown["problem"]["sentence"]
    assert kept == sentence("publish.kept", {"version": 1, "dataset": "trees"})


def test_a_first_file_that_is_refused_leaves_nothing_to_stay(trees: Path) -> None:
    trees.write_bytes(b"%PDF-1.7\n" + b"x" * 500)
    assert codes(run(trees)) == []


def test_a_question_comes_with_what_can_be_done_now(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = run(text(tmp_path / "worth.csv", QUESTION))
    assert [question["code"] for question in shown["report"]["questions"]] == ["num.grouping"]
    report(shown)
    told = capsys.readouterr().out
    assert f"{shown['report']['questions'][0]['sentence']}\n  {sentence('report.unanswered', {})}" in told
    report(run(text(tmp_path / "trees.csv", "name;height\nOak;12\n"), title="Others"))
    assert sentence("report.unanswered", {}) not in capsys.readouterr().out


def test_a_new_organisation_is_told_where_its_name_comes_from_and_how_to_correct_it(
    trees: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report(run(trees))
    printed = capsys.readouterr()
    for part in ("“atorp”", "“Atorp”", "short name", "CC0-1.0", "torg organisation atorp --name", "--licence"):
        assert part in printed.err
    assert "Licence: CC0-1.0" in printed.out
    run(trees, title="Others")
    assert capsys.readouterr().err == ""


def test_programs_are_told_the_same(client: Client, token: str, trees: Path, work: Callable[[], None]) -> None:
    organisation, _ = ensure_organisation(by="test", slug="atorp")
    for dataset in ("", "trees"):
        handed = publish(
            by="test",
            organisation=organisation,
            title="Trees",
            source=HandedFile(trees, trees.name),
            wishes=Wishes(dataset=dataset),
        )
        work()
    told = client.get(f"/api/v1/publications/{handed.pk}", headers={"Authorization": f"Bearer {token}"}).json()
    assert [notice["code"] for notice in told["notices"]] == ["publish.same"]
    assert [notice["code"] for notice in told["report"]["notices"]] == ["publish.same"]
    assert (told["licence"], told["tables"][0]["version"]) == ("CC0-1.0", 1)
    assert told["url"] == answer(handed, "http://testserver")["url"]


@pytest.mark.parametrize("said", [{"title": "x" * 500}, {"title": "Trees", "language": "xx"}])
def test_a_file_copied_ahead_is_not_kept_where_it_is_refused(home, trees: Path, said: dict[str, str]) -> None:
    words = {"title": "", "dataset": "", "layer": "", "licence": "", "description": "", "language": ""}
    with pytest.raises(Refused):
        publish_here(keep_meanwhile(HandedFile(trees, trees.name)), "atorp", words | said, Answers(), lambda *_: None)
    assert list(home.originals.iterdir()) == []
