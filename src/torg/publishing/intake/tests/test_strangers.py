"""What Dag sends: words that no database can hold, to every door that takes words; and what a cache may keep."""

import json

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from torg.catalogue.people.actions import ensure_organisation
from torg.catalogue.people.tests.signing_in import person
from torg.publishing.intake.models import Draft
from torg.publishing.intake.tests.plain_browser import TREES, Work, add, browser_of, fields, text
from torg.publishing.intake.typed import KEPT_WORDS

pytestmark = pytest.mark.django_db(transaction=True)

NUL = "a\0b"
LONG = "å" * 5000
SCRIPT = {"Sec-Fetch-Dest": "empty", "Accept": "application/json"}


@pytest.fixture
def browser() -> Client:
    atorp, _ = ensure_organisation(by="test", slug="atorp")
    return browser_of(person("Astrid", editor=atorp))


@pytest.mark.parametrize("word", [NUL, LONG])
@pytest.mark.parametrize("field", ["organisation", "upload", "url", "pasted"])
def test_no_word_in_the_form_is_a_fault_of_ours(browser: Client, field: str, word: str) -> None:
    assert 300 <= browser.post("/publish", {field: word}).status_code < 500


def test_no_word_in_an_address_is_a_fault_of_ours(browser: Client) -> None:
    for address in ("/publish/a%00b", "/publish/a%00b/found", "/publish/uploads/a%00b", "/publish?dataset=a%00b"):
        assert browser.get(address, headers=SCRIPT).status_code in (400, 404)


def test_no_answer_to_the_reading_is_a_fault_of_ours(browser: Client, work: Work) -> None:
    draft = add(browser)
    work()
    version = fields(text(browser, f"{draft}/found"))["version"]
    for said in ({"sheet": NUL}, {"do": NUL}, {"heading_row": "\N{ARABIC-INDIC DIGIT THREE}"}, {"version": "9" * 5000}):
        assert browser.post(f"{draft}/found", {"version": version, **said}).status_code < 500
    for name in ("title", "summary", "contact", "slug", "keywords", "licence", "theme", "language", "frequency"):
        for word in (NUL, LONG):
            assert browser.post(f"{draft}/describe", {"version": version, "title": "T", name: word}).status_code < 500
    assert Draft.objects.exists()


@pytest.mark.parametrize("word", [NUL, LONG, "[" * 100_000])
@pytest.mark.parametrize(
    "field", ["title", "organisation", "answers", "dataset", "layer", "licence", "description", "language", "url"]
)
def test_no_word_of_a_program_is_a_fault_of_ours(token: str, field: str, word: str) -> None:
    form: dict[str, object] = {"title": "Trees", field: word}
    if field != "url":
        form["file"] = SimpleUploadedFile("trees.csv", TREES)
    answer = Client().post("/api/v1/publish", form, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code < 500, answer.content


def test_answers_of_a_program_may_hold_no_nul_either(token: str) -> None:
    answers = json.dumps({"columns": {"name": {"as_type": NUL}}, "layer": NUL})
    form = {"title": "Trees", "answers": answers, "file": SimpleUploadedFile("trees.csv", TREES)}
    answer = Client().post("/api/v1/publish", form, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code < 500, answer.content


def test_no_address_of_a_program_is_a_fault_of_ours(token: str) -> None:
    for identifier in ("a%00b", "x" * 4000):
        asked = Client().get(f"/api/v1/publications/{identifier}", headers={"Authorization": f"Bearer {token}"})
        assert asked.status_code in (400, 404)


def test_a_refused_form_is_kept_by_no_cache(browser: Client) -> None:
    """It has what the person typed, and the organisations they work for."""
    told = browser.post("/publish", {"pasted": "one line"})
    assert told.status_code == 422
    assert "no-store" in told["Cache-Control"]


def test_a_made_up_cookie_fills_no_disk_with_sessions() -> None:
    """Words typed before a session ended are kept; Dag never had one, and sends as if he had."""
    for number in range(3 * KEPT_WORDS.of_client):
        dag = Client()
        dag.cookies["torg_session"] = f"made{number}up"
        form = "summary=" + "x" * 50_000
        led = dag.post(f"/publish/f_{number}/describe", form, content_type="application/x-www-form-urlencoded")
        assert led.status_code == 303
    assert Session.objects.count() == KEPT_WORDS.of_client
