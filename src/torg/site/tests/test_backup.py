"""A backup taken while files are published, restored: a hub that passes the doctor, every published cell equal."""

import json
import secrets
import signal
import sqlite3
import stat
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest

from torg.site.tests.conftest import Served, until
from torg.site.tests.test_serving_process import hand_in, state

DATASETS = 4
VERSIONS = 4


def content(dataset: int, version: int) -> str:
    """What version ``version`` of dataset ``dataset`` holds: no two of them are alike."""
    rows = "".join(f"Tree {row},{dataset * 1000 + version * 100 + row}\n" for row in range(20 + version))
    return f"name,height\n{rows}"


def expected(dataset: int, version: int) -> list[tuple[str, int]]:
    return [(f"Tree {row}", dataset * 1000 + version * 100 + row) for row in range(20 + version)]


class Load(threading.Thread):
    """Publishes one version after another of every dataset."""

    def __init__(self, hub: Served, token: str) -> None:
        super().__init__()
        self.hub, self.token, self.ended = hub, token, 0

    def run(self) -> None:
        for version in range(1, VERSIONS + 1):
            for dataset in range(DATASETS):
                form = {"title": f"Trees {dataset}"} if version == 1 else {"dataset": f"trees-{dataset}"}
                handed = hand_in(self.hub, self.token, content(dataset, version), **form)
                until(lambda handed=handed: state(self.hub, self.token, handed) == "public")
                self.ended += 1


def tables(hub: Served) -> Iterator[tuple[int, int, list[tuple[str, int]]]]:
    """Number of the dataset, of its version, and every cell of it."""
    for dataset in httpx.get(f"{hub.url}/api/v1/datasets", timeout=30).json()["items"]:
        facts = httpx.get(f"{hub.url}/api/v1/datasets/{dataset['slug']}", timeout=30).json()
        rows = httpx.get(f"{hub.url}/api/v1/tables/{dataset['slug']}/rows?limit=1000", timeout=30).json()["items"]
        number = int(dataset["slug"].removeprefix("trees-"))
        yield number, facts["tables"][0]["version"], [(row["name"], row["height"]) for row in rows]


def test_a_backup_taken_under_load_restores_to_a_hub_with_every_cell(own: Served, tmp_path: Path) -> None:
    own.start()
    load = Load(own, own.token())
    load.start()
    files = []
    for after in (2, 5, 9):
        until(lambda after=after: load.ended >= after, 120)
        files.append(tmp_path / f"after-{after}.torg")
        made = own.torg("backup", str(files[-1]))
        assert made.returncode == 0, made.stderr
    load.join(120)
    assert load.ended == DATASETS * VERSIONS
    for least, file in zip((2, 4, 4), files, strict=True):
        _check_restored(own, file, tmp_path / file.stem, least)


def _check_restored(live: Served, file: Path, home: Path, least: int) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    checked = live.torg("backup", "--check", str(file))
    assert checked.returncode == 0, checked.stderr
    restored = Served(home)
    done = restored.torg("restore", str(file))
    assert done.returncode == 0, done.stderr
    try:
        restored.start()
        doctor = restored.torg("doctor", "--json")
        assert doctor.returncode == 0, doctor.stdout
        assert {one["check"] for one in json.loads(doctor.stdout)["findings"]} >= {"parts", "shelf", "originals"}
        until(lambda: not _under_way(restored), 60)  # what was on its way at that moment is carried out here too
        found = list(tables(restored))
        assert len(found) >= least
        for dataset, version, cells in found:
            assert cells == expected(dataset, version)
        secret = (live.home / "secret").read_bytes()
        assert ((home / "secret").read_bytes(), stat.S_IMODE((home / "secret").stat().st_mode)) == (secret, 0o600)
    finally:
        restored.end(signal.SIGTERM)


def _under_way(hub: Served) -> bool:
    return any((hub.home / "work").glob("p_*"))


def test_nothing_is_overwritten_and_what_is_damaged_is_refused_with_a_sentence(own: Served, tmp_path: Path) -> None:
    tree = tmp_path / "trees.csv"
    tree.write_text(content(0, 1))
    assert own.torg("publish", str(tree), "--org", "atorp", "--title", "Trees 0").returncode == 0
    file = tmp_path / "hub.torg"
    assert own.torg("backup", str(file)).returncode == 0
    again = own.torg("backup", str(file))
    full = own.torg("restore", str(file))
    assert (again.returncode, full.returncode) == (3, 3)
    damaged = tmp_path / "damaged.torg"
    damaged.write_bytes(file.read_bytes()[:-2000])
    other = Served(tmp_path / "other")
    refused = other.torg("restore", str(damaged))
    assert refused.returncode == 3
    assert "damaged.torg" in refused.stderr
    assert not other.home.exists()
    assert all("Traceback" not in said.stderr for said in (again, full, refused))


def test_a_backup_names_a_damaged_part_and_the_doctor_does_too(own: Served, tmp_path: Path) -> None:
    tree = tmp_path / "trees.csv"
    tree.write_text(content(0, 1))
    assert own.torg("publish", str(tree), "--org", "atorp", "--title", "Trees 0").returncode == 0
    part = next((own.home / "storage" / "tables").rglob("*.parquet"))
    part.write_bytes(part.read_bytes()[:-1] + b"?")
    made, doctor = own.torg("backup", str(tmp_path / "hub.torg")), own.torg("doctor")
    assert (made.returncode, doctor.returncode) == (1, 1)
    assert part.name in made.stderr
    assert part.name in doctor.stdout


