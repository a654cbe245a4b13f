"""Which workers live: each writes it down, and the others notice one that has gone quiet."""

import logging
import os
import secrets
import socket
import threading
from datetime import timedelta
from types import TracebackType

from django.db import connection
from django.utils import timezone

from .models import Worker

BEAT = 5.0
QUIET = timedelta(seconds=30)

log = logging.getLogger("torg.jobs")


class Living:
    """A worker's sign of life, from a thread of its own: a long computation does not silence it."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(2)}"
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="sign of life", daemon=True)

    def __enter__(self) -> "Living":
        Worker.objects.create(name=self.name)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()
        Worker.objects.filter(pk=self.name).delete()

    def _beat(self) -> None:
        try:
            while not self._ended.wait(BEAT):
                self._say()
        finally:
            connection.close()

    def _say(self) -> None:
        try:
            Worker.objects.update_or_create(name=self.name, defaults={"seen": timezone.now()})
            bury()
        except Exception:
            log.warning("the worker %s could not say that it lives", self.name, exc_info=True)
            connection.close()


def bury() -> list[str]:
    """Names of workers that have gone quiet without ending; said in the log, by one of those that live."""
    quiet = list(Worker.objects.filter(seen__lt=timezone.now() - QUIET).values_list("name", flat=True))
    buried = [name for name in quiet if Worker.objects.filter(pk=name).delete()[0]]
    for name in buried:
        log.warning("the worker %s ended without a word; its jobs are taken up by others", name)
    return buried
