"""Workers of a real hub: a long job blocks nobody, further ones join, their number is a setting."""

import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from torg.site.tests.conftest import TORG, Served, environment, until
from torg.site.tests.test_serving_process import FIRST, hand_in, names, state


@pytest.fixture
def never_answers() -> Iterator[str]:
    """Address of a server that takes a request and says nothing."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        held: list[socket.socket] = []

        def hold() -> None:
            try:
                while True:
                    held.append(listener.accept()[0])
            except OSError:
                return

        thread = threading.Thread(target=hold, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/trees.csv"
        for one in held:
            one.close()
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def workers(hub: Served) -> list[psutil.Process]:
    return [process for process in hub.tree() if "torg.site.worker" in process.cmdline()]


def test_a_job_that_hangs_does_not_keep_the_others_waiting(own: Served, never_answers: str) -> None:
    own.settings["TORG_FETCH_ALLOW"] = "127.0.0.1"
    own.start()
    token = own.token()
    hanging = httpx.post(
        f"{own.url}/api/v1/publish",
        data={"url": never_answers, "title": "Never"},
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    )
    assert hanging.status_code == 202, hanging.text
    until(lambda: len(workers(own)) == 1)
    handed = hand_in(own, token, FIRST, title="Trees")
    until(lambda: state(own, token, handed) == "public", 60)
    assert names(own) == ["Oak"]
    assert state(own, token, hanging.json()["id"]) == "received"
    assert len(workers(own)) == 2


def test_a_hub_without_workers_of_its_own_has_its_jobs_done_by_another(own: Served, tmp_path: Path) -> None:
    own.settings["TORG_WORKERS"] = "0"
    own.start()
    token = own.token()
    handed = hand_in(own, token, FIRST, title="Trees")
    words = [str(TORG), "worker"]
    joined = subprocess.Popen(words, env=environment(own.home), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        until(lambda: state(own, token, handed) == "public", 60)
        assert workers(own) == []
    finally:
        joined.send_signal(signal.SIGTERM)
        _, said = joined.communicate(timeout=30)
    assert (joined.returncode, said) == (0, b"")


def test_a_worker_without_a_hub_is_refused_in_words(tmp_path: Path) -> None:
    refused = Served(tmp_path / "nothing").torg("worker")
    assert (refused.returncode, "share" in refused.stderr) == (3, True)
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("given", ["many", "-1", "1000", "²"])
def test_an_odd_number_of_workers_is_refused_in_words(tmp_path: Path, given: str) -> None:
    refused = Served(tmp_path / "home", {"TORG_WORKERS": given}).torg("serve", "--port", "1")
    assert (refused.returncode, given in refused.stderr) == (3, True)
