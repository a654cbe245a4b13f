"""A large workbook in the browser's way: seconds until the first rows are understood, and until all of them are."""

import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

from .machine import LAB, calm
from .region import Region
from .visitors import Visitors, idle
from .workbook import COLUMNS, make_workbook

EMAIL = "astrid@hedestad.example"
READING, READ = "Reading your file", "This is what we found"
LOOK = 0.25
"""Seconds between two looks; the page's own script looks each second."""
TIMES = 3
PAUSE = 0.2


def first_look(report: object, region: Region, rows: int) -> None:
    file = LAB / "data" / f"workbook_{rows}.xlsx"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        make_workbook(file, rows)
    pages = list(region.pages().values())
    calm()
    before = idle(region.base, pages, 1, PAUSE, 10)
    looks, meanwhile = [], []
    for _ in range(TIMES):
        with Clerk(region) as clerk, Visitors(region.base, pages, 1, PAUSE) as visitors:
            looks.append(clerk.add(file))
        meanwhile.append(visitors)
        time.sleep(3)
    said = sorted(looks, key=lambda look: look.first)[TIMES // 2]
    slowed = sorted(one.p(50) for one in meanwhile)[TIMES // 2]
    table = [
        ["sent, s", said.sent, ""],
        ["until the page shows what was understood of the first rows, s", said.first, 10],
        ["until all rows are read and shown, s", said.whole, ""],
        ["a visitor's page meanwhile, p50 ms", slowed, ""],
        ["the same, the slowest, ms", max(max(one.taken) for one in meanwhile), ""],
        ["a visitor's page before, p50 ms", before.p(50), ""],
    ]
    report.table(
        f"A workbook of {rows:,} rows and {COLUMNS} columns, from pressing the button",
        ["what", "measured", "bar"],
        table,
    )  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Look:
    """Seconds from pressing the button."""

    sent: float
    first: float
    whole: float


class Clerk:
    """Signs in, adds a file by the plain form, and looks at its page until it says what was found."""

    def __init__(self, region: Region) -> None:
        self._http = httpx.Client(base_url=region.base, follow_redirects=True, timeout=120)
        form = {"email": EMAIL, "password": region.password(EMAIL)}
        self._send("/sign-in/password", form)

    def __enter__(self) -> "Clerk":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def add(self, file: Path) -> Look:
        form = {"csrfmiddlewaretoken": self._secret("/publish")}
        start = time.perf_counter()
        with file.open("rb") as content:
            page = self._http.post("/publish", data=form, files={"file": (file.name, content)})
        sent = time.perf_counter() - start
        address = page.url.path
        first = self._until(address, start, lambda text: "data-look" in text or _is_whole(text))
        whole = self._until(address, start, _is_whole)
        self._send(address.replace("/found", "/discard"), {})
        return Look(sent, first, whole)

    def _until(self, address: str, start: float, seen: object) -> float:
        while time.perf_counter() - start < 600:
            page = self._http.get(address)
            if _heading(page.text) not in (READING, READ):
                sys.exit(f"bench: {address} answered {page.status_code} with {_heading(page.text)!r}")
            if seen(page.text):  # type: ignore[operator]
                return time.perf_counter() - start
            time.sleep(LOOK)
        sys.exit(f"bench: {address} was not read in ten minutes")

    def _secret(self, address: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self._http.get(address).text)
        return found[1] if found else sys.exit(f"bench: no form at {address}")

    def _send(self, address: str, form: dict[str, str]) -> None:
        answer = self._http.post(address, data=form | {"csrfmiddlewaretoken": self._secret(address)})
        if answer.status_code != 200 or answer.url.path == address:
            sys.exit(f"bench: {address} answered {answer.status_code}, at {answer.url.path}")


def _heading(text: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
    return found[1].strip() if found else ""


def _is_whole(text: str) -> bool:
    return _heading(text) == READ
