"""People who read pages, each in a line of their own: milliseconds of every answer, while something else goes on."""

import http.client
import itertools
import random
import sys
import threading
import time
from collections.abc import Iterable
from urllib.parse import urlsplit

from .machine import Request
from .pages import ASKED_BY_BROWSERS


class Visitors:
    """``pause`` is how long each looks at a page in the middle, in seconds; 0 asks for the next at once."""

    def __init__(self, base: str, pages: Iterable[list[Request]], count: int, pause: float) -> None:
        self.host, self.pause = urlsplit(base).netloc, pause
        self.taken: list[float] = []
        self._wrong: list[str] = []
        self._over = threading.Event()
        # The pages in turn, each under its next address.
        self._addresses = itertools.cycle([one.path for several in zip(*pages, strict=False) for one in several])
        self._readers = [threading.Thread(target=self._read, args=(number,), daemon=True) for number in range(count)]

    def __enter__(self) -> "Visitors":
        for reader in self._readers:
            reader.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for reader in self._readers:
            reader.join()
        if self._wrong:
            sys.exit(f"bench: {self.host} answered {len(self._wrong)} pages wrongly, such as {self._wrong[0]}")

    def p(self, hundredth: int) -> float:
        """Milliseconds within which so many of a hundred answers came."""
        ordered = sorted(self.taken)
        return ordered[min(len(ordered) * hundredth // 100, len(ordered) - 1)]

    def _read(self, number: int) -> None:
        line, chance = http.client.HTTPConnection(self.host, timeout=120), random.Random(number)
        name, _, value = ASKED_BY_BROWSERS.partition(": ")
        while not self._over.wait(self.pause * chance.uniform(0.5, 1.5)):
            address, start = next(self._addresses), time.perf_counter()
            line.request("GET", address, headers={name: value})
            answer = line.getresponse()
            answer.read()
            self.taken.append(1000 * (time.perf_counter() - start))
            if answer.status != 200:
                self._wrong.append(f"{address}: {answer.status}")


def idle(base: str, pages: Iterable[list[Request]], count: int, pause: float, seconds: float) -> Visitors:
    """The same people where nothing else goes on."""
    with Visitors(base, pages, count, pause) as visitors:
        time.sleep(seconds)
    return visitors
