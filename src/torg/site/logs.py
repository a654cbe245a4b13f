"""Logs: lines for people or for programs, and in neither an address of a person, a token, a code or a query.

Needs no Django: the process that watches the others logs too.
"""

import json
import logging
import logging.config
import os
import re
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torg.site.headers import Application, Message, Receive, Scope, Send

REQUESTS = "torg.requests"
LONGEST_PATH = 300
FACTS = ("method", "path", "status", "ms")

# What stands for something else once it is in a log: whatever a library chose to write down is covered too.
# Every repetition is bounded: a stranger chooses what is looked through.
_HIDDEN = (
    (re.compile(r"(?<=://)[^\s/@\"']{1,200}@"), "…@"),  # a password in an address
    (re.compile(r"[\w.+%-]{1,80}@[\w-]{1,80}(\.[\w-]{1,80}){1,8}"), "…@…"),
    (re.compile(r"(?i)\bbearer\s+[\w.~+/=-]+"), "Bearer …"),
    (re.compile(r"torg_\w{1,40}_[0-9a-f]{10,}"), "torg_…"),
    (
        re.compile(r"[^\s/:\"']{1,100}(:[\w-]{4,12})?:[\w-]{27,}"),
        "…",
    ),  # signed by us: links of sign-ins and invitations
    (re.compile(r"(?<=[\w/])\?[^\s\"'?]+"), "?…"),
    (re.compile(r"(?i)(?<=code)(\D{1,12})\d{6}\b"), r"\1……"),  # to sign in with
)
_SECRET_PLACES = re.compile(r"^(/sign-in/[\w-]+/|/invitations/|/follow/(stop/)?).+")


def hidden(text: str) -> str:
    for pattern, instead in _HIDDEN:
        text = pattern.sub(instead, text)
    return text


class Lines(logging.Formatter):
    """For people who read along."""

    def format(self, record: logging.LogRecord) -> str:
        return hidden(super().format(record))


class JsonLines(logging.Formatter):
    """For programs: one object a line."""

    converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        facts: dict[str, Any] = {
            "time": f"{self.formatTime(record, '%Y-%m-%dT%H:%M:%S')}.{record.msecs:03.0f}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": hidden(record.getMessage()),
        }
        facts |= {name: vars(record)[name] for name in FACTS if name in vars(record)}
        if record.exc_info:
            facts["error"] = hidden(self.formatException(record.exc_info))
        return json.dumps(facts, ensure_ascii=False)


def configuration() -> dict[str, Any]:
    """By TORG_LOG (``text`` or ``json``) and TORG_LOG_REQUESTS (``1``)."""
    lines = {"()": JsonLines} if os.environ.get("TORG_LOG") == "json" else {
        "()": Lines, "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
    }  # fmt: skip
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": lines},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            REQUESTS: {"level": "INFO" if logs_requests() else "WARNING"},
            # Django gives these two handlers of its own, whose lines nobody has cleaned.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }


def configure() -> None:
    logging.config.dictConfig(configuration())


def logs_requests() -> bool:
    return os.environ.get("TORG_LOG_REQUESTS") == "1"


def with_request_log(application: "Application") -> "Application":
    """One line a request: what was asked for and how it went, nothing about who asked."""
    if not logs_requests():
        return application
    log = logging.getLogger(REQUESTS)

    async def answer(scope: "Scope", receive: "Receive", send: "Send") -> None:
        began, status = time.monotonic(), 0

        async def sending(message: "Message") -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await application(scope, receive, sending)
        finally:
            if scope["type"] == "http":
                facts = {"method": scope["method"], "path": _shown(scope["path"]), "status": status}
                facts["ms"] = round((time.monotonic() - began) * 1000)
                log.info("%(method)s %(path)s %(status)s %(ms)s ms", facts, extra=facts)

    return answer


def _shown(path: str) -> str:
    """Without the part that is a key; line breaks and the like cannot forge a second line."""
    printable = "".join(sign if sign.isprintable() else "?" for sign in path[:LONGEST_PATH])
    return hidden(_SECRET_PLACES.sub(r"\1…", printable))
