"""A real ``torg serve`` on a home of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil
import pytest

TORG = Path(sys.executable).with_name("torg")


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("TORG_", "DJANGO_"))}
    return {**kept, "TORG_HOME": str(home), **more}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError(f"it did not happen within {seconds} seconds")


@dataclass
class Served:
    """A hub that can be started, killed and started again."""

    home: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None
    command: str = "serve"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.home.with_suffix(".log")

    def start(self) -> float:
        """Seconds from the start to the first page."""
        began = time.monotonic()
        with self.log.open("ab") as log:
            command = [str(TORG), self.command, "--port", str(self.port)]
            self.process = subprocess.Popen(
                command, env=environment(self.home, **self.settings), stdout=log, stderr=log, start_new_session=True
            )
        until(self.answers)
        return time.monotonic() - began

    def answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log.read_text()
        try:
            return httpx.get(self.url).status_code == 200
        except httpx.HTTPError:
            return False

    def tree(self) -> list[psutil.Process]:
        assert self.process is not None
        main = psutil.Process(self.process.pid)
        return [main, *main.children(recursive=True)]

    def web_worker(self) -> psutil.Process:
        return next(one for one in self.tree()[1:] if "torg.site.worker" not in one.cmdline())

    def end(self, sign: int = signal.SIGTERM) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(sign)
            self.process.wait(30)

    def torg(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [str(TORG), *words],
            env=environment(self.home, **self.settings),
            capture_output=True,
            text=True,
            timeout=120,
        )

    def token(self) -> str:
        made = self.torg("createtoken", "--org", "atorp")
        assert made.returncode == 0, made.stderr
        return made.stdout.strip()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    hub = Served(tmp_path_factory.mktemp("served") / "home")
    try:
        hub.start()
        yield hub
    finally:
        hub.end()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Served]:
    """A hub for a test that kills it."""
    hub = Served(tmp_path / "home")
    yield hub
    hub.end(signal.SIGKILL)
