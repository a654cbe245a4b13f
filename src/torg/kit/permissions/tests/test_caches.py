from types import SimpleNamespace

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from torg.kit.permissions.caches import keep_nothing_of_signed_in_people


def answered(*, signed_in: bool, asked_who: bool, headers: dict[str, str]) -> HttpResponse:
    def page(request: HttpRequest) -> HttpResponse:
        request.session.accessed = asked_who
        return HttpResponse("a page", status=422, headers=headers)

    request = RequestFactory().get("/publish")
    request.session = SimpleNamespace(accessed=False)  # type: ignore[assignment]
    request.user = SimpleNamespace(is_authenticated=signed_in)  # type: ignore[assignment]
    return keep_nothing_of_signed_in_people(page)(request)


@pytest.mark.parametrize("headers", [{}, {"Cache-Control": "public, max-age=300"}, {"Cache-Control": "no-cache"}])
def test_what_a_signed_in_person_sees_is_kept_nowhere(headers: dict[str, str]) -> None:
    answer = answered(signed_in=True, asked_who=True, headers=headers)
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert "public" not in answer["Cache-Control"]


@pytest.mark.parametrize(("signed_in", "asked_who"), [(False, True), (True, False)])
def test_what_all_see_alike_is_left_as_it_is(signed_in: bool, asked_who: bool) -> None:
    headers = {"Cache-Control": "public, max-age=300"}
    answer = answered(signed_in=signed_in, asked_who=asked_who, headers=headers)
    assert answer["Cache-Control"] == "public, max-age=300"
