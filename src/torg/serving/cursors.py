"""Cursors of the list of datasets: a kind, and where its next page begins."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import orjson

from torg.foundation.problems import Problem

from .answers import Stop, stop


def write(*parts: object) -> str:
    return urlsafe_b64encode(orjson.dumps(parts)).rstrip(b"=").decode()


def read(text: str, kinds: tuple[str, ...]) -> list[Any]:
    """The parts of a cursor; of one that is missing, an empty kind."""
    if not text:
        return [""]
    try:
        parts = orjson.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error):
        raise foreign() from None
    if not isinstance(parts, list) or not parts or parts[0] not in kinds:
        raise foreign()
    return parts


def number(told: list[Any]) -> int:
    if len(told) != 1 or not isinstance(told[0], int) or not 0 <= told[0] < 2**63:
        raise foreign()
    return int(told[0])


def foreign() -> Stop:
    return stop(400, Problem("query.cursor", parameter="cursor"))
