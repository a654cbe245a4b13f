"""What a run measures with: processor seconds and memory of process trees, requests by wrk, calm before each figure."""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
LAB = Path(os.environ.get("TORG_BENCH", ROOT / ".bench"))
CYCLE = """
local lines, at = {}, 0
function init(args) for line in io.lines(args[1]) do lines[#lines + 1] = line end end
function request()
  at = at % #lines + 1
  local method, path, kind, body = lines[at]:match("^([^\\t]*)\\t([^\\t]*)\\t([^\\t]*)\\t(.*)$")
  local headers = kind ~= "" and {["Content-Type"] = kind} or {}
  for name, value in pairs(wrk.headers) do headers[name] = value end
  return wrk.format(method, path, headers, body ~= "" and body or nil)
end
function done(s, l)
  print(string.format('JSON {"requests":%d,"per_second":%.2f,"p50_ms":%.3f,"p99_ms":%.3f,"bad":%d}', s.requests,
    s.requests / (s.duration / 1e6), l:percentile(50) / 1000, l:percentile(99) / 1000,
    s.errors.status + s.errors.connect + s.errors.read + s.errors.write + s.errors.timeout))
end
"""


@dataclass(frozen=True)
class Request:
    path: str
    method: str = "GET"
    kind: str = ""
    body: str = ""


@dataclass(frozen=True)
class Load:
    """Requests per second, milliseconds, and processor seconds of the served tree per 1,000 requests."""

    per_second: float
    p50_ms: float
    p99_ms: float
    cpu_per_thousand: float


def need(command: str) -> str:
    found = shutil.which(command)
    if not found:
        sys.exit(f"bench: {command} is missing. On Debian: apt-get install {command}")
    return found


def load(
    base: str, requests: Iterable[Request], connections: int, seconds: int, pids: list[int], *headers: str
) -> Load:
    """The requests in turn from ``connections`` connections for some seconds. A wrong answer ends the run."""
    with tempfile.TemporaryDirectory() as folder:
        script, lines = Path(folder, "cycle.lua"), Path(folder, "requests.tsv")
        script.write_text(CYCLE)
        lines.write_text("".join(f"{r.method}\t{r.path}\t{r.kind}\t{r.body}\n" for r in requests))
        before = cpu_seconds(pids)
        command = [
            need("wrk"),
            "-t1",
            f"-c{connections}",
            f"-d{seconds}s",
            "--timeout",
            "60s",
            "-s",
            script,
            *(word for header in headers for word in ("-H", header)),
            base,
            "--",
            lines,
        ]
        out = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True).stdout
        spent = cpu_seconds(pids) - before
    found = json.loads(next(line[5:] for line in out.splitlines() if line.startswith("JSON ")))
    if found["bad"] or not found["requests"]:
        sys.exit(f"bench: {base} answered {found['bad']} of {found['requests']} requests wrongly")
    return Load(found["per_second"], found["p50_ms"], found["p99_ms"], 1000 * spent / found["requests"])


def patience(base: str, request: Request, connections: int, least: int) -> int:
    """Seconds for which a system is asked: long enough for several answers of a slow one, 40 at the most."""
    call = urllib.request.Request(base + request.path, method=request.method, data=request.body.encode() or None)
    if request.kind:
        call.add_header("Content-Type", request.kind)
    start = time.perf_counter()
    with urllib.request.urlopen(call, timeout=120) as answer:
        answer.read()
    one = time.perf_counter() - start
    return round(max(least, min(40, (10 if connections == 1 else 24) * one)))


def tree(pids: Iterable[int]) -> list[psutil.Process]:
    found: dict[int, psutil.Process] = {}
    for pid in pids:
        try:
            parent = psutil.Process(pid)
            found |= {process.pid: process for process in [parent, *parent.children(recursive=True)]}
        except psutil.NoSuchProcess:
            continue
    return list(found.values())


def cpu_seconds(pids: Iterable[int]) -> float:
    spent = 0.0
    for process in tree(pids):
        try:
            times = process.cpu_times()
            spent += times.user + times.system + times.children_user + times.children_system
        except psutil.NoSuchProcess:
            continue
    return spent


def memory_mb(pids: Iterable[int]) -> float:
    """Proportional set size of the trees in MB (shared pages counted once)."""
    total = 0
    for process in tree(pids):
        try:
            rollup = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        total += next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
    return total / 1000


class Peak:
    """The highest memory of the trees while the block runs, and its seconds."""

    def __init__(self, pids: Callable[[], list[int]]) -> None:
        self.pids, self.mb, self.seconds = pids, 0.0, 0.0
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._sample, daemon=True)

    def _sample(self) -> None:
        while not self._over.wait(0.05):
            self.mb = max(self.mb, memory_mb(self.pids()))

    def __enter__(self) -> "Peak":
        self._start = time.perf_counter()
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.perf_counter() - self._start
        self._over.set()
        self._watch.join()


def median_seconds(work: Callable[[], object], times: int = 3) -> float:
    taken = []
    for _ in range(times):
        calm()
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def calm(most: float = 30.0) -> None:
    """Wait, ``most`` seconds at the longest, until others use less than a quarter of a core."""
    end = time.perf_counter() + most
    while time.perf_counter() < end:
        if psutil.cpu_percent(0.5) * (os.cpu_count() or 1) / 100 < 0.25:
            return


def download(url: str) -> int:
    """Read a body and throw it away: its bytes."""
    total = 0
    with urllib.request.urlopen(url, timeout=600) as answer:
        while block := answer.read(1 << 20):
            total += len(block)
    return total


def describe() -> str:
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )
    memory = psutil.virtual_memory().total / 2**30
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, {platform.system()} {platform.release()}, Python {platform.python_version()}"
