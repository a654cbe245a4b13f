"""The five plain pages, without scripts: every way through them, and every way to go astray."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from torg.catalogue.datasets.models import Dataset, TableVersion
from torg.catalogue.people.actions import ensure_organisation
from torg.catalogue.people.models import Organisation, User
from torg.catalogue.people.tests.signing_in import person
from torg.foundation.home import Home
from torg.publishing.intake import originals, reading
from torg.publishing.intake.models import Draft, Publication
from torg.publishing.intake.tests.plain_browser import (
    TREES,
    Work,
    add,
    browser_of,
    described,
    fields,
    send,
    text,
)

pytestmark = pytest.mark.django_db(transaction=True)

MESSY = (
    "Trees of Atorp;;\n;;\nname;height;planted\nOak;12,5;1 juni 2026\nPine;30,1;2 juni 2026\nElm;9,0;3 juni 2026\n"
    "Summa;51,6;\n"
)


def publish(browser: Client, work: Work, **more: object) -> str:
    draft = described(browser, work, **more)
    assert send(browser, f"{draft}/look") == f"{draft}/public"
    work()
    assert "is public" in text(browser, f"{draft}/public")
    return draft


def button(page: str, words: str) -> str:
    """The value of the small button behind a sentence."""
    found = re.search(r'name="do" value="([^"]+)">[^<]*<span class="unseen">: [^<]*' + re.escape(words), page)
    assert found, words
    return found[1]


def test_a_list_becomes_public_by_plain_forms(browser: Client, work: Work) -> None:
    draft = add(browser)
    assert "Nothing is public yet" in text(browser, f"{draft}/found")
    work()
    shown = text(browser, f"{draft}/found")
    assert "2 rows" in shown
    assert "Oak" in shown
    assert send(browser, f"{draft}/found", **{"continue": "1"}) == f"{draft}/describe"
    described = text(browser, f"{draft}/describe")
    assert fields(described)["title"] == "Trees"
    assert send(browser, f"{draft}/describe", title="Trees of Atorp", frequency="ANNUAL") == f"{draft}/look"
    assert "Trees of Atorp" in text(browser, f"{draft}/look")
    assert not Dataset.objects.exists()
    assert send(browser, f"{draft}/look") == f"{draft}/public"
    work()
    assert "Trees of Atorp is public" in text(browser, f"{draft}/public")
    dataset = Dataset.objects.get()
    assert (dataset.slug, dataset.frequency) == ("trees-of-atorp", "ANNUAL")
    assert text(browser, "/datasets/trees-of-atorp")


def test_without_a_word_typed_the_list_is_described_from_file_and_organisation(
    browser: Client, work: Work, atorp: Organisation
) -> None:
    atorp.contact_mail, atorp.licence = "data@atorp.example", "CC-BY-4.0"
    atorp.save()
    publish(browser, work, name="street_trees_2026_FINAL.csv")
    dataset = Dataset.objects.get()
    assert (dataset.title, dataset.slug) == ({"en": "Street trees"}, "street-trees")
    assert dataset.description["en"].startswith("2 rows with name, height")
    assert (dataset.licence, dataset.contact) == ("CC-BY-4.0", "mailto:data@atorp.example")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sv", "2 rader med name, height"),
        ("fr", "2 lignes avec name, height"),
        ("pl", "Wiersze: 2. Kolumny: name"),
        ("fi", ""),
    ],
)
def test_the_proposed_description_is_in_the_language_of_the_list(
    browser: Client, work: Work, atorp: Organisation, language: str, sentence: str
) -> None:
    """Or there is none: what is proposed becomes public where nobody looks."""
    atorp.language = language
    atorp.save()
    publish(browser, work)
    said = Dataset.objects.get().description
    assert said.get(language, "").startswith(sentence)
    assert bool(said) == bool(sentence)


def test_an_alteration_is_undone_and_taken_back_again(browser: Client, work: Work) -> None:
    draft = add(browser, MESSY.encode())
    work()
    shown = text(browser, f"{draft}/found")
    send(browser, f"{draft}/found", do=button(shown, "In “height”, the decimal comma"))
    work()
    undone = text(browser, f"{draft}/found")
    assert "12,5" in undone
    assert "Decided by you" in undone
    send(browser, f"{draft}/found", do=button(undone, "height"))
    work()
    assert "12.5" in text(browser, f"{draft}/found")


def test_what_was_left_out_is_kept_and_published_so(browser: Client, work: Work) -> None:
    draft = add(browser, MESSY.encode())
    work()
    shown = text(browser, f"{draft}/found")
    assert "Summa" in shown
    send(browser, f"{draft}/found", do=re.search(r'value="(left-\d+)"', shown)[1])
    work()
    assert "4 rows" in text(browser, f"{draft}/found")
    send(browser, f"{draft}/found", **{"continue": "1"})
    send(browser, f"{draft}/describe")
    send(browser, f"{draft}/look")
    work()
    assert TableVersion.objects.get().version.rows == 4
    assert Publication.objects.get().options["answers"]["kept_rows"] == [7]


def test_another_row_of_headings_is_used(browser: Client, work: Work) -> None:
    draft = add(browser, b"place;note\nname;height\nOak;12\nPine;30\n")
    work()
    send(browser, f"{draft}/found", heading_row="2")
    work()
    report = Draft.objects.get().report
    assert [one["label"] for one in report["columns"]] == ["name", "height"]


@pytest.mark.parametrize("wrong", ["", "-1", "four", "9" * 30, "½"])
def test_a_row_of_headings_that_is_none_is_told(browser: Client, work: Work, wrong: str) -> None:
    draft = add(browser)
    work()
    form = fields(text(browser, f"{draft}/found"))
    told = browser.post(f"{draft}/found", {**form, "heading_row": wrong})
    assert told.status_code == 422
    assert "is no row of the file" in told.content.decode()


@pytest.mark.parametrize("forged", ["step-999", "doubt-0-0", "left", "text-x", "drop table", "step-0-0-0", ""])
def test_a_button_that_the_page_does_not_have_changes_nothing(browser: Client, work: Work, forged: str) -> None:
    draft = add(browser)
    work()
    form = fields(text(browser, f"{draft}/found"))
    assert browser.post(f"{draft}/found", {**form, "do": forged}).status_code == 422
    assert Draft.objects.get().answers == {}


def test_a_pasted_table_is_read_like_a_file(browser: Client, work: Work) -> None:
    sent = browser.post("/publish", {"pasted": "name\theight\r\nOak\t12\r\nPine\t30\r\n"})
    draft = sent["Location"].removesuffix("/found")
    work()
    assert "2 rows" in text(browser, f"{draft}/found")
    send(browser, f"{draft}/found", **{"continue": "1"})
    form = fields(text(browser, f"{draft}/describe"))
    assert form["title"] == ""
    told = browser.post(f"{draft}/describe", form)
    assert told.status_code == 422
    assert "<title>Error: " in told.content.decode()


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({}, "Nothing came with the form"),
        ({"pasted": "one line"}, "The pasted text is one line"),
        ({"pasted": "a\tb\n1\t2", "url": "https://town.example/x.csv"}, "more than one thing"),
        ({"url": "http://[::1"}, "http://[::1"),
        ({"upload": "u_nothing"}, "The upload is not there any more"),
        ({"pasted": "a\tb\n" + "1\t2\n" * 900_000}, "longer than 2 MB"),
    ],
)
def test_what_cannot_be_added_is_told_on_the_page(browser: Client, form: dict[str, str], words: str) -> None:
    told = browser.post("/publish", form)
    assert told.status_code == 422
    assert words in told.content.decode()
    assert not Draft.objects.exists()


def test_an_address_that_nobody_may_fetch_from_ends_on_a_page_with_ways_on(browser: Client, work: Work) -> None:
    sent = browser.post("/publish", {"url": "http://127.0.0.1:1/x.csv"})
    work()
    shown = text(browser, sent["Location"])
    assert "We need you here" in shown
    assert "Choose another file" in shown


def test_a_file_that_is_no_table_is_told_and_nothing_else_happens(browser: Client, work: Work) -> None:
    draft = add(browser, b"%PDF-1.7\n" + b"x" * 300, "plan.pdf")
    work()
    shown = text(browser, f"{draft}/found")
    assert "is a PDF" in shown
    for step in ("describe", "look", "public"):
        assert browser.get(f"{draft}/{step}").status_code == 302
    assert not Publication.objects.exists()


def test_every_page_may_be_loaded_again_and_gone_back_to(browser: Client, work: Work) -> None:
    draft = described(browser, work)
    before = (Draft.objects.get().version, Draft.objects.get().reading)
    for step in ("found", "describe", "look", "found", "look", ""):
        address = f"{draft}/{step}".rstrip("/")
        assert browser.get(address).status_code == (302 if not step else 200)
    assert (Draft.objects.get().version, Draft.objects.get().reading) == before
    form = fields(text(browser, f"{draft}/look"))
    assert [browser.post(f"{draft}/look", form)["Location"] for _ in range(2)] == [f"{draft}/public"] * 2
    work()
    assert Publication.objects.count() == 1
    for step in ("found", "describe", "look", ""):
        assert browser.get(f"{draft}/{step}".rstrip("/"))["Location"] == f"{draft}/public"
    old = {**form, "title": "Late", "continue": "1"}
    assert {browser.post(f"{draft}/{step}", old)["Location"] for step in ("found", "describe", "look")} == {
        f"{draft}/public"
    }


def test_somebody_goes_on_at_the_same_step_on_another_computer(browser: Client, work: Work, astrid: User) -> None:
    draft = add(browser)
    work()
    send(browser, f"{draft}/found", **{"continue": "1"})
    elsewhere = browser_of(astrid)
    assert elsewhere.get(draft)["Location"] == f"{draft}/describe"
    send(elsewhere, f"{draft}/describe", title="Our trees")
    assert browser.get(draft)["Location"] == f"{draft}/look"
    assert fields(text(browser, f"{draft}/describe"))["title"] == "Our trees"


def test_of_two_people_the_second_sees_what_the_first_changed_and_loses_nothing(
    browser: Client, work: Work, atorp: Organisation
) -> None:
    second = browser_of(person("Berit", editor=atorp))
    draft = described(browser, work)
    form = fields(text(second, f"{draft}/describe"))
    send(browser, f"{draft}/describe", title="Trees, said Astrid")
    late = second.post(f"{draft}/describe", {**form, "summary": "Berit wrote this."})
    shown = late.content.decode()
    assert late.status_code == 409
    changes = shown.partition("Somebody else changed this")[2].partition("</ul>")[0]
    assert "Astrid at " in changes
    assert "Title: “Trees, said Astrid”" in changes
    assert changes.count(": “") == 1, "only what was changed"
    assert fields(shown)["summary"] == "Berit wrote this."
    assert Draft.objects.get().described["summary"] != "Berit wrote this."
    assert second.post(f"{draft}/describe", fields(shown)).status_code == 302
    assert Draft.objects.get().described["summary"] == "Berit wrote this."


def test_what_was_changed_meanwhile_is_not_published_unseen(browser: Client, work: Work, atorp: Organisation) -> None:
    second = browser_of(person("Berit", editor=atorp))
    draft = described(browser, work)
    form = fields(text(second, f"{draft}/look"))
    send(browser, f"{draft}/describe", title="Changed")
    late = second.post(f"{draft}/look", form)
    assert late.status_code == 409
    assert "Changed" in late.content.decode()
    assert not Publication.objects.exists()


def test_words_typed_before_the_session_ended_are_there_after_signing_in(
    browser: Client, work: Work, astrid: User
) -> None:
    draft = add(browser)
    work()
    form = fields(text(browser, f"{draft}/describe")) | {"title": "Typed for an hour"}
    browser.session.flush()
    led = browser.post(f"{draft}/describe", "&".join(f"{k}={v}" for k, v in form.items()).replace(" ", "+"),
                       content_type="application/x-www-form-urlencoded")  # fmt: skip
    assert led["Location"].startswith("/sign-in?next=")
    assert Draft.objects.get().described == {}
    browser.force_login(astrid)
    shown = text(browser, f"{draft}/describe")
    assert fields(shown)["title"] == "Typed for an hour"
    assert "signed out" in shown
    assert "signed out" not in text(browser, f"{draft}/describe")


def test_a_stranger_leaves_nothing_behind(work: Work, browser: Client, astrid: User) -> None:
    draft = add(browser)
    dag, nobody = browser_of(person("Dag")), Client()
    addresses = [f"{draft}{step}" for step in ("", "/found", "/describe", "/look", "/public", "/progress", "/discard")]
    assert {dag.get(address).status_code for address in addresses} == {404}
    assert {dag.post(address, {"again": "1"}).status_code for address in addresses} <= {404, 405}
    assert {nobody.get(address).status_code for address in [*addresses, "/publish", "/publish/drafts"]} == {303}
    assert not nobody.cookies
    assert nobody.post(f"{draft}/describe", {"title": "x"}).status_code == 303
    told = dag.post("/publish", {"pasted": "a\tb\n1\t2"})
    assert "You do not belong to an organisation yet" in told.content.decode()
    assert dag.post("/publish", {"pasted": "a\tb\n1\t2", "organisation": "atorp"}).status_code == 404
    assert Draft.objects.count() == 1


def test_forms_without_their_secret_are_refused(astrid: User) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(astrid)
    assert careful.post("/publish", {"pasted": "a\tb\n1\t2"}).status_code == 403
    assert not Draft.objects.exists()


def test_the_next_file_of_a_list_remembers_and_tells_what_changes(browser: Client, work: Work) -> None:
    draft = add(browser, MESSY.encode())
    work()
    send(browser, f"{draft}/found", do=button(text(browser, f"{draft}/found"), "In “height”, the decimal comma"))
    work()
    send(browser, f"{draft}/found", **{"continue": "1"})
    send(browser, f"{draft}/describe", title="Trees", summary="All of ours.", keywords="oak, elm")
    send(browser, f"{draft}/look")
    work()
    assert "Update" in text(browser, "/datasets/trees")
    assert "/publish?dataset" not in text(Client(), "/datasets/trees")
    smaller = "name;height\nOak;12,5\n"
    draft = add(browser, smaller.encode(), "trees-2027.csv", query="?dataset=trees")
    work()
    shown = text(browser, f"{draft}/found")
    assert "Rows: 1. Last time: 3." in shown
    assert "planted" in shown
    assert "12,5" in shown
    send(browser, f"{draft}/found", **{"continue": "1"})
    form = fields(text(browser, f"{draft}/describe"))
    assert (form["title"], form["summary"], form["keywords"]) == ("Trees", "All of ours.", "oak, elm")
    send(browser, f"{draft}/describe", summary="Only one is left.")
    assert "Rows: 1. Last time: 3." in text(browser, f"{draft}/look")
    send(browser, f"{draft}/look")
    work()
    assert "is public" in text(browser, f"{draft}/public")
    dataset = Dataset.objects.get()
    assert dataset.description == {"en": "Only one is left."}
    assert [row.version.rows for row in TableVersion.objects.order_by("number")] == [3, 1]


def test_nobody_updates_a_list_of_others(browser: Client, work: Work) -> None:
    publish(browser, work)
    bystad, _ = ensure_organisation(by="test", slug="bystad")
    berit = browser_of(person("Berit", editor=bystad))
    assert berit.get("/publish?dataset=trees").status_code == 404
    assert berit.post("/publish?dataset=trees", {"pasted": "a\tb\n1\t2"}).status_code == 404
    assert "/publish?dataset" not in text(berit, "/datasets/trees")


def test_the_same_file_twice_is_told(browser: Client, work: Work) -> None:
    publish(browser, work)
    draft = add(browser)
    work()
    assert "This very file is public already" in text(browser, f"{draft}/found")
    again = add(browser, query="?dataset=trees")
    work()
    assert "brings nothing new" in text(browser, f"{again}/found") or "version 1" in text(browser, f"{again}/found")


def test_a_title_and_an_address_that_are_taken_are_told_at_their_field(browser: Client, work: Work) -> None:
    publish(browser, work)
    draft = add(browser, b"a;b\n1;2\n", "other.csv")
    work()
    send(browser, f"{draft}/found", **{"continue": "1"})
    form = fields(text(browser, f"{draft}/describe"))
    for changed, words in (({"title": "TREES"}, "has a list"), ({"slug": "trees"}, "is taken by another list")):
        told = browser.post(f"{draft}/describe", {**form, **changed})
        assert told.status_code == 422
        assert words in told.content.decode()
    for field, wrong in (("slug", "Å b"), ("contact", "nobody"), ("theme", "X"), ("frequency", "X"), ("licence", "X")):
        assert browser.post(f"{draft}/describe", {**form, field: wrong}).status_code == 422
    assert browser.post(f"{draft}/describe", {**form, "title": "x" * 401}).status_code == 422


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "<script>alert(1)</script>.csv",
        "a\r\nb.csv",
        "x" * 400 + ".csv",
        "\u202egpj.csv",
    ],
)
def test_hostile_names_of_files_are_only_words(browser: Client, work: Work, home: Home, name: str) -> None:
    publish(browser, work, name=name, content=TREES)
    assert "<script>alert" not in text(browser, f"/datasets/{Dataset.objects.get().slug}")
    assert all(len(one.name) < 40 for one in home.originals.iterdir())


def test_a_hostile_name_of_an_organisation_is_only_words(browser: Client, work: Work, atorp: Organisation) -> None:
    atorp.name = {"en": "<img src=x onerror=alert(1)>"}
    atorp.save()
    ensure_organisation(by="test", slug="bystad")
    draft = described(browser, work)
    for step in ("found", "describe", "look"):
        assert "<img src=x" not in text(browser, f"{draft}/{step}")


def test_a_list_thrown_away_is_gone_with_its_file(browser: Client, work: Work, home: Home) -> None:
    draft = described(browser, work)
    assert text(browser, f"{draft}/discard")
    assert send(browser, f"{draft}/discard") == "/studio"
    assert not Draft.objects.exists()
    assert list(home.originals.iterdir()) == []
    assert browser.get(f"{draft}/found").status_code == 404


def test_two_hundred_drafts_are_listed_by_pages(browser: Client, atorp: Organisation, astrid: User) -> None:
    for number in range(200):
        Draft.objects.create(id=f"f_{number}", organisation=atorp, source_name=f"list {number}.csv", changed_by=astrid)
    shown = text(browser, "/publish/drafts")
    assert "200 lists are not public yet" in shown
    assert shown.count("/publish/f_") == 50
    assert text(browser, "/publish/drafts?page=4").count("/publish/f_") == 50
    assert {browser.get(f"/publish/drafts?page={page}").status_code for page in ("5", "0", "x")} == {404, 200}


def test_somebody_who_waited_long_gets_a_letter(browser: Client, work: Work, home: Home) -> None:
    draft = add(browser)
    Draft.objects.update(asked=timezone.now() - timedelta(seconds=30))
    work()
    letters = [path.read_text() for path in home.mail.iterdir()]
    assert len(letters) == 1
    assert draft in letters[0]
    assert "astrid@example.org" in letters[0]


def test_who_did_not_wait_gets_no_letter(browser: Client, work: Work, home: Home) -> None:
    add(browser)
    work()
    assert not home.mail.exists() or list(home.mail.iterdir()) == []


def test_a_publication_that_came_to_nothing_leads_back_to_the_draft(browser: Client, work: Work, home: Home) -> None:
    draft = described(browser, work)
    send(browser, f"{draft}/look")
    Publication.objects.update(state="refused", problem={"sentence": "The file vanished.", "code": "x"})
    assert "The file vanished." in text(browser, f"{draft}/public")
    assert send(browser, f"{draft}/public") == f"{draft}/look"
    assert send(browser, f"{draft}/look") == f"{draft}/public"
    assert Publication.objects.count() == 2


def test_of_a_large_file_the_first_rows_are_seen_while_the_rest_is_read(
    browser: Client, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PUB-11: what is found in the first rows is seen at once. How soon for a large workbook, `make bench` measures."""
    monkeypatch.setattr(reading, "LARGE", 1000)
    monkeypatch.setattr(reading, "FIRST_ROWS", 100)
    seen: list[str] = []
    real = originals.understand_apart

    def watched(*some: object, first_rows: int | None = None, **more: object) -> object:
        if first_rows is None:
            seen.append(text(browser, f"/publish/{Draft.objects.get().pk}/found"))
        return real(*some, first_rows=first_rows, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(originals, "understand_apart", watched)
    draft = add(browser, b"name;height\n" + b"".join(b"Oak %d;%d\n" % (n, n) for n in range(5_000)))
    assert browser.get(f"{draft}/progress").json()["look"] is False
    work()
    (early,) = seen
    assert "A first look" in early
    assert "Oak 7" in early
    assert "Reading your file" in early
    assert 'name="do"' not in early
    assert "5,000 rows" in text(browser, f"{draft}/found")
