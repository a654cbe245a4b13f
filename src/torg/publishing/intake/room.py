"""Room on the disk for a reading: the process that reads cannot say itself that there was none left."""

from collections.abc import Iterator
from contextlib import contextmanager

from torg.foundation.disk import is_full, with_room
from torg.foundation.home import home
from torg.foundation.problems import Refusal, refuse

_PERHAPS = ("file.unreadable", "file.fault", "file.toobig")


@contextmanager
def with_room_to_read() -> Iterator[None]:
    """Raises Refusal ``disk.full`` also where a file looks damaged only because nothing could be written."""
    try:
        with with_room():
            yield
    except Refusal as refusal:
        if refusal.problem.code in _PERHAPS and is_full(home().work):
            raise refuse("disk.full") from refusal
        raise
