"""A home of an older version, started by this one: its data, its pages, its next publication."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from torg.site.tests.conftest import Served, environment, until
from torg.site.tests.older_home import RELEASED
from torg.site.tests.test_serving_process import FIRST, SECOND, names

MAKE = Path(__file__).with_name("older_home.py")


@pytest.fixture(scope="module")
def donor(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """A hub of today with an organisation, an administrator, a token and a dataset of one version."""
    hub = Served(tmp_path_factory.mktemp("donor") / "home", {"TORG_ADMIN_PASSWORD": "a long password"})
    tree = hub.home.parent / "trees.csv"
    tree.write_text(FIRST)
    for words in (
        ("organisation", "atorp", "--name", "Åtorp", "--kind", "municipality", "--code", "1234"),
        ("createadmin", "bo@example.org"),
        ("createtoken", "--org", "atorp"),
        ("publish", str(tree), "--org", "atorp", "--title", "Trees"),
    ):
        done = hub.torg(*words)
        assert done.returncode == 0, done.stderr
    return hub


@pytest.mark.parametrize("state", RELEASED)
def test_a_home_of_that_time_is_brought_up_to_date_with_all_it_holds(
    donor: Served, own: Served, tmp_path: Path, state: str
) -> None:
    made = [sys.executable, str(MAKE), state, str(donor.home)]
    subprocess.run(made, env=environment(own.home), check=True, timeout=120)
    assert _migrations(own.home) < _migrations(donor.home), "the older home is not older"
    before = json.loads(own.torg("doctor", "--json").stdout)
    assert "doctor.database_older" in {one["code"] for one in before["findings"]}
    own.start()
    until(lambda: httpx.get(f"{own.url}/api/v1/tables/trees/rows").status_code == 200)  # the shelf is made anew
    assert names(own) == ["Oak"]
    page = httpx.get(f"{own.url}/datasets/trees").text
    assert "Åtorp" in page
    for address in ("/", "/organisations/atorp", "/datasets", "/sign-in", "/catalog.ttl"):
        assert httpx.get(own.url + address, follow_redirects=True).status_code == 200, address
    doctor = own.torg("doctor", "--json")
    assert doctor.returncode == 0, doctor.stdout
    assert "already" in own.torg("createadmin", "bo@example.org").stdout
    tree = tmp_path / "trees.csv"
    tree.write_text(SECOND)
    again = own.torg("publish", str(tree), "--org", "atorp", "--dataset", "trees")
    assert (again.returncode, "version 2" in again.stdout) == (0, True), again.stderr
    assert names(own) == ["Pine", "Elm"]


@pytest.mark.parametrize("state", RELEASED)
def test_a_backup_of_that_time_is_restored_and_brought_up_to_date(
    donor: Served, own: Served, tmp_path: Path, state: str
) -> None:
    made = [sys.executable, str(MAKE), state, str(donor.home)]
    subprocess.run(made, env=environment(own.home), check=True, timeout=120)
    backed_up = own.torg("backup", str(tmp_path / "old.torg"))
    assert backed_up.returncode == 0, backed_up.stderr
    assert _migrations(own.home) < _migrations(donor.home), "a backup changed the home"
    restored = Served(tmp_path / "restored")
    done = restored.torg("restore", str(tmp_path / "old.torg"))
    assert done.returncode == 0, done.stderr
    assert _migrations(restored.home) == _migrations(donor.home)
    doctor = restored.torg("doctor", "--json")
    assert doctor.returncode == 0, doctor.stdout


def _migrations(home: Path) -> set[tuple[str, str]]:
    rows = sqlite3.connect(home / "catalogue.sqlite3")
    try:
        return set(rows.execute("SELECT app, name FROM django_migrations"))
    finally:
        rows.close()
