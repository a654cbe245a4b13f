"""Connections that go to the address that was checked, and that end when they take too long or trickle."""

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from torg.foundation.problems import refuse

from .addresses import checked_address

_GRACE = 15.0
_SILENCE = 30.0


class Clock:
    """Watches one fetch: an end in time for all of it, and a least rate once it had time to begin."""

    def __init__(self, host: str, seconds: float, bytes_per_second: float, grace: float = _GRACE) -> None:
        self.host = host
        self._begin = time.monotonic()
        self._seconds = seconds
        self._rate = bytes_per_second
        self._grace = min(grace, seconds)
        self._bytes = 0

    def left(self) -> float:
        left = self._seconds - (time.monotonic() - self._begin)
        if left <= 0:
            raise refuse("fetch.slow", value=self.host)
        return left

    def got(self, count: int) -> None:
        self._bytes += count
        spent = time.monotonic() - self._begin
        if spent > self._grace and self._bytes < self._rate * spent:
            raise refuse("fetch.slow", value=self.host)
        self.left()


class CheckedBackend(httpcore.NetworkBackend):
    """Resolves a name once, checks every answer, and connects to what it checked: no second look-up can differ."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        address = checked_address(host, port)
        stream = self._plain.connect_tcp(address, port, min(10.0, self._clock.left()), local_address, socket_options)
        return _Watched(stream, self._clock)

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        raise NotImplementedError


class _Watched(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, clock: Clock) -> None:
        self._stream = stream
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, min(_SILENCE, self._clock.left()))
        self._clock.got(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, min(_SILENCE, self._clock.left()))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = min(10.0, self._clock.left())
        return _Watched(self._stream.start_tls(ssl_context, server_hostname, left), self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
