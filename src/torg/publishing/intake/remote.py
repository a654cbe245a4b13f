"""Publishing on another hub: the same request any program would make."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx

from torg.foundation.ids import mint

_PATIENCE = httpx.Timeout(60.0, connect=10.0)

Watch = Callable[[str, int, int | None], None]


class Refused(Exception):
    """The hub said no, in its own words."""


class Unreachable(Exception):
    """No answer, or none that a hub gives."""


def publish(hub: str, token: str, source: str, form: dict[str, str], watch: Watch) -> dict[str, Any]:
    """Hand a file or an address in and wait for the end. The answer is the publication as the hub shows it."""
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": mint("key")}
    try:
        with httpx.Client(base_url=hub.rstrip("/"), headers=headers, timeout=_PATIENCE) as client:
            shown = _answer(_hand_in(client, source, form, watch))
            while shown["state"] not in ("public", "refused", "failed"):
                progress = shown["progress"] or {"stage": "", "done": 0, "total": None}
                watch(progress["stage"], progress["done"], progress["total"])
                time.sleep(0.5)
                shown = _answer(client.get(f"/api/v1/publications/{shown['id']}"))
            return shown
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Unreachable(hub) from error


def _hand_in(client: httpx.Client, source: str, form: dict[str, str], watch: Watch) -> httpx.Response:
    """The file is streamed from the disk, so its size does not matter here."""
    with ExitStack() as stack:
        files = None
        if "://" in source:
            form = {**form, "url": source}
        else:
            path = Path(source)
            files = {"file": (path.name, stack.enter_context(path.open("rb")))}
        watch("sending", 0, None)
        return client.post("/api/v1/publish", data=form, files=files)


def _answer(response: httpx.Response) -> dict[str, Any]:
    try:
        body: dict[str, Any] = response.json()
    except ValueError as error:
        raise Unreachable(str(response.url)) from error
    if "state" in body:
        return body
    if response.is_error and "title" in body:
        raise Refused(body["title"])
    raise Unreachable(str(response.url))
