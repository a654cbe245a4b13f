"""One file from one address, following a few redirects, each checked anew."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpcore
import httpx

from torg import __version__
from torg.foundation.problems import Refusal, refuse

from .connections import CheckedBackend, Clock
from .names import file_name

Progress = Callable[[int, int | None], None]

_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True)
class Limits:
    """``bytes_per_second`` is the least average rate once 15 seconds have gone; ``seconds`` bounds all of a fetch."""

    bytes: int = 2 * 1024**3
    seconds: float = 900.0
    bytes_per_second: float = 1000.0
    redirects: int = 5
    grace: float = 15.0


@dataclass(frozen=True)
class Fetched:
    """``name`` is a plain file name; ``url`` the address that answered, after redirects."""

    path: Path
    name: str
    media_type: str
    etag: str
    bytes: int
    url: str


def fetch(url: str, into: Path, *, limits: Limits = Limits(), progress: Progress | None = None) -> Fetched:
    """Write what the address answers to the file ``into``. Raises Refusal in words for a person."""
    clock = Clock("", limits.seconds, limits.bytes_per_second, limits.grace)
    at = _address(url)
    for _ in range(limits.redirects + 1):
        clock.host = at.host
        with _asked(at, clock) as answer:
            if answer.status not in _REDIRECTS:
                return _written(answer, at, into, limits, progress)
            at = _address(_header(answer, "location"), base=at)
    raise refuse("fetch.redirects", value=url, count=limits.redirects)


def _address(url: str, base: httpx.URL | None = None) -> httpx.URL:
    try:
        address = base.join(url) if base else httpx.URL(url.strip())
        host = address.host  # is only now told to be none: "xn--"
    except (httpx.InvalidURL, ValueError) as error:
        raise refuse("fetch.address", value=url) from error
    if address.scheme not in ("http", "https") or not host:
        raise refuse("fetch.address", value=url)
    return address


@contextmanager
def _asked(address: httpx.URL, clock: Clock) -> Iterator[httpcore.Response]:
    """The answer, open for reading. Compression is not asked for: what is counted is what is written."""
    headers = {"Host": address.netloc.decode(), "Accept": "*/*", "Accept-Encoding": "identity"}
    headers["User-Agent"] = f"torg/{__version__}"
    try:
        with (
            httpcore.ConnectionPool(network_backend=CheckedBackend(clock)) as pool,
            pool.stream("GET", _wire(address), headers=list(headers.items())) as answer,
        ):
            yield answer
    except Refusal:
        raise
    except httpcore.TimeoutException as error:
        raise refuse("fetch.slow", value=address.host) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise refuse("fetch.unreachable", value=address.host) from error


def _wire(address: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=address.raw_scheme, host=address.raw_host, port=address.port, target=address.raw_path)


def _written(
    answer: httpcore.Response, address: httpx.URL, into: Path, limits: Limits, progress: Progress | None
) -> Fetched:
    if answer.status != 200:
        raise refuse("fetch.status", value=str(address), status=answer.status)
    length = _header(answer, "content-length")
    total = int(length) if length.isdecimal() else None
    if total is not None and total > limits.bytes:
        raise refuse("fetch.large", value=str(address), limit=_readable(limits.bytes))
    written = 0
    with into.open("wb") as file:
        for block in answer.iter_stream():
            written += len(block)
            if written > limits.bytes:
                raise refuse("fetch.large", value=str(address), limit=_readable(limits.bytes))
            file.write(block)
            if progress is not None:
                progress(written, total)
    media_type = _header(answer, "content-type").partition(";")[0].strip().lower()
    name = file_name(_header(answer, "content-disposition"), address.path)
    return Fetched(into, name, media_type, _header(answer, "etag"), written, str(address))


def _header(answer: httpcore.Response, name: str) -> str:
    found = (value for key, value in answer.headers if key.lower() == name.encode())
    return next(found, b"").decode("latin-1")


def _readable(count: int) -> str:
    return (
        f"{count // 1024**3} GB" if count >= 1024**3 else f"{count // 1024**2} MB" if count >= 1024**2 else f"{count} B"
    )
