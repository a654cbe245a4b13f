import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from torg.catalogue.people.actions import create_token, ensure_organisation
from torg.foundation.home import Home
from torg.publishing.intake import originals, uploads
from torg.publishing.intake.models import Publication
from torg.publishing.intake.tests.plain_browser import TREES
from torg.publishing.validation.actions import adopt, begin
from torg.publishing.validation.models import Check, Followed

pytestmark = pytest.mark.django_db(transaction=True)

URL = "/api/v1/publish"
ROOT = Path(__file__).parents[5]


def post(
    client: Client, token: str, query: str = "", content: bytes = TREES, key: str = "", **form: object
) -> HttpResponse:
    headers = {"Authorization": f"Bearer {token}", **({"Idempotency-Key": key} if key else {})}
    sent = {"file": SimpleUploadedFile("trees.csv", content), "title": "Trees", **form}
    return client.post(URL + query, {name: value for name, value in sent.items() if value is not None}, headers=headers)


def get(client: Client, token: str, address: str) -> HttpResponse:
    return client.get(address, headers={"Authorization": f"Bearer {token}"})


def test_a_file_handed_in_is_answered_at_once_and_found_again_at_its_location(
    client: Client, token: str, work: Callable[[], None]
) -> None:
    answer = post(client, token)
    assert answer.status_code == 202
    handed = answer.json()
    assert (handed["state"], handed["report"], handed["dataset"]) == ("received", None, "trees")
    assert answer["Location"] == f"http://testserver/api/v1/publications/{handed['id']}"
    work()
    shown = get(client, token, answer["Location"].removeprefix("http://testserver")).json()
    assert (shown["state"], shown["report"]["rows"], shown["tables"][0]["version"]) == ("public", 2, 1)
    assert shown["page"] == "http://testserver/datasets/trees"


def test_who_waits_gets_the_end_in_the_same_shape(client: Client, token: str, at_work: Callable) -> None:
    with at_work():
        answer = post(client, token, "?wait=30")
    assert answer.status_code == 201
    assert {"id", "state", "report", "dataset"} <= answer.json().keys()
    assert answer.json()["state"] == "public"


def test_who_waits_for_a_file_that_is_refused_gets_the_sentence(client: Client, token: str, at_work: Callable) -> None:
    with at_work():
        answer = post(client, token, "?wait=30", content=b"%PDF-1.7\n" + b"x" * 300)
    assert (answer.status_code, answer.json()["state"]) == (422, "refused")
    assert "PDF" in answer.json()["problem"]["sentence"]


def test_waiting_ends_though_nobody_works(client: Client, token: str) -> None:
    began = time.monotonic()
    answer = post(client, token, "?wait=1")
    assert (answer.status_code, answer.json()["state"]) == (202, "received")
    assert 1 <= time.monotonic() - began < 5


def test_the_same_key_hands_in_once(client: Client, token: str) -> None:
    first, second = post(client, token, key="k1"), post(client, token, key="k1")
    assert first.json()["id"] == second.json()["id"]
    assert Publication.objects.count() == 1
    assert post(client, token, key="k1", title="Other").status_code == 422


@pytest.mark.parametrize(
    ("form", "status", "code"),
    [
        ({"title": ""}, 400, "publish.title"),
        ({"file": None}, 400, "publish.source"),
        ({"titel": "Trees"}, 400, "parameter.near"),
        ({"xyz": "1"}, 400, "parameter.unknown"),
        ({"url": "https://example.org/x.csv"}, 400, "publish.source"),
        ({"file": None, "url": "http://[::1"}, 400, "fetch.address"),
        ({"licence": "mine"}, 400, "licence.unknown"),
        ({"organisation": "bystad"}, 403, "token.organisation"),
    ],
)
def test_problems_are_problem_documents(
    client: Client, token: str, form: dict[str, object], status: int, code: str
) -> None:
    answer = post(client, token, **form)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert (answer.json()["code"], answer.json()["status"]) == (code, status)
    assert answer.json()["title"]
    assert not Publication.objects.exists()


def test_strangers_are_refused_before_their_file_is_read(client: Client, home: Home) -> None:
    for headers in ({}, {"Authorization": "Bearer torg_nobody"}, {"Authorization": "Basic eDp5"}):
        answer = client.post(URL, {"file": SimpleUploadedFile("trees.csv", TREES)}, headers=headers)
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"].startswith("Bearer")
    assert list(home.work.iterdir()) == []


