"""The two addresses for programs that watch a hub."""

import sqlite3
from datetime import UTC, datetime, timedelta

import httpx

from torg.site.tests.conftest import Served, until


def test_a_hub_lives_and_is_ready_under_any_name(own: Served) -> None:
    own.start()
    alive = httpx.get(f"{own.url}/healthz", headers={"Host": "10.0.0.7"})
    ready = httpx.get(f"{own.url}/readyz", headers={"Host": "10.0.0.7"})
    assert (alive.status_code, alive.text) == (200, "alive\n")
    assert (ready.status_code, ready.json()) == (
        200,
        {"ready": True, "database": "ok", "storage": "ok", "workers": "ok"},
    )


def test_jobs_that_nobody_takes_up_make_a_hub_not_ready(own: Served) -> None:
    own.settings["TORG_WORKERS"] = "0"
    own.start()
    long_ago = f"{datetime.now(UTC) - timedelta(minutes=5):%Y-%m-%d %H:%M:%S}"
    with sqlite3.connect(own.home / "catalogue.sqlite3") as rows:
        rows.execute("UPDATE jobs_job SET due = ?", (long_ago,))
    rows.close()
    until(lambda: httpx.get(f"{own.url}/readyz").status_code == 503, 20)
    said = httpx.get(f"{own.url}/readyz").json()
    assert (said["ready"], said["database"], said["workers"]) == (False, "ok", "jobs wait and no worker lives")
    assert httpx.get(f"{own.url}/healthz").status_code == 200


def test_without_its_database_a_hub_lives_but_is_not_ready_and_says_no_path(own: Served) -> None:
    own.start()
    for name in ("catalogue.sqlite3", "catalogue.sqlite3-wal", "catalogue.sqlite3-shm"):
        (own.home / name).unlink(missing_ok=True)
    (own.home / "catalogue.sqlite3").write_bytes(b"no database at all" * 500)
    until(lambda: httpx.get(f"{own.url}/readyz").status_code == 503, 20)
    said = httpx.get(f"{own.url}/readyz")
    assert said.json()["database"] == "unreachable"
    assert str(own.home) not in said.text
    assert httpx.get(f"{own.url}/healthz").status_code == 200
