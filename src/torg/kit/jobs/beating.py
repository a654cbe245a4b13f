"""A heartbeat: something said every few seconds from a thread of its own, so that a long computation is no silence."""

import logging
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from django.db import connection

log = logging.getLogger("torg.jobs")


class Heartbeat:
    """Around some work: ``say`` is called ``every`` so many seconds until it is over. A beat that fails is told."""

    def __init__(self, what: str, every: float, say: Callable[[], None]) -> None:
        self._what, self._every, self._say = what, every, say
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=what, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._over.wait(self._every):
                self._once()
        finally:
            connection.close()

    def _once(self) -> None:
        try:
            self._say()
        except Exception:
            log.warning("%s could not be told", self._what, exc_info=True)
            connection.close()