def test_another_organisation_sees_nothing_of_a_publication(client: Client, token: str) -> None:
    handed = post(client, token).json()
    other, _ = ensure_organisation(by="test", slug="bystad")
    _, stranger = create_token(by="test", organisation=other)
    assert get(client, stranger, f"/api/v1/publications/{handed['id']}").status_code == 404
    assert get(client, token, "/api/v1/publications/p_nothing").status_code == 404


@pytest.mark.parametrize(("method", "allowed"), [("get", "POST"), ("put", "POST"), ("delete", "POST")])
def test_other_methods_are_told_which_one_to_use(client: Client, method: str, allowed: str) -> None:
    answer = getattr(client, method)(URL)
    assert (answer.status_code, answer["Allow"]) == (405, allowed)


@pytest.mark.parametrize("wait", ["soon", "-1", "1.5"])
def test_a_wait_that_is_no_number_is_refused(client: Client, token: str, wait: str) -> None:
    assert post(client, token, f"?wait={wait}").json()["code"] == "request.wait"


def test_a_file_past_the_limit_is_refused_while_it_arrives_and_nothing_stays(
    client: Client, token: str, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 200_000)
    monkeypatch.setattr(uploads, "FORM_BYTES", 10_000_000)  # so that the length told in the header is no reason
    answer = post(client, token, content=b"x" * 300_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "upload.large")
    assert [*home.work.iterdir(), *home.originals.iterdir()] == []


def test_a_body_that_says_it_is_too_long_is_not_read_at_all(
    client: Client, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 1000)
    monkeypatch.setattr(uploads, "FORM_BYTES", 1000)
    assert post(client, token, content=b"x" * 5000).status_code == 413


def test_no_answer_sets_a_cookie(client: Client, token: str) -> None:
    assert not post(client, token).cookies
    assert not client.get("/nowhere").cookies


BATHS = (
    "id;Badplats;lat;long;Typ av vatten\n1;Strandbadet;59,1201;18,0501;sjö\n2;Sjövik;59,1302;18,0602;lava\n"
).encode()


def test_rules_that_were_named_are_followed_by_every_later_file(
    client: Client, token: str, work: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = post(client, token, content=BATHS, title="Baths", spec="bathing-places").json()
    work()
    shown = get(client, token, f"/api/v1/publications/{first['id']}").json()
    rules = shown["report"]["rules"]
    assert (rules["id"], rules["version"], rules["rows"], rules["waiting"]) == ("bathing-places", "1.0", 2, 1)
    assert shown["report"]["columns"][0]["type"] == "string"
    later = BATHS.replace(b"lava", "sjö".encode())
    readings = []
    real = originals.understand_apart
    monkeypatch.setattr(originals, "understand_apart", lambda *a, **k: readings.append(1) or real(*a, **k))
    again = post(client, token, content=later, title="", dataset="baths").json()
    work()
    shown = get(client, token, f"/api/v1/publications/{again['id']}").json()
    assert (shown["report"]["rules"]["waiting"], len(readings)) == (0, 1)
    assert list(Check.objects.order_by("pk").values_list("waiting", flat=True)) == [1, 0]


def test_rules_that_are_not_here_are_refused_at_once(client: Client, token: str) -> None:
    answer = post(client, token, spec="nonsense")
    assert (answer.status_code, answer.json()["code"]) == (400, "check.no_rules")


def test_what_a_list_looks_like_is_noted_and_nothing_is_followed(
    client: Client, token: str, work: Callable[[], None]
) -> None:
    example = (ROOT / "specifications" / "bathing-places" / "1.0" / "example.csv").read_bytes()
    handed = post(client, token, content=example, title="Baths").json()
    work()
    shown = get(client, token, f"/api/v1/publications/{handed['id']}").json()
    assert "publish.looks_like" in [one["code"] for one in shown["notices"]]
    assert (shown["report"]["rules"], Followed.objects.count()) == (None, 0)


def test_rules_of_the_whole_or_nothing_keep_a_list_with_a_row_to_fix_back(
    client: Client, token: str, work: Callable[[], None]
) -> None:
    rules = 'id: strict\nversion: "1.0"\nlabels: {en: Strict lists}\nall_or_nothing: true\nfields:\n'
    rules += "  - {name: name, level: required}\n  - {name: height, type: integer, constraints: {maximum: 20}}\n"
    adopt(by="test", row=begin(by="test", text=rules))
    handed = post(client, token, spec="strict").json()
    work()
    shown = get(client, token, f"/api/v1/publications/{handed['id']}").json()
    assert (shown["state"], shown["problem"]["code"]) == ("refused", "publish.whole")
    assert "Strict lists" in shown["problem"]["sentence"]
