"""What all requests share: the shelf, the engine, and the threads in which they are waited for."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from threading import Lock
from typing import ParamSpec, TypeVar

from torg.engine.queries import Engine
from torg.engine.search import Finder
from torg.engine.shelf import Shelf, ShelvedDataset, ShelvedTable, open_shelf
from torg.foundation.storage import Storage, open_storage

from .settings import Settings

Answer = TypeVar("Answer")
Arguments = ParamSpec("Arguments")
_MOST_REMEMBERED = 10_000


@dataclass(frozen=True)
class Kept:
    """A whole export in the storage."""

    key: str
    sha256: str
    bytes: int
    rows: int


class Making:
    """One maker for each export and at most two at once; whoever asks meanwhile waits for the same file."""

    def __init__(self) -> None:
        self.known: dict[str, Kept] = {}
        self.locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.few = asyncio.Semaphore(2)


class Hub:
    """Opened at the first request, so that a server with nothing to do costs nothing."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._remembered: dict[tuple[str, str], object] = {}
        self._revision = -1
        self._lock = Lock()
        self._quick = ThreadPoolExecutor(4, thread_name_prefix="torg-query")
        self._slow = ThreadPoolExecutor(32, thread_name_prefix="torg-export")

    @cached_property
    def shelf(self) -> Shelf:
        return open_shelf(self.settings.shelf_url)

    @cached_property
    def finder(self) -> Finder:
        return Finder(self.shelf, self.settings.search)

    @cached_property
    def storage(self) -> Storage:
        return open_storage(self.settings.storage_url, self.settings.cache_dir.parent / "storage")

    @cached_property
    def making(self) -> Making:
        return Making()

    @cached_property
    def engine(self) -> Engine:
        return Engine(self.storage, self.settings.cache_dir)

    async def quick(self, work: Callable[Arguments, Answer], *args: Arguments.args, **more: Arguments.kwargs) -> Answer:
        """Wait for an answer of the database in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._quick, partial(work, *args, **more))

    async def slow(self, work: Callable[Arguments, Answer], *args: Arguments.args, **more: Arguments.kwargs) -> Answer:
        """The same for work that lasts as long as somebody downloads."""
        return await asyncio.get_running_loop().run_in_executor(self._slow, partial(work, *args, **more))

    def dataset(self, slug: str) -> ShelvedDataset | None:
        return self._recall("dataset", slug, self.shelf.dataset)

    def table(self, name: str) -> tuple[ShelvedDataset, ShelvedTable] | None:
        return self._recall("table", name, self.shelf.table)

    def organisations(self) -> list[str]:
        return self._recall("organisations", "", lambda _: self.shelf.organisations())

    @property
    def revision(self) -> int:
        return self._revision

    def _recall(self, kind: str, name: str, look_up: Callable[[str], Answer]) -> Answer:
        """What the shelf said, as long as nothing on it has changed."""
        with self._lock:
            key = (kind, name)
            if key not in self._remembered:
                self._remembered[key] = look_up(name)
            return self._remembered[key]  # type: ignore[return-value]

    async def refresh(self) -> None:
        """Ask at each request whether the shelf has changed: 20 microseconds, or in a thread where it is far."""
        if self.shelf.far:
            await self.quick(self._refresh)
        else:
            self._refresh()

    def _refresh(self) -> None:
        with self._lock:
            revision = self.shelf.revision()
            if revision != self._revision or len(self._remembered) > _MOST_REMEMBERED:
                self._remembered.clear()
                self._revision = revision

    def close(self) -> None:
        self._quick.shutdown(wait=True, cancel_futures=True)
        self._slow.shutdown(wait=True, cancel_futures=True)
        if "engine" in self.__dict__:
            self.engine.close()
        if "shelf" in self.__dict__:
            self.shelf.close()
