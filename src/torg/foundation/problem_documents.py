"""Problems as programs read them: one document (RFC 9457) in every room that answers under /api."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from .language import SOURCE
from .problems import Problem

_TOLD = ("parameter", "column", "value", "nearest")


def problem_document(
    status: int, problems: Sequence[Problem], language: str = SOURCE, /, **members: object
) -> dict[str, Any]:
    return {
        "type": f"urn:torg:problem:{problems[0].code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": " ".join(problem.sentence(language) for problem in problems),
        "problems": [_told(problem, language) for problem in problems],
        **members,
    }


def _told(problem: Problem, language: str) -> dict[str, Any]:
    facts = {key: problem.facts[key] for key in _TOLD if key in problem.facts}
    return {"code": problem.code, **facts, "sentence": problem.sentence(language)}
