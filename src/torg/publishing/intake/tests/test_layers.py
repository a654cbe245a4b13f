"""A file of several tables: the steps list them, say which is used, and let a person choose."""

import re
from pathlib import Path

import pytest
from django.test import Client

from torg.catalogue.datasets.models import Dataset
from torg.publishing.intake.tests.plain_browser import Work, add, send, text
from torg.publishing.intake.tests.test_publishing import gtfs
from torg.publishing.intake.tests.test_telling import workbook

pytestmark = pytest.mark.django_db(transaction=True)


def begun(browser: Client, work: Work, file: Path) -> str:
    draft = add(browser, file.read_bytes(), file.name)
    work()
    return draft


def told(page: str) -> dict[str, str]:
    """What becomes of each table, as the list says it."""
    rows = page.partition('id="tables"')[2].partition("</table>")[0]
    found = re.findall(r'<th scope="row"[^>]*>([^<]+)</th>(.*?)</tr>', rows, re.S)
    becomes = r"(used, shown here|goes public too|hidden in the file, stays behind|stays behind)"
    return {name: re.search(becomes, cells)[1] for name, cells in found}  # type: ignore[index]


def published(browser: Client, work: Work, draft: str) -> list[str]:
    send(browser, f"{draft}/found", **{"continue": "1"})
    send(browser, f"{draft}/describe", title="List")
    send(browser, f"{draft}/look")
    work()
    assert "is public" in text(browser, f"{draft}/public")
    return [table.layer for table in Dataset.objects.get().tables.all()]


def test_the_table_that_is_used_and_those_that_stay_behind_are_listed(
    browser: Client, work: Work, tmp_path: Path
) -> None:
    draft = begun(browser, work, workbook(tmp_path / "trees.xlsx"))
    assert told(text(browser, f"{draft}/found")) == {
        "Trees": "used, shown here",
        "Grense": "stays behind",
        "Secret": "hidden in the file, stays behind",
        "Empty": "stays behind",
    }
    send(browser, f"{draft}/found", **{"continue": "1"})
    send(browser, f"{draft}/describe")
    look = text(browser, f"{draft}/look")
    assert "Grense" in look.partition('id="public"')[2]
    assert "All tables of the file" not in look


def test_another_table_is_chosen_with_one_button(browser: Client, work: Work, tmp_path: Path) -> None:
    draft = begun(browser, work, workbook(tmp_path / "trees.xlsx"))
    send(browser, f"{draft}/found", sheet="Grense")
    work()
    shown = text(browser, f"{draft}/found")
    assert told(shown)["Grense"] == "used, shown here"
    assert told(shown)["Trees"] == "stays behind"
    assert "11 rows" in shown
    assert published(browser, work, draft) == ["Grense"]


def test_tables_that_belong_together_are_all_published(browser: Client, work: Work, tmp_path: Path) -> None:
    draft = begun(browser, work, gtfs(tmp_path / "bus.zip"))
    listed = told(text(browser, f"{draft}/found"))
    first = next(name for name, becomes in listed.items() if becomes == "used, shown here")
    assert set(listed.values()) == {"used, shown here", "goes public too"}
    assert len(listed) == 6
    assert "go public with it" in text(browser, f"{draft}/found")
    tables = published(browser, work, draft)
    assert set(tables) == set(listed)
    assert tables[0] == first
    assert "All tables of the file" not in text(browser, f"{draft}/public")


def test_one_of_tables_that_belong_together_is_published_alone_and_all_again(
    browser: Client, work: Work, tmp_path: Path
) -> None:
    draft = begun(browser, work, gtfs(tmp_path / "bus.zip"))
    send(browser, f"{draft}/found", sheet="stops")
    work()
    alone = text(browser, f"{draft}/found")
    assert told(alone)["stops"] == "used, shown here"
    assert told(alone)["routes"] == "stays behind"
    send(browser, f"{draft}/found", sheet="")
    work()
    assert told(text(browser, f"{draft}/found"))["routes"] == "goes public too"
    send(browser, f"{draft}/found", sheet="stops")
    work()
    assert published(browser, work, draft) == ["stops"]


def test_a_table_that_the_file_does_not_have_is_told(browser: Client, work: Work, tmp_path: Path) -> None:
    draft = begun(browser, work, workbook(tmp_path / "trees.xlsx"))
    send(browser, f"{draft}/found", sheet="Nowhere")
    work()
    assert "Nowhere" in text(browser, f"{draft}/found")


def test_a_file_of_one_table_has_no_list_of_tables(browser: Client, work: Work) -> None:
    draft = add(browser)
    work()
    assert 'id="tables"' not in text(browser, f"{draft}/found")


def test_a_file_without_rows_of_headings_is_shown_without_asking_for_one(browser: Client, work: Work) -> None:
    draft = add(browser, b'[{"name": "Oak", "height": 12}, {"name": "Pine", "height": 30}]', "trees.json")
    work()
    shown = text(browser, f"{draft}/found")
    assert "Oak" in shown
    assert "headings" not in shown


def test_a_table_without_headings_says_so_and_lets_a_person_name_their_row(browser: Client, work: Work) -> None:
    draft = add(browser, b"1;2\n3;4\n5;6\n")
    work()
    send(browser, f"{draft}/found", heading_row="0")
    work()
    assert "The file has no headings" in text(browser, f"{draft}/found")
