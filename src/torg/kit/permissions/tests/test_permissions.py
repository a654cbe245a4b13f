from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from torg.kit.permissions import safe_next, signed_in

ASTRID, STRANGER = SimpleNamespace(is_authenticated=True, called="Astrid"), SimpleNamespace(is_authenticated=False)
called: list[str] = []


@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    called.append(request.method or "")
    return HttpResponse("the desk")


@signed_in
def vault(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@pytest.fixture(autouse=True)
def _nobody_called() -> None:
    called.clear()


def asked(user: object, method: str = "GET", path: str = "/studio/atorp?page=2", **headers: str) -> HttpRequest:
    request = RequestFactory(headers=headers).generic(method, path)
    request.user = user  # type: ignore[assignment]
    return request


def test_somebody_signed_in_gets_the_page_and_no_cache_keeps_it() -> None:
    answer = desk(asked(ASTRID))
    assert (answer.status_code, answer.content) == (200, b"the desk")
    assert "no-store" in answer["Cache-Control"]


def test_a_stranger_is_led_to_the_sign_in_page_and_back() -> None:
    answer = desk(asked(STRANGER))
    assert (answer.status_code, answer["Location"]) == (303, "/sign-in?next=/studio/atorp%3Fpage%3D2")
    assert called == []


def test_whoever_sends_a_form_too_late_is_led_back_to_the_page_with_the_form() -> None:
    answer = desk(asked(STRANGER, "POST", "/publish/7/answer", referer="http://testserver/publish/7?step=2"))
    assert answer["Location"] == "/sign-in?next=/publish/7%3Fstep%3D2"
    elsewhere = desk(asked(STRANGER, "POST", "/publish/7/answer", referer="http://evil.example/publish/7?step=2"))
    assert elsewhere["Location"] == "/sign-in?next=/publish/7/answer"


def test_a_script_is_told_instead_of_led() -> None:
    answer = desk(asked(STRANGER, "POST", **{"sec-fetch-dest": "empty"}))
    assert (answer.status_code, b"sign_in.needed" in answer.content) == (401, True)


@pytest.mark.django_db  # the page that says so has the head of the hub
def test_a_form_without_the_secret_of_its_page_is_not_taken() -> None:
    assert desk(asked(ASTRID, "POST")).status_code == 403
    assert called == []


def test_the_body_of_a_stranger_is_not_read() -> None:
    request = asked(STRANGER, "POST")
    desk(request)
    assert not hasattr(request, "_body")
    assert not hasattr(request, "_post")


def test_what_is_not_theirs_is_not_there() -> None:
    with pytest.raises(Http404):
        vault(asked(ASTRID))


@pytest.mark.parametrize(
    "wanted",
    [
        None, "", "studio", "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example/studio",
        "/\t/evil.example", "/\n/evil.example", "javascript:alert(1)", " /studio/atorp", "///evil.example",
    ],
)  # fmt: skip
def test_nobody_is_led_to_another_site(wanted: str | None) -> None:
    assert safe_next(asked(ASTRID), wanted) == "/studio"


def test_a_path_of_our_own_is_kept_with_its_question() -> None:
    assert safe_next(asked(ASTRID), "/publish?dataset=badplatser") == "/publish?dataset=badplatser"
