"""Pages kept for a moment: when many strangers read one page at once, it is written once.

A page of 20 rows takes 20 ms of Python, and Python does one at a time: sixteen readers would wait for each other.
What a page says is stamped by the rows it is made of, so a publication or a withdrawal is seen at once; what upper
rooms add to it may be as old as ``SECONDS``.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

SECONDS = 20.0
MOST_BYTES = 8 << 20

Key = tuple[str, bool, str, str | None]


@dataclass(frozen=True)
class _Page:
    stamp: object
    until: float
    content: bytes
    headers: tuple[tuple[str, str], ...]


_pages: OrderedDict[Key, _Page] = OrderedDict()
_lock = Lock()


def remembered(request: HttpRequest, stamp: object, write: Callable[[], HttpResponse]) -> HttpResponse:
    """The page as it was written a moment ago, if nothing in ``stamp`` is different; signed-in people get their own."""
    if request.user.is_authenticated:
        return write()
    key = (request.get_host(), request.is_secure(), request.get_full_path(), get_language())
    page = _pages.get(key)
    if page is not None and page.stamp == stamp and page.until > time.monotonic():
        return HttpResponse(page.content, headers=dict(page.headers))
    answer = write()
    if answer.status_code == 200 and not answer.cookies:
        _keep(key, _Page(stamp, time.monotonic() + SECONDS, answer.content, tuple(answer.items())))
    return answer


def _keep(key: Key, page: _Page) -> None:
    with _lock:
        _pages[key] = page
        _pages.move_to_end(key)
        while sum(len(one.content) for one in _pages.values()) > MOST_BYTES:
            _pages.popitem(last=False)


def forget() -> None:
    with _lock:
        _pages.clear()
