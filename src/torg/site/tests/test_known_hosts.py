"""Which names a request may call this hub by."""

import asyncio

import pytest

from torg.site.headers import with_headers, with_known_hosts, without_doubles

HOSTS = ["localhost", "data.example.org"]


def status(*named: str) -> int:
    sent: list[dict[str, object]] = []

    async def application(scope, receive, send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message) -> None:
        sent.append(message)

    async def receive() -> dict[str, object]:
        return {}

    scope = {"type": "http", "headers": [(b"host", name.encode("latin-1")) for name in named]}
    asyncio.run(with_headers(with_known_hosts(application, HOSTS))(scope, receive, send))
    return int(str(sent[0]["status"]))


@pytest.mark.parametrize("name", ["localhost", "localhost:8000", "data.example.org", "DATA.example.org"])
def test_our_names_are_answered(name: str) -> None:
    assert status(name) == 200


@pytest.mark.parametrize("name", ["evil.example", "data.example.org.evil.example", "localhost:x", "a@localhost", ""])
def test_other_names_are_not(name: str) -> None:
    assert status(name) == 400


@pytest.mark.parametrize(
    "names", [(), ("localhost", "evil.example"), ("evil.example", "localhost"), ("localhost",) * 2]
)
def test_a_request_has_exactly_one_name(names: tuple[str, ...]) -> None:
    """The one that is checked must be the one that comes to stand in addresses."""
    assert status(*names) == 400


def test_no_header_passes_for_one_that_only_a_proxy_writes() -> None:
    """Django reads both names as one, and of two values the last: the limits would count whom a visitor names."""
    seen: list[tuple[bytes, bytes]] = []

    async def application(scope, receive, send) -> None:
        seen.extend(scope["headers"])

    sent = [(b"x-forwarded-for", b"192.0.2.7"), (b"x_forwarded_for", b"203.0.113.9"), (b"x-forwarded_for", b"::1")]
    asyncio.run(without_doubles(application)({"type": "http", "headers": sent}, None, None))
    assert seen == sent[:1]
