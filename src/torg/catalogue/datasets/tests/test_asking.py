"""Questions to the table on a page: filters, order, pages, and what is said where they do not fit."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from torg.catalogue.datasets import asking, engines
from torg.catalogue.datasets.conditions import condition
from torg.engine.queries import Query, parse_query
from torg.engine.tables import Column, Version
from torg.foundation.problems import Problem

from .conftest import COLUMNS, Publish
from .test_dataset_pages import page, words

pytestmark = pytest.mark.django_db
ADDRESS = "/datasets/badplatser"


def names(shown: str) -> list[str]:
    table = shown.split('id="first-rows-caption"')[1].split("</table>")[0] if "first-rows-caption" in shown else ""
    return [html.unescape(one) for one in re.findall(r'<th scope="row"[^>]*><span[^>]*>([^<]*)<', table)]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("name.contains=SJÖ", ["Sjövik"]),
        ("name.contains=<e", ["<Ek>"]),
        ("name.contains=%25", []),
        ("name.is=Ale", ["Ale"]),
        ("lon.from=18.1", ["<Ek>", "Ale"]),
        ("lon.from=18,05&lon.to=18,15", ["<Ek>"]),
        ("note.empty=yes", ["Sjövik", "<Ek>", "Ale"]),
        ("note.empty=no", []),
        ("sort=-lat", ["Ale", "<Ek>", "Sjövik"]),
        ("sort=name", ["<Ek>", "Ale", "Sjövik"]),
        ("sort=-lon&lat.to=59.2", ["<Ek>", "Sjövik"]),
        ("per=50", ["Sjövik", "<Ek>", "Ale"]),
    ],
)
def test_rows_can_be_chosen_and_sorted_by_the_address_alone(publish: Publish, question: str, found: list[str]) -> None:
    publish()
    shown = page(f"{ADDRESS}?{question}")
    assert names(shown) == found
    if not found:
        assert "No row fits these filters." in words(shown)


def test_the_same_question_is_offered_to_the_api_and_as_files(publish: Publish) -> None:
    publish()
    shown = page(f"{ADDRESS}?name.contains=O'k&lon.from=2&sort=-lat&version=1")
    links = [html.unescape(link) for link in re.findall(r'href="(/api/v1/tables/badplatser/[^"]*where=[^"]*)"', shown)]
    assert [urlsplit(link).path.rpartition("/")[2] for link in links] == [
        "export.csv", "export.xlsx", "rows", "export.geojson", "export.json", "export.parquet",
    ]  # fmt: skip
    for link in links:
        asked = parse_qs(urlsplit(link).query)
        assert asked["where"] == ["CASEI(name) LIKE CASEI('%O''k%') AND lon >= 2"]
        assert asked["order_by"] == ["-lat"]


def test_pages_follow_each_other_and_keep_the_question(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "SIZES", (1, 2))
    monkeypatch.setattr("torg.catalogue.datasets.answering.SIZES", (1, 2))
    publish()
    for question, order in (("sort=lat", ["Sjövik", "<Ek>", "Ale"]), ("lon.to=99", ["Sjövik", "<Ek>", "Ale"])):
        seen = []
        for number in (1, 2, 3):
            shown = page(f"{ADDRESS}?{question}&per=1&page={number}")
            seen += names(shown)
            assert f"Rows {number} to {number} of 3" in words(shown)
            assert ("Next rows" in shown, "Previous rows" in shown) == (number < 3, number > 1)
        assert seen == order
    assert names(page(f"{ADDRESS}?per=2&page=2")) == ["Ale"]


def test_headings_sort_upwards_then_downwards(publish: Publish) -> None:
    publish()
    assert f'href="{ADDRESS}?sort=name#data"' in page(ADDRESS)
    shown = page(f"{ADDRESS}?sort=name")
    assert f'href="{ADDRESS}?sort=-name#data"' in shown
    assert 'aria-sort="ascending"' in shown
    assert 'aria-sort="descending"' in page(f"{ADDRESS}?sort=-name")


def test_the_form_leads_to_an_address_that_says_the_question(publish: Publish) -> None:
    publish()
    sent = {"column": "lon", "test": "from", "value": " 18,1 ", "sort": "-lat", "name.contains": "e", "per": "50"}
    answer = Client().get(ADDRESS, sent)
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"{ADDRESS}?name.contains=e&lon.from=18%2C1&sort=-lat&per=50#data",
    )
    filled = Client().get(ADDRESS, {"column": "note", "test": "filled", "value": ""})
    assert filled["Location"] == f"{ADDRESS}?note.empty=no#data"
    nothing = Client().get(ADDRESS, {"column": "", "test": "contains", "value": "", "sort": "name"})
    assert nothing["Location"] == f"{ADDRESS}?sort=name#data"


def test_each_filter_can_be_taken_away_alone(publish: Publish) -> None:
    publish()
    shown = page(f"{ADDRESS}?name.contains=e&lon.from=18&sort=lat")
    assert "1 of 3 rows" in words(shown) or "2 of 3 rows" in words(shown)
    assert f'href="{ADDRESS}?lon.from=18&amp;sort=lat#data"' in shown
    assert f'href="{ADDRESS}?name.contains=e&amp;sort=lat#data"' in shown


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("nam.contains=x", "There is no column “nam” here to choose by. The columns are Namn, Longitud"),
        ("name.like=x", "“like” is no way to choose rows by “Namn”."),
        ("lon.contains=1", "“Longitud” holds no text. Choose “is”, “from” or “up to”."),
        ("lon.from=many", "“Longitud” holds numbers. Write a number in place of “many”"),
        ("lon.from=", "“Longitud” holds numbers."),
        ("sort=nothing", "There is no column “nothing” here to choose by."),
        ("page=0", "“0” does not fit page. Write a whole number from 1."),
        ("page=x", "“x” does not fit page."),
        ("page=9", "There is no page 9. The last one is 1"),
        ("per=7", "A page can have 20, 50, 100 rows, not 7."),
        ("name.is=" + "x" * 201, "The value for “Namn” is longer than 200 letters."),
        ("<script>.is=1", "There is no column “<script>” here"),
    ],
)
def test_what_does_not_fit_is_told_beside_the_table(publish: Publish, question: str, sentence: str) -> None:
    publish()
    shown = page(f"{ADDRESS}?{question}", 400)
    assert sentence in words(shown)
    assert "<script>" not in shown.split("<main")[1]
    assert "Sjövik" in names(shown)


def test_a_stray_word_in_the_address_changes_nothing(publish: Publish) -> None:
    publish()
    shown = page(f"{ADDRESS}?fbclid=abc")
    assert "“fbclid” in the address means nothing here" in words(shown)
    assert names(shown) == ["Sjövik", "<Ek>", "Ale"]


def test_an_older_version_answers_for_itself(publish: Publish) -> None:
    publish(versions=2)
    shown = page(f"{ADDRESS}?version=1&sort=-lat")
    assert names(shown) == ["Ale", "<Ek>", "Sjövik"]
    assert f'href="{ADDRESS}?sort=lat&amp;version=1#data"' in shown
    assert "You look at version 1 of 2" in words(shown)


def test_a_table_of_several_has_questions_of_its_own(publish: Publish) -> None:
    publish("bus", layers=2)
    shown = page("/datasets/bus/layer-1?name.contains=ale")
    assert names(shown) == ["Ale"]
    assert 'action="/datasets/bus/layer-1#data"' in shown


def test_the_engine_is_there_only_while_somebody_asks(publish: Publish) -> None:
    publish()
    page(ADDRESS)
    assert engines._kept._engine is None
    page(f"{ADDRESS}?sort=lat")
    assert engines._kept._engine is not None
    engines.close()
    assert engines._kept._engine is None


COLUMN = {kind: Column("a", "A", kind, sql) for kind, sql in (
    ("string", "VARCHAR"), ("integer", "BIGINT"), ("number", "DECIMAL(9,2)"), ("boolean", "BOOLEAN"), ("date", "DATE"),
    ("time", "TIME"), ("datetime", "TIMESTAMP"), ("year", "SMALLINT"), ("point", "BLOB"), ("geometry", "BLOB"),
)}  # fmt: skip


@pytest.mark.parametrize("kind", COLUMN)
@pytest.mark.parametrize("test", ["contains", "is", "from", "to", "empty"])
@pytest.mark.parametrize(
    "value",
    [
        "",
        "x",
        "'",
        "''--",
        "%_\\",
        "2",
        "-2",
        "2,5",
        "1e5",
        "2026-05-31",
        "2026-05-31T08:00",
        "08:30",
        "yes",
        "no",
        "\0",
        "√ü",
    ],
)
def test_every_condition_is_one_the_api_understands_or_a_sentence(kind: str, test: str, value: str) -> None:
    column = COLUMN[kind]
    written = condition(column, test, value)
    if isinstance(written, Problem):
        assert written.sentence()
        return
    version = Version("t", 1, None, (column,), ())  # type: ignore[arg-type]
    found = parse_query(version, where=written)
    assert isinstance(found, Query), (written, found)


def test_names_that_are_words_of_the_language_stand_in_quotes() -> None:
    assert condition(Column("in", "In", "string", "VARCHAR"), "is", "x") == "\"in\" = 'x'"
    assert len(COLUMNS) == 4
