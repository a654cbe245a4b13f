"""Checking a file without an account: the page, the door for programs, and what Dag tries."""

import io
import json
import re

import pytest

from torg.foundation.home import home
from torg.publishing.validation import asking

pytestmark = pytest.mark.django_db

FINE = "id,name,latitude,longitude\nHED-1,Sjövik,57.04677,11.38118\nHED-2,Klubben,57.10527,11.3728\n"
MESSY = "Id;Namn;Latitud;Longitud;Livboj\nHED-1;Sjövik;57,04677;11,38118;ja\nHED-2;;57,10527;11,3728;nej\n"


def named(text, name="bad.csv"):
    file = io.BytesIO(text.encode())
    file.name = name
    return file


def test_a_good_file_is_told_to_be_fine(client):
    page = client.post("/check", {"file": named(FINE), "spec": "bathing-places"}).content.decode()
    assert "2 of 2 rows are fine" in page


def test_what_was_mended_and_what_has_to_wait_is_told_by_rows_of_the_file(client):
    page = client.post("/check", {"file": named(MESSY), "spec": "bathing-places"}).content.decode()
    assert "decimal comma" in page
    assert "“Namn”" in page
    assert "row 3" in page


def test_columns_lead_to_their_rule_and_changes_are_shown_row_by_row(client):
    page = client.post("/check", {"file": named(MESSY), "spec": "bathing-places"}).content.decode()
    assert '<a href="/specifications/bathing-places/1.0#latitude">Latitude</a>' in page
    assert re.search(r"<q>57,04677</q> <span[^>]*>→</span> <q>57.04677</q>", page)
    assert "?." not in page


def test_rules_that_came_along_lead_nowhere(client):
    rules = '{"fields": [{"name": "name"}]}'
    page = client.post("/check", {"file": named(FINE), "schema": named(rules, "bathing-places.json")}).content.decode()
    assert 'href="/specifications/' not in page


def test_a_list_without_a_column_of_the_rules_is_not_called_fine(client):
    rules = '{"fields": [{"name": "depth_of_snow"}]}'
    page = client.post(
        "/check", {"file": named("a,b\n1,2\n3,4\n"), "schema": named(rules, "snow.json")}
    ).content.decode()
    assert "No column is one of" in page
    assert "rows are fine" not in page
    assert "Rows: 2." in page


def test_the_answer_is_in_the_language_that_was_asked_for(client):
    page = client.post("/check", {"file": named(MESSY), "spec": "bathing-places", "lang": "sv"}).content.decode()
    assert '<div lang="sv"' in page


def test_nothing_is_kept_and_no_cookie_is_set(client):
    answer = client.post("/check", {"file": named(FINE), "spec": "bathing-places"})
    assert answer.cookies == {}
    assert answer["Cache-Control"] == "no-store"
    assert list(home().work.iterdir()) == []


@pytest.mark.parametrize(
    ("form", "kind"),
    [("json", "application/json"), ("csv", "text/csv; charset=utf-8"), ("html", "text/html; charset=utf-8")],
)
def test_the_answer_can_be_had_in_other_forms(client, form, kind):
    answer = client.post("/check", {"file": named(MESSY), "spec": "bathing-places", "format": form})
    assert answer["Content-Type"] == kind


def test_programs_are_answered_in_json(client):
    answer = client.post("/api/v1/check", {"file": named(MESSY), "spec": "bathing-places/1.0"})
    told = json.loads(answer.content)
    assert told["specification"]["id"] == "bathing-places"
    assert (told["rows"], told["waiting"], told["passes"]) == (2, 1, False)


