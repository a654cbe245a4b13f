"""Answers to programs: problems as RFC 9457 says, with a status by the kind of problem."""

from typing import Any

from django.http import HttpResponse, JsonResponse

from torg.foundation.problem_documents import problem_document
from torg.foundation.problems import Problem

_STATUS = {
    "token.missing": 401,
    "token.unknown": 401,
    "token.organisation": 403,
    "draft.no_organisation": 403,
    "publication.unknown": 404,
    "request.method": 405,
    "dataset.exists": 409,
    "dataset.other_organisation": 409,
    "dataset.withdrawn": 409,
    "upload.large": 413,
    "upload.size": 413,
    "upload.offset": 409,
    "upload.unknown": 404,
    "disk.full": 507,
    "publish.whole": 422,
    "publish.key_reused": 422,
}


def problem(said: Problem) -> HttpResponse:
    status = _STATUS.get(said.code, 400)
    facts = {key: value if isinstance(value, int | list) else str(value) for key, value in said.facts.items()}
    body = problem_document(status, [said], code=said.code) | {"title": said.sentence()} | facts
    answer = JsonResponse(body, status=status, content_type="application/problem+json")
    if status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="torg"'
    if status == 405:
        answer["Allow"] = str(said.facts["allowed"])
    return answer


def publication(shown: dict[str, Any], status: int) -> HttpResponse:
    answer = JsonResponse(shown, status=status)
    if status == 202:
        answer["Location"] = shown["url"]
        answer["Retry-After"] = "1"
    elif status == 201:
        answer["Location"] = shown["url"]
    answer["Cache-Control"] = "no-store"
    return answer
