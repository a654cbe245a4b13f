"""Answers of the house itself: an address that is not there, and our own faults."""

from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, DataError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.utils.encoding import escape_uri_path

from torg.catalogue.people.queries import hub
from torg.foundation.language import sentence
from torg.foundation.problem_documents import problem_document
from torg.foundation.problems import Problem


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address with a slash too many is that without it; two in a row could name another host and stay unknown."""
    path = request.path
    if path.endswith("/") and path != "/" and "//" not in path and request.method in ("GET", "HEAD"):
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(escape_uri_path(path[:-1]) + (f"?{query}" if query else ""))
    return _answer(request, 404, "page.not_found")


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that cannot be understood as one: a body cut off, a form that is none."""
    return _answer(request, 400, "page.unreadable")


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the secret that its page holds: left open for too long, or sent by another site."""
    return _answer(request, 403, "page.forged")


def fault(request: HttpRequest) -> HttpResponse:
    return _answer(request, 500, "page.fault")


def unstorable_told(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """What a database cannot take (a NUL in a word, a number of a thousand digits) is the sender's doing, not a fault.

    SQLite takes more than PostgreSQL does, so forms and addresses would have to be checked for each of the two.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def told(request: HttpRequest, error: Exception) -> HttpResponse | None:
        return unreadable(request) if isinstance(error, DataError) else None

    answer.process_exception = told  # type: ignore[attr-defined]  where Django looks for it
    return answer


def _answer(request: HttpRequest, status: int, code: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        document = problem_document(status, [Problem(code, value=request.path)], code=code)
        return JsonResponse(document, status=status, content_type="application/problem+json")
    if status == 400:  # whoever sends it is no browser with a person before it
        return HttpResponse(sentence(code, {}), status=status, content_type="text/plain; charset=utf-8")
    return render(request, f"{status}.html", _hub(), status=status)


def _hub() -> dict[str, Any]:
    """The hub for the head of the page; a page about a fault must not fail for a fault of the database."""
    try:
        return {"hub": hub()}
    except DatabaseError:
        return {}
