"""Answers of the house itself: an address that is not there, and our own faults."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from torg.foundation.language import sentence


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 404, "page.not_found")


def fault(request: HttpRequest) -> HttpResponse:
    return _answer(request, 500, "page.fault")


def _answer(request: HttpRequest, status: int, code: str) -> HttpResponse:
    words = sentence(code, {"value": request.path})
    if request.path.startswith("/api/"):
        problem: dict[str, Any] = {"type": "about:blank", "title": words, "status": status, "code": code}
        return JsonResponse(problem, status=status, content_type="application/problem+json")
    return HttpResponse(words + "\n", status=status, content_type="text/plain; charset=utf-8")
