"""Rules in the steps: a list is recognised, checked before a person's eyes, and followed once they say yes."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from torg.catalogue.datasets.models import Dataset, TableVersion
from torg.catalogue.people.actions import ensure_organisation
from torg.catalogue.people.tests.signing_in import person
from torg.publishing.intake import originals
from torg.publishing.intake.models import Draft, Publication
from torg.publishing.intake.tests.plain_browser import Work, add, browser_of, send, text
from torg.publishing.validation.actions import adopt, begin
from torg.publishing.validation.models import Check, ConfirmedHeading, Followed

pytestmark = pytest.mark.django_db(transaction=True)

BATHS = (
    "id;Badplats;lat;long;Typ av vatten;Toalett\n"
    "1;Strandbadet;59,1201;18,0501;sjö;ja\n"
    "2;Sjövik;59,1302;18,0602;insjö;nej\n"
    "3;Lillsjön;59,1403;18,0703;lava;ja\n"
).encode()
ANOTHER = BATHS.replace(b"\n3;", b"\n4;Nybadet;59,1504;18,0804;sj\xc3\xb6;ja\n3;")


def words(page: str) -> str:
    """What stands on a page, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.partition("<main")[2])).split())


def to_found(browser: Client, work: Work, rows: bytes = BATHS, name: str = "badplatser.csv", query: str = "") -> str:
    draft = add(browser, rows, name, query)
    work()
    return draft


def go_public(browser: Client, work: Work, draft: str, title: str = "Baths", **said: str) -> Dataset:
    send(browser, f"{draft}/found", **{"continue": "1", "rules": "yes", **said})
    more = {"title": title, "frequency": "ANNUAL"}
    send(browser, f"{draft}/describe", **more)
    assert send(browser, f"{draft}/look") == f"{draft}/public"
    work()
    return Dataset.objects.order_by("-issued").first()


def found(browser: Client, draft: str) -> str:
    return words(text(browser, f"{draft}/found"))


def test_a_list_is_recognised_and_checked_before_anybody_asks(browser: Client, work: Work) -> None:
    shown = found(browser, to_found(browser, work))
    assert "This looks like Bathing places: 3 rows" in shown
    assert "2 of 3 rows are fine" in shown
    assert "“lava” in “Typ av vatten”, row 4" in shown
    assert "“sjö” is written “lake”" in shown
    assert "Nothing is left to decide" not in shown


def test_going_on_says_yes_and_the_list_follows_the_rules(browser: Client, work: Work) -> None:
    dataset = go_public(browser, work, to_found(browser, work))
    followed, check = Followed.objects.get(), Check.objects.get()
    assert (followed.dataset, followed.specification, followed.version) == (dataset, "bathing-places", "1.0")
    assert (check.version, check.rows, check.waiting) == (TableVersion.objects.get(), 3, 1)


def test_codes_stay_text_because_the_rules_call_them_text(browser: Client, work: Work) -> None:
    draft = to_found(browser, work)
    assert "“id” stays text, as the rules for such lists say" in found(browser, draft)
    dataset = go_public(browser, work, draft)
    types = {one.label: one.type for one in dataset.tables.get().newest.version.columns}
    assert types["id"] == "string"


