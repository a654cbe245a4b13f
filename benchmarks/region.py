"""The demonstration's region as a hub under test: its pages, its people, and its lists from the one with fewest rows."""

import json
import os
import shutil
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from .machine import Request
from .systems import System

ADDRESSES = 4000
"""More than are asked of one page in a row: the hub keeps a page for 20 seconds, and that must not be measured."""
SHOWN = 20
"""Rows of a table on its page."""


@dataclass(frozen=True)
class Dataset:
    slug: str
    rows: int
    organisation: str
    title: str


class Region(System):
    """Built anew for each run, in a home that goes with it."""

    name, port = "region", 8215

    def __init__(self) -> None:
        super().__init__(Path())
        self.home = self.place / f"home-{os.getpid()}"
        self.torg = Path(sys.executable).with_name("torg")

    def start(self) -> None:
        self.spawn(self.torg, "demo", "--home", self.home, "--port", self.port)
        self.wait("/", 600)

    def stop(self) -> None:
        super().stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def password(self, email: str) -> str:
        return str(json.loads((self.home / "demo.json").read_text())["passwords"][email])

    def datasets(self) -> list[Dataset]:
        """Those of one table, which have it on their page; by rows."""
        with urllib.request.urlopen(f"{self.base}/api/v1/datasets?limit=1000") as answer:
            items = json.load(answer)["items"]
        found = [
            Dataset(
                one["slug"], one["tables"][0]["rows"], one["organisation"]["slug"], next(iter(one["title"].values()))
            )
            for one in items
            if len(one["tables"]) == 1
        ]
        return sorted(found, key=lambda one: one.rows)

    def pages(self) -> dict[str, list[Request]]:
        """What visitors read, each page under many addresses."""
        lists = self.datasets()
        typical = next((one for one in lists if one.rows >= SHOWN), lists[-1])
        largest = lists[-1]
        return {
            "home": _many("/"),
            f"dataset, typical ({typical.rows} rows)": _many(f"/datasets/{typical.slug}"),
            f"dataset, largest ({largest.rows:,} rows)": _many(f"/datasets/{largest.slug}"),
            "its rows in order, a page of them": self._ordered(largest),
            "search": [Request(f"/datasets?q={quote(words)}") for words in _words(lists)],
            "organisation": _many(f"/organisations/{typical.organisation}"),
        }

    def _ordered(self, one: Dataset) -> list[Request]:
        with urllib.request.urlopen(f"{self.base}/api/v1/tables/{one.slug}") as answer:
            names = [column["name"] for column in json.load(answer)["columns"]]
        pages = range(1, one.rows // SHOWN + 1)
        ways = [f"{sign}{name}" for name in names for sign in ("", "-")]
        return [Request(f"/datasets/{one.slug}?sort={way}&page={page}") for page in pages for way in ways]


def _many(path: str) -> list[Request]:
    """Addresses that mean the same: of a word that stands there twice the last one counts."""
    return [Request(f"{path}?page={number}&page=1") for number in range(ADDRESSES)]


def _words(lists: list[Dataset]) -> list[str]:
    """Words of titles, whole and begun, alone and with the one before."""
    found: dict[str, None] = {}
    for one in lists:
        words = one.title.lower().split()
        for before, word in zip(["", *words], words, strict=False):
            begun = [word[:length] for length in range(3, len(word) + 1)]
            found |= dict.fromkeys([*begun, *(f"{before} {part}" for part in begun if before)])
    return list(found)