def test_a_home_made_by_a_publication_is_closed_to_others(own: Served, tmp_path: Path) -> None:
    tree = tmp_path / "trees.csv"
    tree.write_text(content(0, 1))
    assert own.torg("publish", str(tree), "--org", "atorp", "--title", "Trees 0").returncode == 0
    assert stat.S_IMODE(own.home.stat().st_mode) == 0o700
    doctor = json.loads(own.torg("doctor", "--json").stdout)
    assert "doctor.home" in {one["code"] for one in doctor["findings"]}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of half a megabyte."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512k", "none", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root can mount a small file system")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_said_and_leaves_no_half_backup_and_no_half_home(
    own: Served, tmp_path: Path, small_disk: Path
) -> None:
    tree = tmp_path / "trees.csv"
    tree.write_text(content(0, 1) + "".join(f"{secrets.token_hex(40)},{row}\n" for row in range(20_000)))
    assert own.torg("publish", str(tree), "--org", "atorp", "--title", "Trees 0").returncode == 0
    full = own.torg("backup", str(small_disk / "hub.torg"))
    assert (full.returncode, "disk is full" in full.stderr) == (3, True), full.stderr
    assert list(small_disk.iterdir()) == []
    assert list((own.home / "work").glob("backup-*")) == []
    assert own.torg("backup", str(tmp_path / "hub.torg")).returncode == 0
    restored = own.torg("restore", str(tmp_path / "hub.torg"), "--home", str(small_disk / "home"))
    assert (restored.returncode, "are free" in restored.stderr) == (3, True), restored.stderr
    assert list(small_disk.iterdir()) == []


def test_a_home_of_a_newer_version_is_refused_in_words(own: Served, tmp_path: Path) -> None:
    assert own.torg("createadmin", "astrid@example.org", "--password-file", str(_password(tmp_path))).returncode == 0
    with sqlite3.connect(own.home / "catalogue.sqlite3") as rows:
        rows.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('jobs', '9999_of_the_future', '2030')")
    rows.close()
    doctor = own.torg("doctor", "--json")
    assert doctor.returncode == 1
    assert "doctor.database_newer" in doctor.stdout
    assert own.torg("backup", str(tmp_path / "hub.torg")).returncode == 0
    other = Served(tmp_path / "other")
    refused = other.torg("restore", str(tmp_path / "hub.torg"))
    assert (refused.returncode, "newer" in refused.stderr) == (3, True)
    assert not other.home.exists()


def _password(tmp_path: Path) -> Path:
    file = tmp_path / "password"
    file.write_text("a long password")
    return file


@pytest.mark.service
def test_a_hub_on_postgresql_is_backed_up_and_restored_without_other_programs(
    own: Served, tmp_path: Path, postgres_url: str, second_postgres_url: str
) -> None:
    own.settings["TORG_DATABASE_URL"] = postgres_url
    tree = tmp_path / "trees.csv"
    tree.write_text(content(3, 1))
    published = own.torg("publish", str(tree), "--org", "atorp", "--title", "Trees 3")
    assert published.returncode == 0, published.stderr
    file = tmp_path / "hub.torg"
    made = own.torg("backup", str(file))
    assert made.returncode == 0, made.stderr
    assert Served(tmp_path / "without").torg("restore", str(file)).returncode == 3
    restored = Served(tmp_path / "restored", {"TORG_DATABASE_URL": second_postgres_url})
    done = restored.torg("restore", str(file))
    assert done.returncode == 0, done.stderr
    doctor = restored.torg("doctor", "--json")
    assert doctor.returncode == 0, doctor.stdout
    tree.write_text(content(3, 2))  # numbers given out go on where they were
    again = restored.torg("publish", str(tree), "--org", "atorp", "--dataset", "trees-3")
    assert (again.returncode, "version 2" in again.stdout) == (0, True), again.stderr
    once_more = Served(tmp_path / "once-more", {"TORG_DATABASE_URL": second_postgres_url})
    full = once_more.torg("restore", str(file))
    assert (full.returncode, "not empty" in full.stderr) == (3, True)


@pytest.fixture
def second_postgres_url(postgres_server: str) -> Iterator[str]:
    name = f"test_{secrets.token_hex(8)}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        yield postgres_server.replace("/postgres?", f"/{name}?")
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.mark.service
def test_a_hub_with_its_files_in_a_store_is_restored_into_an_empty_place_of_it(
    own: Served, tmp_path: Path, s3_url: str
) -> None:
    own.settings["TORG_STORAGE_URL"] = f"{s3_url}/first"
    tree = tmp_path / "trees.csv"
    tree.write_text(content(1, 1))
    published = own.torg("publish", str(tree), "--org", "atorp", "--title", "Trees 1")
    assert published.returncode == 0, published.stderr
    file = tmp_path / "hub.torg"
    made = own.torg("backup", str(file))
    assert made.returncode == 0, made.stderr
    in_the_way = Served(tmp_path / "in-the-way", own.settings).torg("restore", str(file))
    assert (in_the_way.returncode, "not empty" in in_the_way.stderr) == (3, True)
    restored = Served(tmp_path / "restored", {"TORG_STORAGE_URL": f"{s3_url}/second"})
    done = restored.torg("restore", str(file))
    assert done.returncode == 0, done.stderr
    doctor = restored.torg("doctor", "--json")
    assert doctor.returncode == 0, doctor.stdout
    assert "doctor.parts" in doctor.stdout
    restored.start()
    try:
        assert list(tables(restored)) == [(1, 1, expected(1, 1))]
    finally:
        restored.end()
