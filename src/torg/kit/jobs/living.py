"""Which workers live: each writes it down, and the others notice one that has gone quiet."""

import logging
import os
import secrets
import socket
from datetime import timedelta
from types import TracebackType

from django.utils import timezone

from .beating import Heartbeat
from .models import Worker

BEAT = 5.0
QUIET = timedelta(seconds=30)

log = logging.getLogger("torg.jobs")


class Living:
    """A worker in the list of those that live, for as long as it works."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(2)}"
        self._heartbeat = Heartbeat(f"that the worker {self.name} lives", BEAT, self._say)

    def __enter__(self) -> "Living":
        Worker.objects.create(name=self.name)
        self._heartbeat.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._heartbeat.__exit__(kind, error, trace)
        Worker.objects.filter(pk=self.name).delete()

    def _say(self) -> None:
        Worker.objects.update_or_create(name=self.name, defaults={"seen": timezone.now()})
        bury()


def bury() -> list[str]:
    """Names of workers that have gone quiet without ending; said in the log, by one of those that live."""
    quiet = list(Worker.objects.filter(seen__lt=timezone.now() - QUIET).values_list("name", flat=True))
    buried = [name for name in quiet if Worker.objects.filter(pk=name).delete()[0]]
    for name in buried:
        log.warning("the worker %s ended without a word; its jobs are taken up by others", name)
    return buried
