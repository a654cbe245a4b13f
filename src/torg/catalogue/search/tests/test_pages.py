"""The page of results: what it finds, how it is narrowed down, and what it does with odd addresses."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from torg.catalogue.datasets.models import Dataset
from torg.catalogue.datasets.queries import as_shelved
from torg.catalogue.people.actions import ensure_organisation
from torg.catalogue.people.models import Organisation
from torg.engine.shelf import open_shelf
from torg.foundation import ids
from torg.foundation.home import home

pytestmark = pytest.mark.django_db

Put = Callable[..., Dataset]


def titles(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return [
        unescape(title)
        for title in re.findall(r'<h3><a href="/datasets/[^"]+" lang="\w+">([^<]*)<', answer.content.decode())
    ]


def page(client: Client, address: str) -> str:
    return unescape(client.get(address).content.decode())


@pytest.fixture
def lists(put: Put) -> None:
    put("Badplatser i Åre", "sv", organisation="are", themes=["ENVI"])
    put("Badesteder i Nordby", "da", organisation="nordby", themes=["ENVI"])
    put("Skolor", "sv", organisation="are", description={"sv": "Alla <b>skolor</b> i kommunen. Mer text."})


def test_without_words_everything_stands_there_the_newest_first(client: Client, lists: None) -> None:
    assert titles(client, "/datasets") == ["Skolor", "Badesteder i Nordby", "Badplatser i Åre"]


def test_words_in_one_language_find_those_of_another(client: Client, lists: None) -> None:
    assert set(titles(client, "/datasets?q=badplats")) == {"Badplatser i Åre", "Badesteder i Nordby"}


def test_a_line_has_publisher_first_sentence_and_files(client: Client, lists: None) -> None:
    found = page(client, "/datasets?q=skola")
    assert "Alla skolor i kommunen." in found
    assert "Mer text" not in found
    assert "Åre kommun" in found


def test_choices_are_links_that_can_be_taken_back(client: Client, lists: None) -> None:
    found = page(client, "/datasets?q=badplats")
    assert 'href="/datasets?q=badplats&organisation=are" rel="nofollow"' in found
    narrowed = "/datasets?q=badplats&organisation=are"
    assert titles(client, narrowed) == ["Badplatser i Åre"]
    assert 'href="/datasets?q=badplats" rel="nofollow">Åre kommun' in page(client, narrowed)
    assert '<input type="hidden" name="organisation" value="are">' in page(client, narrowed)


def test_what_all_results_have_is_no_choice(client: Client, lists: None) -> None:
    assert "theme=ENVI" in page(client, "/datasets")
    assert "theme=ENVI" not in page(client, "/datasets?q=badplats")


def test_a_slip_is_told_with_what_was_meant(client: Client, lists: None) -> None:
    found = page(client, "/datasets?q=sklor")
    assert "Nothing has “sklor” as written" in found
    assert 'href="/datasets?q=skolor" rel="nofollow">skolor' in found


def test_nothing_found_says_what_to_do(client: Client, lists: None) -> None:
    found = page(client, "/datasets?q=xyzzyxyz&organisation=are")
    assert "Nothing found for “xyzzyxyz”" in found
    assert 'href="/datasets?q=xyzzyxyz" rel="nofollow">Search everywhere' in found


def test_pages_follow_one_another_with_what_was_asked(client: Client, put: Put) -> None:
    for number in range(23):
        put(f"Parkbänkar {number}", "sv", organisation="are")
    first = page(client, "/datasets?q=parkb%C3%A4nk&sort=title")
    assert 'href="/datasets?q=parkb%C3%A4nk&sort=title&page=2"' in first
    both = titles(client, "/datasets?q=parkbänk&sort=title") + titles(client, "/datasets?q=parkbänk&sort=title&page=2")
    assert len(both) == len(set(both)) == 23
    assert client.get("/datasets?q=parkbänk&page=3").status_code == 404


ODD = ["page=0", "page=-1", "page=1e3", "page=99999999", "page=x"]


@pytest.mark.parametrize("query", ODD)
def test_a_page_that_is_none_is_not_there(client: Client, lists: None, query: str) -> None:
    assert client.get(f"/datasets?{query}").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "q=%00%00", "q=" + "a" * 5000, "q=%27%22%3E%3Cscript%3E", "q={page}&sort=title",
        "organisation=%00", "organisation=nobody", "theme=NONE",
        "format=exe", "place=%3Cb%3E", "updated=yesterday", "sort=worst", "more=all", "q=a&q=b",
        "q=%ff%fe", "utm_source=x",
        "q=title:x%20AND%20(", "q=%F0%9F%8F%96", "organisation=" + "x" * 3000,
    ],
)  # fmt: skip
def test_odd_addresses_get_a_page(client: Client, lists: None, query: str) -> None:
    answer = client.get(f"/datasets?{query}")
    assert answer.status_code == 200
    assert b"<script>" not in answer.content


def test_the_search_stands_in_the_head_of_every_page(client: Client, lists: None) -> None:
    for address in ("/", "/organisations/are", "/nothing-here", "/datasets/skolor"):
        assert client.get(address).content.count(b'role="search"') == 1, address


def test_pages_of_questions_are_not_for_search_engines(client: Client, lists: None) -> None:
    assert "noindex" in page(client, "/datasets?organisation=are")
    assert "noindex" not in page(client, "/datasets")
    assert "Disallow: /datasets?\n" in client.get("/robots.txt").content.decode()


def test_municipalities_are_places(client: Client, put: Put) -> None:
    publisher, _ = ensure_organisation(by="test", slug="ale")
    Organisation.objects.filter(pk=publisher.pk).update(kind="municipality", name={"sv": "Ale kommun"})
    put("Gator", "sv", organisation="ale")
    put("Kartor", "sv", organisation="company")
    assert titles(client, "/datasets?place=ale") == ["Gator"]
    assert '<h3 id="place">' in page(client, "/datasets"), "the company has no place of its own"


def test_places_that_are_the_publishers_over_again_are_left_out(client: Client, put: Put) -> None:
    for slug in ("ale", "are"):
        publisher, _ = ensure_organisation(by="test", slug=slug)
        Organisation.objects.filter(pk=publisher.pk).update(kind="municipality", name={"sv": f"{slug} kommun"})
        put(f"Gator i {slug}", "sv", organisation=slug)
    found = page(client, "/datasets")
    assert '<h3 id="organisation">' in found
    assert '<h3 id="place">' not in found


def test_a_page_asks_the_catalogue_nothing_about_each_line(
    client: Client, put: Put, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(20):
        put(f"Parkbänkar {number}", "sv", organisation="are")
    with django_assert_max_num_queries(3):  # type: ignore[attr-defined]
        client.get("/datasets?q=parkbänk")


@pytest.fixture
def put(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> Put:
    """A dataset without tables on the shelf, past the publication."""
    monkeypatch.setenv("TORG_HOME", str(tmp_path))
    home().make()

    def make(title: str, language: str, *, organisation: str, **facts: object) -> Dataset:
        from torg.catalogue.datasets import actions

        publisher, _ = ensure_organisation(by="test", slug=organisation)
        if organisation == "are":
            Organisation.objects.filter(pk=publisher.pk).update(name={"sv": "Åre kommun"})
        made = actions.add_dataset(
            by="test", id=ids.mint("d"), slug=ids.slug(title), organisation=publisher, title={language: title},
            licence="CC0-1.0", language=language, **facts,
        )  # fmt: skip
        shelf = open_shelf(home().shelf_url)
        shelf.put(as_shelved(Dataset.objects.select_related("organisation").get(pk=made.pk)))
        shelf.close()
        return made

    return make
