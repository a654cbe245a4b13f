"""Bodies of requests: those that drip or stop end, and those of programs take no thread from a page."""

import asyncio
from collections.abc import Callable

import pytest

from torg.site import bodies

Pieces = list[tuple[float, bytes]]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "PATIENCE", 0.2)


def received(pieces: Pieces) -> bytes:
    """What an application reads of a body whose pieces come after so many seconds."""
    read: list[bytes] = []
    waiting = iter(pieces)

    def receive() -> "asyncio.Future[dict[str, object]]":
        """As granian has it: a future, not a coroutine."""
        pause, piece = next(waiting, (60.0, b""))
        coming = asyncio.get_running_loop().create_future()
        message = {"type": "http.request", "body": piece, "more_body": True}
        asyncio.get_running_loop().call_later(pause, lambda: coming.done() or coming.set_result(message))
        return coming

    async def application(scope, receive, send) -> None:
        more = True
        while more:
            message = await receive()
            more = message.get("more_body", False)
            read.append(message.get("body", b""))

    asyncio.run(bodies.with_patience(application)({"type": "http"}, receive, lambda message: None))
    return b"".join(read)


def test_a_body_that_stops_ends() -> None:
    assert received([(0, b"abc"), (0, b"def")]) == b"abcdef"


def test_a_body_that_drips_ends() -> None:
    assert len(received([(0.05, b"x")] * 200)) < 10


def test_a_long_body_that_flows_arrives() -> None:
    assert len(received([(0.05, b"x" * 1000)] * 10)) == 10_000


@pytest.mark.parametrize(
    ("method", "path", "reader"),
    [
        ("GET", "/", "pages"),
        ("GET", "/datasets/api", "pages"),
        ("POST", "/api/v1/publish", "programs"),
        ("GET", "/publish", "pages"),
        ("POST", "/publish", "programs"),
        ("PATCH", "/publish/uploads/u_1", "programs"),
        ("POST", "/publish/f_1/look", "pages"),
    ],
)
def test_whatever_brings_a_file_has_threads_of_its_own(method: str, path: str, reader: str) -> None:
    called: list[str] = []

    def named(name: str) -> Callable[..., object]:
        async def application(scope, receive, send) -> None:
            called.append(name)

        return application

    chosen = bodies.by_reader(named("pages"), named("programs"))
    asyncio.run(chosen({"type": "http", "method": method, "path": path}, None, None))
    assert called == [reader]
