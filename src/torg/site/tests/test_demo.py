"""``torg demo`` on a small part of the region: two municipalities, six lists, one of them in three editions."""

import json
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest

from torg.site.tests.conftest import TORG, Served, environment, until

PART = (
    "Badplatser i Hedestad",
    "Laddstationer i Hedestad",
    "Parkeringsplatser i Hedestad",
    "Roadworks in Tarnwick",
    "Public toilets in Tarnwick",
    "Playgrounds in Tarnwick",
)
BUILD = """
from torg.site import demo
from torg.site.region.lists import LISTINGS
demo.mark().begin()
demo.build([one for one in LISTINGS if one.title in {titles!r}])
"""


def building(home: Path, titles: tuple[str, ...] = PART) -> "subprocess.Popen[bytes]":
    home.mkdir(exist_ok=True)
    command = [sys.executable, "-c", BUILD.format(titles=titles)]
    return subprocess.Popen(command, env=environment(home), start_new_session=True)


def versions(home: Path) -> dict[str, int]:
    """How many versions each dataset has, by its title."""
    rows = asked(
        home,
        "SELECT d.title, count(*) FROM datasets_tableversion v JOIN datasets_table t ON v.table_id = t.id "
        "JOIN datasets_dataset d ON t.dataset_id = d.id GROUP BY d.id",
    )
    return {next(iter(json.loads(title).values())): count for title, count in rows}


def public(home: Path) -> int:
    return int(asked(home, "SELECT count(*) FROM intake_publication WHERE state = 'public'")[0][0])


def asked(home: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(home / "catalogue.sqlite3")) as catalogue:
        return catalogue.execute(sql).fetchall()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("demo") / "home"
    assert building(home).wait(180) == 0
    return home


def test_the_lists_become_datasets_with_their_editions_as_versions(built: Path) -> None:
    assert versions(built) == dict.fromkeys(PART, 1) | {"Badplatser i Hedestad": 3}


def test_editions_came_a_year_apart_and_the_shelf_says_so_too(built: Path) -> None:
    days = [
        datetime.fromisoformat(day)
        for (day,) in asked(
            built,
            "SELECT v.created FROM datasets_tableversion v JOIN datasets_table t ON v.table_id = t.id "
            "WHERE t.slug = 'badplatser-i-hedestad' ORDER BY v.number",
        )
    ]
    assert [(later - day).days for day, later in pairwise(days)] == [365, 365]
    with closing(sqlite3.connect(built / "shelf.sqlite3")) as shelf:
        ((said,),) = shelf.execute("SELECT modified FROM shelf_dataset WHERE slug = 'badplatser-i-hedestad'").fetchall()
    assert said.startswith(days[-1].date().isoformat())


def test_files_to_try_lie_ready(built: Path) -> None:
    assert {path.name for path in (built / "files" / "to-try").iterdir()} == {
        "badplatser_hedestad_2027.xlsx",
        "lekplatser_hedestad.xlsx",
    }


def test_passwords_are_random_and_closed_to_other_users_of_the_machine(built: Path, tmp_path: Path) -> None:
    from torg.site.region.signins import Mark

    other = Mark(tmp_path / "demo.json")
    other.begin()
    ours = dict(Mark(built / "demo.json").passwords())
    assert not set(ours.values()) & set(dict(other.passwords()).values())
    assert (built / "demo.json").stat().st_mode & 0o077 == 0


def test_another_start_builds_nothing_and_says_the_same_sign_ins(built: Path) -> None:
    hub = Served(built, command="demo")
    before = versions(built)
    try:
        hub.start()
        page = httpx.get(hub.url).text
    finally:
        hub.end()
    said = hub.log.read_text()
    passwords = json.loads((built / "demo.json").read_text())["passwords"]
    assert all(f"{email} " in said and password in said for email, password in passwords.items())
    assert "invented region" not in said
    assert versions(built) == before
    assert "Demonstration with invented data" in page
    assert "Badplatser i Hedestad" in page


def test_a_build_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    home, titles, editions = tmp_path / "home", PART[:3], 5
    first = building(home, titles)
    until(lambda: begun(home), 180)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert public(home) < editions
    assert building(home, titles).wait(180) == 0
    assert versions(home) == dict.fromkeys(titles, 1) | {"Badplatser i Hedestad": 3}
    assert public(home) == editions


def test_nothing_goes_on_building_when_the_command_is_ended(tmp_path: Path) -> None:
    hub = Served(tmp_path / "home", command="demo")
    command = [str(TORG), "demo", "--port", str(hub.port)]
    hub.process = subprocess.Popen(command, env=environment(hub.home), start_new_session=True)
    until(lambda: begun(hub.home), 180)
    tree = hub.tree()
    assert len(tree) >= 4  # the command, the build, two workers
    hub.end()
    until(lambda: not any(one.is_running() and one.status() != "zombie" for one in tree))


def begun(home: Path) -> bool:
    try:
        return public(home) > 0
    except sqlite3.OperationalError:  # its tables are not made yet
        return False


def test_nothing_is_put_into_the_home_of_a_real_hub(served: Served) -> None:
    done = subprocess.run(
        [str(TORG), "demo", "--home", str(served.home), "--port", "0"],
        env=environment(served.home),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, "is no demonstration" in done.stderr) == (3, True), done.stderr
    assert not (served.home / "demo.json").exists()
    assert "Demonstration" not in httpx.get(served.url).text


def test_a_demonstration_touches_nothing_outside_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from torg.foundation.home import home
    from torg.site import demo

    for name in ("TORG_HOME", *demo.ELSEWHERE):
        monkeypatch.setenv(name, "postgresql://localhost/somebody")
    demo.stay_here(str(tmp_path))
    assert (home().database_url, home().storage_url) == ("", str(tmp_path / "storage"))
