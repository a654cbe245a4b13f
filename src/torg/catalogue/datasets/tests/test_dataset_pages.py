import html
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django.test import Client
from markupsafe import escape

from torg.catalogue.datasets import actions, assembly, treatment
from torg.catalogue.datasets.models import Dataset, TableVersion
from torg.catalogue.datasets.queries import as_shelved
from torg.catalogue.datasets.slots import Panel, dataset_panel
from torg.catalogue.people.models import Hub

from . import conftest
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
    with django_assert_max_num_queries(11):  # type: ignore[operator]
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


def test_what_is_not_decided_stands_first_and_nothing_to_change_only_where_nothing_was(
    publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = {"layers": [], "steps": [], "left_out": [], "problems": [], "problem_count": 0}
    question = {"code": "test.none", "sentence": "Is it EPSG 1 or 2?", "facts": {}}
    monkeypatch.setattr(conftest, "REPORT", empty)
    publish("clean")
    assert "Nothing had to be changed." in words(page("/datasets/clean"))
    monkeypatch.setattr(conftest, "REPORT", {**empty, "questions": [question]})
    publish("open")
    shown = words(page("/datasets/open"))
    assert "Good to know 1 question about the file is open. See which" in shown
    assert "Not decided: Is it EPSG 1 or 2?" in shown
    assert "Nothing had to be changed." not in shown


def test_many_steps_stand_together_by_kind(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [{"code": f"test.{n % 2}", "sentence": f"Step {n}.", "facts": {}} for n in range(13)]
    monkeypatch.setattr(conftest, "REPORT", {**conftest.REPORT, "steps": steps})
    publish("many")
    shown = page("/datasets/many")
    assert "Step 0. 6 more of this kind Step 2. Step 4." in words(shown)
    assert "Step 1. 5 more of this kind Step 3." in words(shown)
    monkeypatch.setattr(conftest, "REPORT", {**conftest.REPORT, "steps": steps[:12]})
    publish("few")
    assert "of this kind" not in page("/datasets/few")


def test_titles_say_the_language_they_are_in(publish: Publish) -> None:
    publish("one", title={"sv": "Badplatser"}, description={"sv": "Alla."}, language="sv")
    publish("two", title={"sv": "Lekplatser", "en": "Playgrounds"}, language="sv", layers=2)
    assert 'lang="sv">Badplatser</a>' in page("/")
    assert 'lang="en">Playgrounds</a>' in page("/")
    assert '<h1 lang="sv">Badplatser</h1>' in page("/datasets/one")
    assert '<h1 lang="en">Playgrounds</h1>' in page("/datasets/two")
    assert '<span lang="en">Playgrounds</span>' in page("/datasets/two/layer-1")


def test_days_are_written_in_one_way(publish: Publish) -> None:
    dataset = publish()
    Dataset.objects.filter(pk=dataset.pk).update(covers_from=date(2026, 1, 1), covers_to=date(2026, 12, 31))
    about = words(page("/datasets/badplatser").split('id="about"')[1])
    assert "Covers the time 1 Jan 2026 to 31 Dec 2026" in about
    assert "Updated 1 Jun 2026" in about
    assert "Covers the area 59.10° N to 59.30° N, 18.00° E to 18.20° E" in about


def test_what_are_no_degrees_is_no_area() -> None:
    assert assembly._box([-3.784, -40.5, -3.66, 40.5]) == "40.50°\xa0S to 40.50°\xa0N, 3.78°\xa0W to 3.66°\xa0W"
    assert assembly._box([674032.1, 6580822.4, 674040.0, 6580830.0]) == ""


def test_the_files_of_each_table_stand_beside_its_name(publish: Publish) -> None:
    publish("bus", layers=2)
    shown = words(page("/datasets/bus"))
    assert "Layer 1 CSV of Layer 1 Excel of Layer 1 GeoJSON of Layer 1 JSON of Layer 1 Parquet of Layer 1 3" in shown


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


def test_a_csv_for_excel_is_offered_where_numbers_have_a_comma(publish: Publish) -> None:
    publish("one", language="sv")
    publish("two", language="en")
    publish("three", language="xx")
    assert 'href="/api/v1/tables/one/export.csv?excel=1"' in page("/datasets/one")
    for slug in ("two", "three"):
        assert "excel=1" not in page(f"/datasets/{slug}")


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


def test_all_versions_are_listed_the_newest_first_each_with_its_own_addresses(publish: Publish) -> None:
    publish(versions=3)
    shown = page("/datasets/badplatser")
    assert "3 newest CSV of version 3 Rows as JSON of version 3 3 Jun 2026 12:00 UTC" in words(shown)
    for number in (1, 2, 3):
        for address in (
            f"http://testserver/datasets/badplatser?version={number}",
            f"/api/v1/tables/badplatser/export.csv?version={number}",
            f"/api/v1/tables/badplatser/rows?version={number}",
        ):
            assert f'href="{address}"' in shown


def test_an_older_version_shows_itself_and_says_that_it_is_not_the_newest(publish: Publish) -> None:
    publish(versions=3)
    shown = page("/datasets/badplatser?version=1")
    assert "You look at version 1 of 3, published 1 Jun 2026. See the newest" in words(shown)
    assert "Published 1 Jun 2026" in words(shown)
    assert '<link rel="canonical" href="http://testserver/datasets/badplatser">' in shown
    assert 'ld+json">' not in shown  # that describes the newest
    own = re.findall(r'/api/v1/tables/badplatser/(?:export|rows)[^"&]*', html.unescape(shown.split('id="versions"')[0]))
    assert len(own) >= 9
    assert [address for address in own if "version=1" not in address] == []
    newest = page("/datasets/badplatser?version=3")
    assert "You look at" not in newest
    assert "?version=3&limit" not in html.unescape(newest)


@pytest.mark.parametrize("written", ["4", "0", "x", "-1", "²", ""])
def test_a_version_that_never_was_has_no_page(publish: Publish, written: str) -> None:
    publish(versions=3)
    page(f"/datasets/badplatser?version={written}", 404)


def test_tables_of_one_dataset_count_their_versions_themselves(publish: Publish) -> None:
    publish("bus", layers=2, versions=2)
    answer = Client().get("/datasets/bus?version=1")
    assert (answer.status_code, answer["Location"]) == (302, "/datasets/bus")
    assert "You look at version 1 of 2" in words(page("/datasets/bus/layer-1?version=1"))


def test_a_former_address_leads_to_the_new_one(publish: Publish) -> None:
    actions.rename(by="test", dataset=publish("old"), slug="new")
    answer = Client().get("/datasets/old")
    assert (answer.status_code, answer["Location"]) == (301, "/datasets/new")


def test_a_withdrawn_dataset_says_that_it_is_gone_and_why(publish: Publish) -> None:
    """USE-7: why, since when, and what there is in its place."""
    gone, instead = publish(layers=2), publish("better")
    actions.withdraw(by="test", dataset=gone, because="The list held names.", replaced_by=instead)
    shown = page("/datasets/badplatser", 410)
    assert "The list held names." in words(shown)
    assert f"Withdrawn {date.today().day}" in words(shown)
    assert 'href="/datasets/better"' in shown
    page("/datasets/badplatser/layer-1", 410)
    assert "/datasets/badplatser" not in page("/")
    assert as_shelved(gone).replaced_by == "better"
    actions.restore(by="test", dataset=gone)
    assert as_shelved(gone).replaced_by is None
    page("/datasets/badplatser")


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
        lambda about, base, request: Panel(f"<p>{about.slug} {base}</p>", heading="Questions", address="questions")
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
