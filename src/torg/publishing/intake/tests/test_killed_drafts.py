"""Web and worker are killed again and again while several people publish: nothing is lost, halved, or stuck.

``KILLED_PUBLICATIONS=50`` is the long form of it; a few are enough for every day.
"""

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import httpx
import psutil
import pytest

KILLING = Path(__file__).with_name("killing.py")
LISTS = int(os.environ.get("KILLED_PUBLICATIONS", "4"))
AT_ONCE = 6
PATIENCE = 90.0 + 12 * LISTS
TORG = Path(sys.executable).with_name("torg")


def environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("TORG_", "DJANGO_"))}
    return {**kept, "TORG_HOME": str(home)}


def told(home: Path, word: str) -> str:
    command = [sys.executable, str(KILLING), word]
    done = subprocess.run(command, env=environment(home), capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


class Hub:
    """A real hub and somebody who is signed in; requests are repeated while nobody answers."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.session = told(self.home, "prepare")
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        with (folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [str(TORG), "serve", "--port", str(port)], env=environment(self.home), stdout=log, stderr=log
            )
        self.kills: list[str] = []
        self.through = 0
        self._end = time.monotonic() + PATIENCE

    def ask(self, method: str, path: str, **more: object) -> httpx.Response:
        while time.monotonic() < self._end:
            try:
                cookies = {"torg_session": self.session, "torg_form": "x" * 32}
                headers = {"X-CSRFToken": "x" * 32}
                answer = httpx.request(method, self.url + path, cookies=cookies, headers=headers, timeout=20, **more)  # type: ignore[arg-type]
            except httpx.HTTPError:
                time.sleep(0.2)
                continue
            if answer.status_code < 500:
                return answer
            time.sleep(0.2)
        raise AssertionError(f"{method} {path}: nobody answered in time; killed: {self.kills}")

    def wait(self, path: str, words: str) -> str:
        while time.monotonic() < self._end:
            page = self.ask("GET", path).text
            if words in page:
                return page
            time.sleep(0.3)
        raise AssertionError(f"{path} never said {words!r}; killed: {self.kills}")

    def kill_one(self) -> None:
        """The web process or a worker of jobs, whichever comes; the watching process is not one of them."""
        found = {"spawn_main": "web", "torg.site.worker": "worker"}
        alive = []
        for process in psutil.Process(self.process.pid).children():
            with suppress(psutil.NoSuchProcess):  # it has ended by itself meanwhile
                line = " ".join(process.cmdline())
                alive += [(kind, process) for sign, kind in found.items() if sign in line]
        if alive:
            kind, process = random.choice(alive)
            with suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGKILL)
                self.kills.append(kind)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = Hub(tmp_path)
    try:
        yield made
    finally:
        made.process.send_signal(signal.SIGTERM)
        made.process.wait(30)


def publish(hub: Hub, number: int) -> str:
    """One list from the file to the public, as a browser does it; what a person was told once has to hold."""
    content = "name;height\n" + "".join(f"Oak {row};{row}\n" for row in range(number + 1))
    added = hub.ask("POST", "/publish", files={"file": (f"list-{number}.csv", content.encode())})
    draft = added.headers["Location"].removesuffix("/found")
    page = hub.wait(f"{draft}/found", "This is what we found")
    hub.ask("POST", f"{draft}/found", data={"continue": "1"})
    version = re.search(r'name="version" value="(\d+)"', page)[1]  # type: ignore[index]
    described = {"version": version, "title": f"List {number}"}
    answer = hub.ask("POST", f"{draft}/describe", data=described)
    while answer.status_code == 409:  # it was saved before the line broke
        described["version"] = re.search(r'name="version" value="(\d+)"', answer.text)[1]  # type: ignore[index]
        answer = hub.ask("POST", f"{draft}/describe", data=described)
    page = hub.wait(f"{draft}/look", "Look and publish")
    hub.ask("POST", f"{draft}/look", data={"version": re.search(r'name="version" value="(\d+)"', page)[1]})  # type: ignore[index]
    hub.wait(f"{draft}/public", "is public")
    hub.through += 1
    return draft.rpartition("/")[2]


def killing(hub: Hub, over: threading.Event) -> None:
    """One for every list that is through: on a slow machine a process must have had the time to start at all."""
    while not over.wait(random.uniform(0.5, 3.0)):
        if len(hub.kills) < hub.through + 2:
            hub.kill_one()


def eventually(look: Callable[[], dict[str, object]]) -> dict[str, object]:
    end = time.monotonic() + 60
    while (seen := look())["stuck jobs"] and time.monotonic() < end:
        time.sleep(0.5)
    return seen


def test_nothing_is_lost_halved_or_stuck(hub: Hub) -> None:
    hub.ask("GET", "/publish")
    over = threading.Event()
    killer = threading.Thread(target=killing, args=(hub, over))
    killer.start()
    try:
        with ThreadPoolExecutor(AT_ONCE) as people:
            drafts = list(people.map(lambda number: publish(hub, number), range(LISTS)))
    finally:
        over.set()
        killer.join()
    seen = eventually(lambda: json.loads(told(hub.home, "look")))
    assert hub.kills
    assert set(drafts) <= set(seen["drafts"])  # type: ignore[call-overload]
    assert seen["rows"] == {f"list-{number}": [number + 1] for number in range(LISTS)}
    faults = ("without original", "unfinished", "not public", "stuck jobs", "lying about", "missing", "disagree")
    assert {name: seen[name] for name in faults} == {name: [] for name in faults}
