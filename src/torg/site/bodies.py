"""Requests to the rooms of Django: what programs send arrives in bounded time and takes no thread from a page."""

import asyncio
import time

from torg.site.headers import Application, Message, Receive, Scope, Send

PATIENCE = 60.0
LEAST_RATE = 1000.0
"""Bytes per second on average, once the patience is over: the slowest line sends more."""


def by_reader(pages: Application, programs: Application) -> Application:
    """An upload holds its thread for as long as it takes, so whatever brings one has threads of its own."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await (programs if _brings_a_file(scope) else pages)(scope, receive, send)

    return answer


def _brings_a_file(scope: Scope) -> bool:
    """Programs, and people who add a list: the file itself, or a piece of it."""
    path = scope.get("path", "")
    adds = path == "/publish" or path.startswith("/publish/uploads")
    return path.startswith("/api/") or (adds and scope.get("method") in ("POST", "PATCH"))


def with_patience(application: Application) -> Application:
    """A body that stops or drips ends as if its sender had left.

    granian's ``receive`` returns a future, a2wsgi needs a coroutine: without this no request body arrives.
    """

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        clock = _Clock()

        async def receiving() -> Message:
            try:
                message = await asyncio.wait_for(receive(), PATIENCE)
            except TimeoutError:
                return {"type": "http.disconnect"}
            return message if clock.fast_enough(message) else {"type": "http.disconnect"}

        await application(scope, receiving, send)

    return answer


class _Clock:
    """Runs from the first piece: before it the request may have waited for a thread of ours."""

    def __init__(self) -> None:
        self._began = 0.0
        self._got = 0

    def fast_enough(self, message: Message) -> bool:
        self._began = self._began or time.monotonic()
        self._got += len(message.get("body", b""))
        spent = time.monotonic() - self._began
        return spent < PATIENCE or self._got >= LEAST_RATE * spent
