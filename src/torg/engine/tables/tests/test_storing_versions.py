"""Versions are stored whole, copied for serving, and survive what happens to processes and caches."""

import hashlib
import multiprocessing
import os
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from torg.engine.tables import Column, Version, connect, drop_version, serving_copy, store_version
from torg.foundation.storage import Storage, open_storage

COLUMNS = (Column("name", "Namn", "string", "VARCHAR"), Column("depth", "Djup (m)", "number", "DECIMAL(5,2)"))


def part(path: Path, rows: int, first: int = 0) -> Path:
    with connect() as database:
        database.execute(
            f"COPY (SELECT i + 2 AS _row, 'Plats ' || i AS name, (i % 900)::DECIMAL(5,2) / 10 AS depth "
            f"FROM range({first}, {first + rows}) t(i)) TO '{path}' (FORMAT parquet)"
        )
    return path


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return open_storage(str(tmp_path / "storage"))


def stored(storage: Storage, tmp_path: Path, rows: int = 1000, number: int = 1) -> Version:
    files = [part(tmp_path / "a.parquet", rows), part(tmp_path / "b.parquet", rows, rows)]
    return store_version(storage, "t_1", number, files, COLUMNS, None, datetime.now(UTC))


def rows_of(copy: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(copy, read_only=True) as database:
        return database.execute("SELECT * FROM rows ORDER BY rowid").fetchall()


def test_a_stored_version_knows_rows_bytes_and_digest_of_each_part(storage: Storage, tmp_path: Path) -> None:
    version = stored(storage, tmp_path)
    assert version.rows == 2000
    for each in version.parts:
        content = storage.read(each.key)
        assert (len(content), hashlib.sha256(content).hexdigest()) == (each.bytes, each.sha256)
    assert Version.from_json(version.as_json()) == version


def test_dropping_a_version_keeps_parts_that_another_version_uses(storage: Storage, tmp_path: Path) -> None:
    old = stored(storage, tmp_path)
    new = Version("t_1", 2, old.created, COLUMNS, old.parts[:1])
    drop_version(storage, old, keep=[new])
    assert list(storage.keys("tables/t_1/")) == [old.parts[0].key]


def test_a_serving_copy_holds_the_rows_of_all_parts_in_order(storage: Storage, tmp_path: Path) -> None:
    copy = serving_copy(stored(storage, tmp_path), storage, tmp_path / "cache")
    rows = rows_of(copy)
    assert [row[0] for row in rows] == list(range(2, 2002))
    assert rows[0][1:] == ("Plats 0", 0)


def test_a_serving_copy_is_built_once(storage: Storage, tmp_path: Path) -> None:
    version = stored(storage, tmp_path)
    first = serving_copy(version, storage, tmp_path / "cache").stat()
    assert serving_copy(version, storage, tmp_path / "cache").stat().st_ino == first.st_ino


@pytest.mark.parametrize("damage", [b"", b"not a database at all" * 1000])
def test_a_damaged_serving_copy_is_built_again(storage: Storage, tmp_path: Path, damage: bytes) -> None:
    version = stored(storage, tmp_path)
    copy = serving_copy(version, storage, tmp_path / "cache")
    copy.write_bytes(damage)
    assert len(rows_of(serving_copy(version, storage, tmp_path / "cache"))) == 2000


def _build(version: Version, tmp_path: Path) -> None:
    serving_copy(version, open_storage(str(tmp_path / "storage")), tmp_path / "cache")


def test_processes_that_build_at_once_do_not_disturb_each_other(storage: Storage, tmp_path: Path) -> None:
    version = stored(storage, tmp_path)
    fresh = multiprocessing.get_context("spawn")
    processes = [fresh.Process(target=_build, args=(version, tmp_path)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert len(rows_of(tmp_path / "cache" / "t_1-1.duckdb")) == 2000


def test_a_process_killed_while_it_builds_leaves_nothing_that_is_served(storage: Storage, tmp_path: Path) -> None:
    version = stored(storage, tmp_path, rows=400_000)
    process = multiprocessing.get_context("spawn").Process(target=_build, args=(version, tmp_path))
    process.start()
    cache = tmp_path / "cache"
    while process.is_alive() and not list(cache.glob(".t_1-1.duckdb.*")):
        time.sleep(0.001)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert not (cache / "t_1-1.duckdb").exists()
    assert len(rows_of(serving_copy(version, storage, cache))) == 800_000
    assert not list(cache.glob(".t_1-1.duckdb.*"))


SPILLS = "SELECT count(*) FROM (SELECT i, hash(i)::VARCHAR || repeat('x', 40) AS t FROM range(2000000) r(i) ORDER BY t)"


def test_what_does_not_fit_in_memory_is_spilled_and_cleared(tmp_path: Path) -> None:
    dead = tmp_path / ".spill-999999999-ab"
    dead.mkdir()
    with connect(memory="90MB", spill=tmp_path) as one, connect(memory="90MB", spill=tmp_path) as two:
        assert one.execute(SPILLS).fetchall() == two.execute(SPILLS).fetchall() == [(2_000_000,)]
        folders = {
            database.execute("SELECT current_setting('temp_directory')").fetchall()[0][0] for database in (one, two)
        }
    assert len(folders) == 2
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_installed_or_loaded_by_a_query() -> None:
    with connect() as database:
        assert database.execute("SELECT current_setting('TimeZone')").fetchall() == [("UTC",)]
        with pytest.raises(duckdb.Error):
            database.execute("SELECT * FROM read_xlsx('x.xlsx')")
