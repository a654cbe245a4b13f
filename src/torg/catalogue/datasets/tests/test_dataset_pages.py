import html
import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from markupsafe import escape

from torg.catalogue.datasets import actions, treatment
from torg.catalogue.datasets.models import TableVersion
from torg.catalogue.datasets.slots import Panel, dataset_panel
from torg.catalogue.people.models import Hub

from .conftest import Publish

pytestmark = pytest.mark.django_db


def page(address: str, status: int = 200) -> str:
    answer = Client().get(address)
    assert answer.status_code == status
    assert not answer.cookies
    return answer.content.decode()


def words(page: str) -> str:
    """What a reader sees, in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_an_empty_hub_says_the_one_next_step() -> None:
    assert "torg publish FILE" in page("/")


def test_home_lists_datasets_with_what_one_chooses_by(publish: Publish) -> None:
    publish("badplatser", description={"en": "Every bathing place."})
    shown = words(page("/"))
    assert "Bathing places Every bathing place. Published by Atorp 3 rows updated 1 Jun 2026" in shown
    assert "Files: CSV, Excel, GeoJSON, JSON, Parquet" in shown
    assert "Atorp 1 dataset" in shown


def test_home_has_pages_and_no_others(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torg.catalogue.datasets.lists.PER_PAGE", 2)
    for slug in ("one", "two", "three"):
        publish(slug)
    assert "Page 1 of 2" in words(page("/"))
    assert 'href="/?page=1"' in page("/?page=2")
    for number in ("3", "0", "x", "-1", "²", "9" * 30):
        page(f"/?page={number}", 404)


def test_home_asks_as_often_for_many_datasets_as_for_one(
    publish: Publish, django_assert_max_num_queries: object
) -> None:
    for number in range(8):
        publish(f"d{number}", organisation=f"o{number}")
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        page("/")


def test_a_dataset_page_answers_in_the_order_of_judging(publish: Publish) -> None:
    publish(description={"sv": "Kommunens badplatser."})
    shown = words(page("/datasets/badplatser"))
    order = [
        "Bathing places",
        "Kommunens badplatser.",
        "Updated 1 Jun 2026",
        "May I use it? Yes, if you name the source CC BY 4.0",
        "1 value did not fit its column.",
        "Download CSV about 51 B, 3 rows",
        "All 3 rows. 1 empty column is not shown here.",
        "Columns 4 columns, counted over all rows",
        "What was done to the file From",
        "Use it in code No key.",
        "Versions A version never changes.",
        "About these data All details",
    ]
    places = [shown.find(part, shown.find("Skip to content") + 1) for part in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)


def test_the_first_rows_are_the_data_itself(publish: Publish) -> None:
    publish()
    shown = page("/datasets/badplatser")
    assert "<Ek>" not in shown
    assert "Sjövik empty" not in words(shown)
    assert "Sjövik 18.0 59.1" in words(shown)
    assert '<th scope="row" class="stays"><span class="short">&lt;Ek&gt;</span></th>' in shown


def test_what_was_done_is_said_with_rows_of_their_file(publish: Publish) -> None:
    publish()
    shown = words(page("/datasets/badplatser"))
    assert "From “badplatser 2026.xlsx”, “Blad1”." in shown
    assert "We used row 3 as headings." in shown
    assert "Row 7 looks like a total and was left out." in shown
    assert "Djup 1 value Row 5: “ca 5” is no number." in shown


def test_snippets_carry_the_whole_address_of_the_hub(publish: Publish) -> None:
    publish()
    assert 'curl "http://testserver/api/v1/tables/badplatser/rows?limit=5"' in html.unescape(
        page("/datasets/badplatser")
    )
    Hub.objects.create(pk=1, public_url="https://data.example/")
    assert 'curl "https://data.example/api/v1/' in html.unescape(page("/datasets/badplatser"))


def test_there_is_one_filled_button_and_it_is_the_csv(publish: Publish) -> None:
    publish()
    filled = re.findall(r'class="button filled" href="([^"]*)"', page("/datasets/badplatser"))
    assert filled == ["/api/v1/tables/badplatser/export.csv"]


def test_several_tables_have_a_list_and_an_address_each(publish: Publish) -> None:
    publish("bus", layers=3)
    shown = page("/datasets/bus")
    assert "Tables 3 9 rows in all" in words(shown)
    for part in ("layer-0", "layer-1", "layer-2"):
        assert f'href="http://testserver/datasets/bus/{part}"' in shown
        assert "All 3 rows" in words(page(f"/datasets/bus/{part}"))
    page("/datasets/bus/layer-9", 404)


def test_many_tables_cost_no_more_queries_than_few(
    publish: Publish, django_assert_max_num_queries: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dataset_panel, "_fillings", {})  # panels of upper rooms are counted there
    publish("bus", layers=12, versions=2)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        page("/datasets/bus")


def test_all_versions_are_listed_the_newest_first(publish: Publish) -> None:
    publish(versions=3)
    assert "3 newest 3 Jun 2026 12:00 UTC" in words(page("/datasets/badplatser"))


def test_a_former_address_leads_to_the_new_one(publish: Publish) -> None:
    actions.rename(by="test", dataset=publish("old"), slug="new")
    answer = Client().get("/datasets/old")
    assert (answer.status_code, answer["Location"]) == (301, "/datasets/new")


def test_a_withdrawn_dataset_says_that_it_is_gone_and_why(publish: Publish) -> None:
    actions.withdraw(by="test", dataset=publish(layers=2), because="The list held names.")
    assert "The list held names." in words(page("/datasets/badplatser", 410))
    page("/datasets/badplatser/layer-1", 410)
    assert "/datasets/badplatser" not in page("/")


def test_an_address_that_never_was_is_not_found() -> None:
    assert "There is nothing at this address" in words(page("/datasets/nothing", 404))


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("text/turtle", "/datasets/badplatser.ttl"),
        ("application/rdf+xml", "/datasets/badplatser.rdf"),
        ("application/ld+json, text/html;q=0.5", "/datasets/badplatser.jsonld"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", None),
        ("*/*", None),
        ("image/png", None),
    ],
)
def test_who_asks_for_metadata_is_sent_to_its_address(publish: Publish, accept: str, answer: str | None) -> None:
    publish()
    found = Client().get("/datasets/badplatser", headers={"accept": accept})
    assert (found.status_code, found.get("Location")) == ((303, answer) if answer else (200, None))
    assert "Accept" in found["Vary"]


def test_upper_rooms_add_panels_to_the_page(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataset_panel, "_fillings", {})
    dataset = publish()
    dataset_panel.fill(
        lambda about, base: Panel(f"<p>{about.slug} {base}</p>", heading="Questions", address="questions")
    )
    shown = page("/datasets/badplatser")
    assert '<h2 id="questions">Questions</h2>' in shown
    assert f"{dataset.slug} http://testserver" in words(shown)


def test_writing_methods_are_refused(publish: Publish) -> None:
    publish()
    assert [Client().post(address).status_code for address in ("/", "/datasets/badplatser")] == [405, 405]


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.anchors: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        facts = dict(attributes)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if facts.get("id"):
            self.ids.append(str(facts["id"]))
        if str(facts.get("href", "")).startswith("#"):
            self.anchors.append(str(facts["href"])[1:])


@pytest.mark.parametrize(
    "address", ["/", "/datasets/badplatser", "/datasets/bus", "/datasets/bus/layer-1", "/organisations/atorp"]
)
def test_pages_have_one_title_no_skipped_level_and_no_dead_anchor(publish: Publish, address: str) -> None:
    publish()
    publish("bus", layers=2)
    outline = _Outline()
    outline.feed(page(address))
    assert outline.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False))
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.anchors) <= set(outline.ids)


def test_the_name_of_a_file_is_escaped_exactly_once() -> None:
    version = TableVersion(source_name="<b>träd & buskar.csv", report={"layers": []})
    assert escape(treatment._source(version)) == "From “&lt;b&gt;träd &amp; buskar.csv”."
