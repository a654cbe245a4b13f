"""A pipe from a writer in a thread to a download: what the reader is too slow to take, the writer waits with."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from io import RawIOBase
from typing import BinaryIO, cast

from .hub import Hub

_CHUNK = 1 << 18
_CHUNKS = 4
_PATIENCE = 120
"""Seconds a writer waits for a reader that takes nothing."""


class Gone(Exception):
    """The reader left: the writer stops."""


class Pipe(RawIOBase):
    """Written to by one thread. It cannot be sought in, so writers of zip files use data descriptors."""

    def __init__(self, queue: "asyncio.Queue[bytes | None]", loop: asyncio.AbstractEventLoop) -> None:
        self._queue, self._loop = queue, loop
        self._buffer = bytearray()
        self._length = 0
        self.gone = False

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._length

    def write(self, data: object) -> int:
        view = memoryview(data).cast("B")  # type: ignore[arg-type]
        self._buffer += view
        self._length += len(view)
        if len(self._buffer) >= _CHUNK:
            self.push()
        return len(view)

    def push(self) -> None:
        chunk, self._buffer = bytes(self._buffer), bytearray()
        if chunk:
            self.put(chunk)

    def put(self, chunk: bytes | None) -> None:
        if self.gone:
            raise Gone
        asyncio.run_coroutine_threadsafe(self._queue.put(chunk), self._loop).result(_PATIENCE)

    def close(self) -> None:
        """Whatever the writer thinks, the end is said by ``piped``."""


async def piped(hub: Hub, write: Callable[[BinaryIO], None]) -> AsyncGenerator[bytes, None]:
    queue: asyncio.Queue[bytes | None] = asyncio.Queue(_CHUNKS)
    pipe = Pipe(queue, asyncio.get_running_loop())

    def work() -> None:
        write(cast(BinaryIO, pipe))
        pipe.push()

    working = asyncio.ensure_future(hub.slow(work))
    working.add_done_callback(lambda _: queue.put_nowait(None) if not queue.full() else _make_room(queue))
    try:
        while (chunk := await queue.get()) is not None:
            yield chunk
        await working
    finally:
        pipe.gone = True
        while not queue.empty():
            queue.get_nowait()
        working.cancel()


def _make_room(queue: "asyncio.Queue[bytes | None]") -> None:
    queue._maxsize += 1  # type: ignore[attr-defined]
    queue.put_nowait(None)