def test_rules_can_come_along(client):
    rules = '{"fields": [{"name": "id", "constraints": {"required": true}}, {"name": "depth", "type": "integer"}]}'
    sent = {"file": named("id,depth\na,3\nb,deep\n"), "schema": named(rules, "schema.json")}
    told = json.loads(client.post("/api/v1/check", sent).content)
    assert [group["code"] for group in told["groups"]] == ["type.integer"]


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({}, 422, "check.source"),
        ({"url": "http://127.0.0.1/x.csv"}, 422, "fetch.internal"),
        ({"file": FINE, "spec": "none"}, 404, "check.no_rules"),
        ({"file": FINE, "spec": "../../etc"}, 404, "check.no_rules"),
        ({"file": FINE, "format": "exe"}, 422, "check.form"),
        ({"file": "%PDF-1.4 hello", "spec": "bathing-places"}, 422, "file.pdf"),
        ({"file": FINE, "spce": "bathing-places"}, 422, "parameter.unknown"),
    ],
)
def test_what_cannot_be_checked_is_told_in_words(client, sent, status, code):
    sent = {**sent, **({"file": named(sent["file"])} if "file" in sent else {})}
    answer = client.post("/api/v1/check", sent)
    assert (answer.status_code, json.loads(answer.content)["code"]) == (status, code)
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("language", "said"), [("sv", "Det finns ingen lista"), ("de", "Es gibt keine Liste"), ("xx", "There is no")]
)
def test_programs_are_refused_in_the_language_they_asked_for(client, language, said):
    told = json.loads(client.post("/api/v1/check", {"file": named(FINE), "spec": "none", "lang": language}).content)
    assert all(one.startswith(said) for one in (told["title"], told["detail"], told["problems"][0]["sentence"]))


@pytest.mark.parametrize(("language", "said"), [("da", "Cellen i »Namn«"), ("pl", "Komórka w „Namn”")])
def test_programs_are_told_of_cells_in_the_language_they_asked_for(client, language, said):
    sent = {"file": named(MESSY), "spec": "bathing-places", "lang": language}
    told = json.loads(client.post("/api/v1/check", sent).content)
    assert any(one["sentence"].startswith(said) for one in told["groups"])
    assert any(one["sentence"].startswith(said) for one in told["problems"])


def test_a_form_of_another_site_is_not_worked_on(client):
    answer = client.post("/check", {"file": named(FINE)}, headers={"Sec-Fetch-Site": "cross-site"})
    assert "another website" in answer.content.decode()


def test_who_sends_too_many_is_told_to_wait(client, monkeypatch):
    monkeypatch.setattr(asking, "ASKED", asking.Limit("check", 1, 1, asking.ASKED.within))
    sent = {"spec": "bathing-places"}
    assert client.post("/api/v1/check", {**sent, "file": named(FINE)}).status_code == 200
    late = client.post("/api/v1/check", {**sent, "file": named(FINE)})
    assert (late.status_code, late["Retry-After"]) == (429, "60")


def test_while_all_places_are_taken_the_answer_is_to_come_again(client, monkeypatch):
    monkeypatch.setattr(asking, "_places", asking.threading.BoundedSemaphore(1))
    with asking._places:
        answer = client.post("/api/v1/check", {"file": named(FINE), "spec": "bathing-places"})
    assert answer.status_code == 503


@pytest.mark.parametrize(
    "sent",
    [
        {"file": "%PDF-1.4 hello", "spec": "bathing-places"},
        {"file": FINE, "spec": "none"},
        {"file": FINE, "schema": "a: &a [*a]"},
        {"url": "http://127.0.0.1/"},
        {"file": FINE, "format": "exe"},
        {},
    ],
)
@pytest.mark.parametrize("address", ["/check", "/api/v1/check"])
def test_a_place_is_given_back_after_a_refusal(client, monkeypatch, address, sent):
    places, fetches = asking.threading.BoundedSemaphore(1), asking.threading.BoundedSemaphore(1)
    monkeypatch.setattr(asking, "_places", places)
    monkeypatch.setattr(asking, "_fetches", fetches)
    answer = client.post(address, {**sent, **{key: named(sent[key]) for key in ("file", "schema") if key in sent}})
    assert answer.status_code in (404, 422)
    assert places.acquire(blocking=False)
    assert fetches.acquire(blocking=False)
    assert list(home().work.iterdir()) == []


def test_rules_are_read_only_in_a_place_of_ones_own(client, monkeypatch):
    monkeypatch.setattr(asking, "_places", asking.threading.BoundedSemaphore(1))
    with asking._places:
        answer = client.post("/api/v1/check", {"file": named(FINE), "schema": named("a: &a [*a]")})
    assert answer.status_code == 503


def test_a_large_file_is_refused_before_it_is_read(client):
    answer = client.post("/api/v1/check", b"x", content_type="text/csv", CONTENT_LENGTH=str(300 * 1024**2))
    assert answer.status_code == 413


def test_a_hostile_name_is_only_text(client):
    page = client.post("/check", {"file": named(MESSY, "<script>.csv"), "spec": "bathing-places"}).content.decode()
    assert "<script>.csv" not in page
