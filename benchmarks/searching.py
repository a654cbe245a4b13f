"""The search over 100,000 made-up datasets: making the index, questions to the API and the page, a change."""

import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from torg.engine.shelf import open_shelf

from .machine import LAB, Load, Request, calm, download, load, memory_mb
from .many import datasets, fill, questions

COUNT = 100_000
ASKED = 600
HEADS = ["what", "at once", "p50 ms", "p99 ms", "bar (p50)"]


def search(report: object, seconds: int) -> None:
    home = LAB / "run" / f"search-{os.getpid()}"
    environment = os.environ | {"TORG_HOME": str(home), "TORG_HOSTS": "testserver"}
    subprocess.run([Path(sys.executable).with_name("torg"), "hub", "--title", "Bench"], env=environment, check=True)
    fill(home / "shelf.sqlite3", COUNT)
    calm()
    built = _build(home)
    server = subprocess.Popen([sys.executable, "-m", "torg.serving", "--home", str(home), "--port", "8214"])
    try:
        _await("http://127.0.0.1:8214/api/v1/datasets?q=skola")
        figures = _api(seconds, [server.pid])
        changed, memory = _change(home), memory_mb([server.pid])
    finally:
        server.terminate()
        server.wait()
    calm()
    page = json.loads(subprocess.check_output([sys.executable, "-m", "benchmarks.searching"], env=environment))
    rows = [[name, n, one.p50_ms, one.p99_ms, bar] for (name, n, bar), one in figures.items()]
    rows += [["page of results, in-process", 1, page["p50"], page["p99"], 50]]
    rows += [["a change, until the API finds it", 1, 1000 * changed, "", 1000]]
    report.table("Search among 100,000 datasets", HEADS, rows)  # type: ignore[attr-defined]
    size = sum(path.stat().st_size for path in (home / "search").rglob("*") if path.is_file()) / 1e6
    made = [["index made, s", built, 120], ["its size, MB", size, ""], ["memory of the replica, MB (PSS)", memory, ""]]
    report.table("The index of the search", ["what", "measured", "bar"], made)  # type: ignore[attr-defined]


def _build(home: Path) -> float:
    start = time.perf_counter()
    command = [sys.executable, "-m", "torg.engine.search", str(home / "search")]
    subprocess.run(command, input=str(home / "shelf.sqlite3").encode(), check=True)
    return time.perf_counter() - start


def _api(seconds: int, pids: list[int]) -> dict[tuple[str, int, object], Load]:
    """Whole words, beginnings, two words, and one in six with a typo."""
    asked = [quote(words) for words in questions(ASKED)]
    written = [words for at, words in enumerate(asked) if at % 6 != 5]
    kinds = {
        ("q, as written", 10): [f"/api/v1/datasets?q={words}&limit=20" for words in written],
        ("q, one in six with a typo", 10): [f"/api/v1/datasets?q={words}&limit=20" for words in asked],
        ("q with facets", ""): [f"/api/v1/datasets?q={words}&limit=20&facets=organisation,theme" for words in asked],
    }
    figures = {}
    for (name, bar), addresses in kinds.items():
        for connections in (1, 16):
            calm()
            requests = [Request(address) for address in addresses]
            figures[name, connections, bar if connections == 1 else ""] = load(
                "http://127.0.0.1:8214", requests, connections, seconds, pids
            )
    return figures


def _change(home: Path) -> float:
    """Seconds from the shelf to the first answer that has it, in the middle of ten."""
    shelf, taken = open_shelf(home / "shelf.sqlite3"), []
    for number, dataset in enumerate(datasets(10)):
        word = f"kajakhyra{number}"
        start = time.perf_counter()
        shelf.put(replace(dataset, title={"sv": word}))
        while b'"total":0' in _read(f"http://127.0.0.1:8214/api/v1/datasets?q={word}&limit=1"):
            pass
        taken.append(time.perf_counter() - start)
    shelf.close()
    return statistics.median(taken)


def _read(url: str) -> bytes:
    import urllib.request

    with urllib.request.urlopen(url, timeout=60) as answer:
        return bytes(answer.read())


def _await(url: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            download(url)
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit(f"bench: {url} does not answer")


def _page() -> None:
    """Milliseconds of the page of results, asked past the server."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "torg.site.settings")
    django.setup()
    from django.test import Client

    client, taken = Client(), []
    client.get("/datasets?q=skola")
    for words in questions(300):
        start = time.perf_counter()
        answer = client.get("/datasets", {"q": words})
        taken.append(1000 * (time.perf_counter() - start))
        if answer.status_code != 200:
            sys.exit(f"bench: the page for {words!r} answered {answer.status_code}")
    taken.sort()
    print(json.dumps({"p50": taken[150], "p99": taken[297]}))


if __name__ == "__main__":
    _page()
