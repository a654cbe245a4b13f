"""Addresses that are not there: what is said, and where a slash too many leads."""

import pytest
from django.test import Client, RequestFactory

from torg.site.answers import not_found

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("method", "address", "status", "code"),
    [
        ("GET", "/api/v1", 404, "page.not_found"),
        ("GET", "/api/v1/tables", 404, "page.not_found"),
        ("POST", "/api/v1/nothing/", 404, "page.not_found"),
        ("GET", "/api/v1/publish", 405, "request.method"),
        ("DELETE", "/api/v1/publications/p_1", 405, "request.method"),
    ],
)
def test_every_problem_of_the_api_has_one_shape(method: str, address: str, status: int, code: str) -> None:
    answer = Client().generic(method, address)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    body = answer.json()
    assert {"type", "title", "status", "detail", "problems"} <= body.keys()
    assert (body["type"], body["status"]) == (f"urn:torg:problem:{code}", status)
    assert [(one["code"], one["sentence"]) for one in body["problems"]] == [(code, body["detail"])]


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/organisations", "/#publishers"),
        ("/datasets/", "/datasets"),
        ("/organisations/", "/organisations"),
        ("/datasets/träd/?version=1", "/datasets/tr%C3%A4d?version=1"),
        ("/api/v1/datasets/?q=a", "/api/v1/datasets?q=a"),
    ],
)
def test_a_slash_too_many_and_the_folder_of_a_room_lead_on(address: str, leads_to: str) -> None:
    answer = Client().get(address)
    assert (answer.status_code, answer["Location"]) == (301, leads_to)


def test_the_first_page_has_no_slash_too_many() -> None:
    assert Client().get("/?page=99").status_code == 404


@pytest.mark.parametrize("path", ["//evil.example/", "/a//evil.example/", "///"])
def test_no_slash_leads_to_another_host(path: str) -> None:
    request = RequestFactory().get("/")
    request.path = path
    assert not_found(request).status_code == 404


def test_letters_that_a_browser_takes_for_a_slash_are_written_out() -> None:
    request = RequestFactory().get("/")
    request.path = "/\\evil.example/"
    assert not_found(request)["Location"] == "/%5Cevil.example"
