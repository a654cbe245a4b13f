"""The query engine of the pages: small, opened at the first question, closed when nobody has asked for a while."""

import atexit
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from torg.engine.queries import Engine
from torg.foundation.home import home
from torg.foundation.problems import refuse
from torg.foundation.storage import open_storage

IDLE = 120.0
SECONDS = 5
"""A page is waited for by a person: the data API may take longer."""
AT_ONCE = 4
MEMORY, THREADS = "192MB", 2

_few = threading.BoundedSemaphore(AT_ONCE)


class _Kept:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._engine: Engine | None = None
        self._place: tuple[str, str] | None = None
        self._users = 0
        self._timer: threading.Timer | None = None

    def take(self) -> Engine:
        place = (home().storage_url, str(home().serving))
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            if self._engine is not None and self._place != place and not self._users:
                self._close()
            if self._engine is None:
                storage = open_storage(place[0], home().serving.parent / "storage")
                self._engine = Engine(storage, home().serving, threads=THREADS, memory=MEMORY, seconds=SECONDS)
                self._place = place
            self._users += 1
            return self._engine

    def give_back(self) -> None:
        with self._lock:
            self._users -= 1
            if not self._users:
                self._timer = threading.Timer(IDLE, self.close)
                self._timer.daemon = True
                self._timer.start()

    def close(self) -> None:
        with self._lock:
            if not self._users:
                self._close()

    def _close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._engine is not None:
            self._engine.close()
        self._engine = None


_kept = _Kept()
atexit.register(_kept.close)


@contextmanager
def engine() -> Iterator[Engine]:
    """Raises Refusal where so many ask at once that waiting would take too long."""
    if not _few.acquire(timeout=SECONDS):
        raise refuse("question.busy")
    try:
        taken = _kept.take()
        try:
            yield taken
        finally:
            _kept.give_back()
    finally:
        _few.release()


def close() -> None:
    """Give the memory back at once; the next question opens it again."""
    _kept.close()