def test_the_file_is_not_read_again_to_be_published(
    browser: Client, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = to_found(browser, work)
    monkeypatch.setattr(originals, "understand_apart", None)
    go_public(browser, work, draft)
    assert Publication.objects.get().state == Publication.State.PUBLIC


def test_who_says_no_is_held_against_nothing(browser: Client, work: Work) -> None:
    draft = to_found(browser, work)
    assert send(browser, f"{draft}/found", **{"continue": "1", "rules": "none"}) == f"{draft}/found"
    work()
    shown = found(browser, draft)
    assert "Checked by no rules" in shown
    assert "id 1 / 2 whole number" in shown
    go_public(browser, work, draft)
    assert (Followed.objects.count(), Check.objects.count()) == (0, 0)


def test_a_column_can_be_called_something_else_and_the_list_is_checked_again(browser: Client, work: Work) -> None:
    draft = to_found(browser, work)
    change = {"change_column": "1", "heading": "Typ av vatten", "field": ""}
    assert send(browser, f"{draft}/found", **change) == f"{draft}/found"
    work()
    shown = found(browser, draft)
    assert "3 of 3 rows are fine" in shown
    assert "Checked by the rules for Bathing places, version 1.0" in shown
    go_public(browser, work, draft)
    assert Followed.objects.get().columns == {"Typ av vatten": None}
    assert [(one.heading, one.field) for one in ConfirmedHeading.objects.all()] == [("Typ av vatten", "")]


def test_a_program_takes_nothing_back_that_a_person_said_of_columns(browser: Client, work: Work, token: str) -> None:
    draft = to_found(browser, work)
    send(browser, f"{draft}/found", change_column="1", heading="Typ av vatten", field="")
    work()
    dataset = go_public(browser, work, draft)
    sent = {"file": SimpleUploadedFile("bad.csv", ANOTHER), "dataset": dataset.slug, "spec": "bathing-places"}
    assert Client().post("/api/v1/publish", sent, headers={"Authorization": f"Bearer {token}"}).status_code == 202
    work()
    assert Followed.objects.get().columns == {"Typ av vatten": None}
    assert list(Check.objects.order_by("pk").values_list("rows", "waiting")) == [(3, 0), (4, 0)]


def test_another_kind_of_list_can_be_chosen(browser: Client, work: Work) -> None:
    draft = to_found(browser, work)
    send(browser, f"{draft}/found", change_rules="1", kind="playgrounds/1.0")
    work()
    assert "Checked by the rules for Playgrounds, version 1.0" in found(browser, draft)
    refused = browser.post(f"{draft}/found", {"version": "2", "change_rules": "1", "kind": "nonsense"})
    assert refused.status_code == 422
    assert "Choose a kind of list" in words(refused.content.decode())


def test_next_year_the_list_is_checked_by_the_same_rules_without_a_question(browser: Client, work: Work) -> None:
    dataset = go_public(browser, work, to_found(browser, work))
    draft = to_found(browser, work, ANOTHER, query=f"?dataset={dataset.slug}")
    shown = found(browser, draft)
    assert "Checked by the rules for Bathing places, version 1.0" in shown
    assert "This looks like" not in shown
    assert "3 of 4 rows are fine" in shown
    assert "Compared with last time Rows: 4. Last time: 3." in shown
    go_public(browser, work, draft)
    assert [one.rows for one in Check.objects.order_by("pk")] == [3, 4]
    assert Followed.objects.count() == 1


def test_every_row_to_fix_is_listed_on_a_page_and_as_a_file(browser: Client, work: Work) -> None:
    draft = to_found(browser, work)
    assert "4 Typ av vatten lava" in words(text(browser, f"{draft}/rows"))
    listed = text(browser, f"{draft}/rows.csv")
    assert "4,Typ av vatten,watertype,list.none,wait,lava" in listed


def test_strangers_see_no_rows_of_a_draft(browser: Client, work: Work) -> None:
    draft = to_found(browser, work)
    other, _ = ensure_organisation(by="test", slug="other")
    dag = browser_of(person("Dag", editor=other))
    for page in ("rows", "rows.csv"):
        assert dag.get(f"{draft}/{page}").status_code == 404
        assert Client().get(f"{draft}/{page}")["Location"].startswith("/sign-in")


def test_a_list_of_no_known_kind_is_read_once_and_asked_nothing(browser: Client, work: Work) -> None:
    draft = to_found(browser, work, b"a;b\nx;1\ny;2\n", "things.csv")
    shown = found(browser, draft)
    assert "This looks like" not in shown
    assert Draft.objects.get().verdict is None
    assert "Is it one of the lists we have rules for?" in shown


def test_a_heading_that_two_others_confirmed_is_known_to_all(browser: Client, work: Work) -> None:
    strange = BATHS.replace(b"Typ av vatten", b"Kvalle")
    for slug in ("first", "second"):
        organisation, _ = ensure_organisation(by="test", slug=slug)
        before = to_found(browser, work, strange)
        assert "Kvalle sjö / insjö text your own column" in found(browser, before)
        celine = browser_of(person(slug.capitalize(), editor=organisation))
        draft = to_found(celine, work, strange)
        send(celine, f"{draft}/found", change_column="1", heading="Kvalle", field="watertype")
        work()
        go_public(celine, work, draft, title=f"Baths of {slug}")
    assert "Kvalle sjö / insjö Kind of water text" in found(browser, to_found(browser, work, strange))


def test_undo_leads_back_to_the_rules_and_the_findings_of_before(browser: Client, work: Work) -> None:
    dataset = go_public(browser, work, to_found(browser, work))
    draft = to_found(browser, work, ANOTHER, query=f"?dataset={dataset.slug}")
    send(browser, f"{draft}/found", **{"continue": "1", "rules": "none", "change_rules": "1", "kind": "none"})
    work()
    go_public(browser, work, draft)
    assert not Followed.objects.exists()
    send(browser, f"{draft}/public", undo="1")
    assert Followed.objects.get().specification == "bathing-places"
    newest = dataset.tables.get().newest
    assert (newest.number, Check.objects.get(version=newest).rows) == (3, 3)


LAMPS = 'id: lamps\nversion: "{}"\nlabels: {{en: Lamps}}\nfields:\n  - {{name: pole, level: required}}\n'
LAMPS += "  - {{name: watt, type: integer, constraints: {{maximum: {}}}}}\n"


def test_newer_rules_are_offered_and_taken_up_only_when_somebody_says_so(browser: Client, work: Work) -> None:
    adopt(by="bo", row=begin(by="bo", text=LAMPS.format("1.0", 100)))
    draft = to_found(browser, work, b"pole;watt\nA1;60\nA2;80\n", "lamps.csv")
    send(browser, f"{draft}/found", change_rules="1", kind="lamps/1.0")
    work()
    dataset = go_public(browser, work, draft)
    adopt(by="bo", row=begin(by="bo", text=LAMPS.format("1.1", 70)))
    assert "There are newer rules for Lamps: version 1.1" in words(text(browser, f"/datasets/{dataset.slug}"))
    assert "newer rules" not in words(text(Client(), f"/datasets/{dataset.slug}"))
    draft = to_found(browser, work, b"pole;watt\nA1;60\nA2;90\n", "lamps.csv", f"?dataset={dataset.slug}")
    shown = found(browser, draft)
    assert "Checked by the rules for Lamps, version 1.0" in shown
    assert "2 of 2 rows are fine" in shown
    assert "Version 1.1 has taken their place" in shown
    send(browser, f"{draft}/found", change_rules="1", kind="lamps/1.1")
    work()
    assert "1 of 2 rows are fine" in found(browser, draft)
    go_public(browser, work, draft)
    assert Followed.objects.get().version == "1.1"
    assert list(Check.objects.order_by("pk").values_list("specification_version", flat=True)) == ["1.0", "1.1"]
