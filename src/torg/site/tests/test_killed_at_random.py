"""Web and job workers are killed at random moments while fifty files are published: nothing is lost, half, or stuck."""

import random
import sqlite3
import threading
from contextlib import suppress

import httpx
import psutil
import pytest

from torg.site.tests.conftest import Served, until
from torg.site.tests.test_serving_process import names, state
from torg.site.tests.test_workers import workers

PUBLICATIONS = 50
SEED = 20261127


class Killer(threading.Thread):
    """Kills one process of the tree after another, never the one that watches them."""

    def __init__(self, hub: Served) -> None:
        super().__init__()
        self.hub, self.chance, self.stopped = hub, random.Random(SEED), threading.Event()
        self.victims = ["web", "web", "worker", "worker", "worker", "worker", "worker", "worker"]
        self.chance.shuffle(self.victims)
        self.kills = 0

    def run(self) -> None:
        for victim in self.victims:
            while not self.stopped.wait(self.chance.uniform(0.1, 1.0)):
                if self._kills(victim):
                    self.kills += 1
                    break

    def _kills(self, victim: str) -> bool:
        with suppress(psutil.NoSuchProcess, IndexError, StopIteration):
            if victim == "worker":
                self.chance.choice(workers(self.hub)).kill()
                return True
            if self.hub.answers():  # one that is still starting answers nobody
                self.hub.web_worker().kill()
                return True
        return False

    def keeps_pace(self, number: int) -> bool:
        """Kills are spread over the publications, however fast the machine is."""
        return self.kills >= len(self.victims) * number // PUBLICATIONS


def rows(number: int) -> list[str]:
    return [f"Tree {number}.{row}" for row in range(1 + number % 7)]


def hand_in(hub: Served, token: str, number: int) -> str:
    """Until it is accepted; the key makes sure that it is accepted once, whatever was killed meanwhile."""
    content = "name,height\n" + "".join(f"{name},{number}\n" for name in rows(number))
    accepted: list[str] = []

    def try_once() -> bool:
        with suppress(httpx.HTTPError):
            answer = httpx.post(
                f"{hub.url}/api/v1/publish",
                files={"file": (f"trees-{number}.csv", content.encode())},
                data={"title": f"Trees {number}"},
                headers={"Authorization": f"Bearer {token}", "Idempotency-Key": f"trees-{number}"},
                timeout=20,
            )
            if answer.status_code == 202:
                accepted.append(answer.json()["id"])
        return bool(accepted)

    until(try_once, 120)
    return accepted[0]


@pytest.mark.xdist_group("kills")
def test_fifty_publications_survive_kills_at_random_moments(own: Served) -> None:
    own.start()
    token = own.token()
    killer = Killer(own)
    killer.start()
    try:
        handed = []
        for number in range(PUBLICATIONS):
            until(lambda number=number: killer.keeps_pace(number), 60)
            handed.append(hand_in(own, token, number))
    finally:
        killer.stopped.set()
        killer.join()
    assert killer.kills >= len(killer.victims) - 1
    until(own.answers)
    for one in handed:
        until(lambda one=one: state(own, token, one) == "public", 180)
    assert len(set(handed)) == PUBLICATIONS
    for number in range(PUBLICATIONS):
        assert names(own, f"trees-{number}") == rows(number)
    until(lambda: _stuck(own) == [], 60)
    doctor = own.torg("doctor", "--json")
    assert doctor.returncode == 0, doctor.stdout


def _stuck(hub: Served) -> list[str]:
    """Publications and drafts that are not over, and folders of attempts that nobody cleaned."""
    catalogue = sqlite3.connect(f"file:{hub.home / 'catalogue.sqlite3'}?mode=ro", uri=True)
    try:
        wanted = "SELECT name FROM jobs_job WHERE state IN ('queued', 'running') AND name LIKE 'publication%'"
        return [str(row[0]) for row in catalogue.execute(wanted)]
    finally:
        catalogue.close()
