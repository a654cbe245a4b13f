"""Answers, and the problems among them (RFC 9457)."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from torg.foundation.problem_documents import problem_document
from torg.foundation.problems import Problem

JSON = "application/json"
PROBLEM = "application/problem+json"


@dataclass
class Answer:
    """``body`` is bytes, a stream, or a stretch of a file."""

    body: "bytes | AsyncGenerator[bytes, None] | Stretch"
    media_type: str = JSON
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    packed: bool = True
    """May be compressed on the way."""


@dataclass(frozen=True)
class Stretch:
    """Bytes of a file from ``start`` up to ``stop``; ``whole`` when that is all of it."""

    path: Path
    start: int
    stop: int
    whole: bool


class Stop(Exception):
    """Raised where a request cannot be answered as asked: by an answer of its own."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def as_json(value: object, **headers: str) -> Answer:
    return Answer(orjson.dumps(value), headers=headers)


def stop(status: int, *problems: Problem, **members: object) -> Stop:
    return Stop(problem_answer(status, problems, **members))


def problem_answer(status: int, problems: Sequence[Problem], **members: object) -> Answer:
    return Answer(orjson.dumps(problem_document(status, problems, **members)), PROBLEM, status)


def moved(location: str) -> Stop:
    return Stop(Answer(b"", status=308, headers={"Location": location}))


def not_modified(etag: str) -> Stop:
    return Stop(Answer(b"", status=304, headers={"ETag": etag}))
