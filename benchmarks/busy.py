"""Sixteen visitors read pages while a large file goes public: how much longer the slowest of a hundred answers takes."""

import itertools
import os
import subprocess
import time
from pathlib import Path

from .machine import calm
from .region import Region
from .visitors import Visitors, idle

VISITORS = 16
WAYS = {"at once, without a pause": 0.0, "a page each second": 1.0}
IDLE = 25
PUBLISHED = 3
HEADS = [
    "16 visitors",
    "pages read idle",
    "p50 ms",
    "p99 ms",
    "pages read during",
    "p50 ms",
    "p99 ms",
    "p99 during to idle",
    "bar",
    "seconds a publication took",
]


def busy(report: object, region: Region, data: Path, rows: int) -> None:
    token, numbers = _token(region), itertools.count(1)
    pages = list(region.pages().values())
    table = []
    for way, pause in WAYS.items():
        calm()
        before = idle(region.base, pages, VISITORS, pause, IDLE)
        start = time.perf_counter()
        with Visitors(region.base, pages, VISITORS, pause) as during:
            for _ in range(PUBLISHED):
                _publish(region, token, data, f"places {next(numbers)}")
        seconds = (time.perf_counter() - start) / PUBLISHED
        figures = [figure for one in (before, during) for figure in (len(one.taken), one.p(50), one.p(99))]
        table.append([way, *figures, during.p(99) / before.p(99), "under 5", seconds])
    report.table(f"Pages while {rows:,} rows are published, {PUBLISHED} times in a row", HEADS, table)  # type: ignore[attr-defined]


def _token(region: Region) -> str:
    command = [region.torg, "createtoken", "--home", region.home, "--org", "hedestad", "--name", "bench"]
    said = subprocess.run([*map(str, command)], check=True, capture_output=True, text=True).stdout
    return said.split()[0]


def _publish(region: Region, token: str, data: Path, title: str) -> None:
    """As a program does it: the file goes to the hub, a worker makes it public."""
    command = [region.torg, "publish", data, "--org", "hedestad", "--title", title, "--hub", region.base]
    environment = os.environ | {"TORG_TOKEN": token}
    subprocess.run([*map(str, command)], check=True, stdout=subprocess.DEVNULL, env=environment)
