"""Headers of every answer, pages and data alike, and the list of names this hub answers to."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.http.request import split_domain_port, validate_host

from torg.foundation.language import sentence

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

# Styles, scripts, fonts and pictures come from here only and none is inline: nobody's words can become one.
SECURITY = (
    (
        b"content-security-policy",
        b"default-src 'self'; img-src 'self' data:; object-src 'none'; "
        b"base-uri 'none'; frame-ancestors 'self'; form-action 'self'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(self)"),
)


def with_known_hosts(application: Application, hosts: list[str]) -> Application:
    """Only requests that name this hub are answered: addresses in answers follow that name."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _is_known(scope, hosts):
            await application(scope, receive, send)
            return
        body = sentence("page.host", {}).encode()
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 400, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return answer


def _is_known(scope: Scope, hosts: list[str]) -> bool:
    """One name only: of two, one would be checked and the other could stand in the addresses."""
    named = [value for name, value in scope["headers"] if name.lower() == b"host"]
    if len(named) != 1:
        return False
    domain, _ = split_domain_port(named[0].decode("latin-1"))
    return bool(domain) and validate_host(domain, hosts)


def without_doubles(application: Application) -> Application:
    """Names with an underscore go: to a room of Django ``X_Forwarded_For`` is the header that only a proxy writes.

    Proxies overwrite what is written with hyphens and let the other pass.
    """

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope = {**scope, "headers": [one for one in scope["headers"] if b"_" not in one[0]]}
        await application(scope, receive, send)

    return answer


def with_headers(application: Application) -> Application:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", ()))
                names = {name.lower() for name, _ in given}
                message["headers"] = [*given, *(header for header in SECURITY if header[0] not in names)]
            await send(message)

        await application(scope, receive, sending)

    return answer
