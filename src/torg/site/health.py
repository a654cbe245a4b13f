"""Whether the hub lives (``/healthz``) and can work (``/readyz``): for programs that watch it, under any host name."""

import logging
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from torg.foundation.home import home
from torg.foundation.storage import open_storage
from torg.site.headers import Application, Receive, Scope, Send

KEPT_FOR = 2.0
"""Seconds an answer is given again: whoever asks in a loop asks the database twice a second at most."""

log = logging.getLogger("torg.health")


def with_health(application: Application) -> Application:
    ready = _Ready()

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/healthz":
            await Response("alive\n", media_type="text/plain")(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] == "/readyz":
            states = await run_in_threadpool(ready)
            status = 200 if all(state == "ok" for state in states.values()) else 503
            headers = {"Cache-Control": "no-store"}
            await JSONResponse({"ready": status == 200, **states}, status, headers=headers)(scope, receive, send)
        else:
            await application(scope, receive, send)

    return answer


class _Ready:
    """Asks at most one at a time; the others get the same answer."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked = 0.0
        self._states: dict[str, str] = {}

    def __call__(self) -> dict[str, str]:
        with self._lock:
            if time.monotonic() - self._asked > KEPT_FOR:
                self._states = {name: _state(name, look) for name, look in LOOKS.items()}
                self._asked = time.monotonic()
            return self._states


def _state(name: str, look: Callable[[], str]) -> str:
    """A word, never the words of an exception: those may hold addresses and passwords."""
    try:
        return look()
    except Exception:
        log.warning("%s is not ready", name, exc_info=True)
        return "unreachable"
    finally:
        connection.close()


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _storage() -> str:
    url = home().storage_url
    if url.startswith("s3://"):
        open_storage(url).exists("doctor/none")
        return "ok"
    folder = Path(url.removeprefix("file://"))
    place = folder if folder.is_dir() else folder.parent  # the first publication makes it
    return "ok" if os.access(place, os.W_OK) else "not writable"


def _workers() -> str:
    from torg.kit.jobs.queries import nobody_works

    return "jobs wait and no worker lives" if nobody_works() else "ok"


LOOKS: dict[str, Callable[[], str]] = {"database": _database, "storage": _storage, "workers": _workers}
