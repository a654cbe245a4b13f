"""Caches may be damaged, deleted or closed at any time: answers stay right."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import orjson
import pytest

from lakes import lakes
from torg.engine.queries import Engine, Query, opened, parse_query
from torg.engine.queries.rowfile import RowFile
from torg.engine.tables import Version
from torg.foundation.storage import Storage, open_storage

ROWS = 3000


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return open_storage(str(tmp_path / "storage"))


@pytest.fixture
def version(storage: Storage, tmp_path: Path) -> Version:
    return lakes(storage, tmp_path, ROWS)


def built(storage: Storage, version: Version, cache: Path) -> None:
    engine = Engine(storage, cache)
    engine.page(version, Query(limit=1))
    engine._tables._builder.submit(int).result()
    engine.close()


def ask(engine: Engine, version: Version) -> tuple[int, int]:
    query = parse_query(version, where="name LIKE 'S%'", order_by="-depth", limit=20)
    assert isinstance(query, Query)
    page = engine.page(version, query)
    return len(orjson.loads(page.items)), page.total


DAMAGES = [(suffix, damage) for suffix in (".duckdb", ".rows") for damage in ("cut", "emptied", "replaced")]


@pytest.mark.parametrize(("suffix", "damage"), [*DAMAGES, (".duckdb", "garbled")])
def test_a_damaged_cache_is_built_again(
    storage: Storage, version: Version, tmp_path: Path, suffix: str, damage: str
) -> None:
    cache = tmp_path / "cache"
    built(storage, version, cache)
    path = cache / f"t_lakes-1{suffix}"
    content = path.read_bytes()
    middle = len(content) // 2
    path.write_bytes(
        {
            "cut": content[:middle],
            "garbled": content[:9000] + b"\xa5" * (len(content) - 18000) + content[-9000:],
            "emptied": b"",
            "replaced": b"<html>" * 3000,
        }[damage]
    )
    engine = Engine(storage, cache)
    assert ask(engine, version) == (20, 600)
    engine._tables._builder.submit(int).result()
    assert ask(engine, version) == (20, 600)
    assert RowFile(cache / "t_lakes-1.rows").rows == ROWS
    engine.close()


def test_tables_beyond_the_most_that_are_open_are_closed_and_opened_again(
    storage: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened, "MOST_OPEN", 2)
    versions = [lakes(storage, tmp_path, 60, number) for number in range(1, 6)]
    engine = Engine(storage, tmp_path / "cache")
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda turn: ask(engine, versions[turn % 5]), range(200)))
    assert set(found) == {(12, 12)}
    assert len(engine._tables._open) <= 2
    engine.close()


def test_copies_of_versions_before_the_last_two_are_removed(storage: Storage, tmp_path: Path) -> None:
    engine = Engine(storage, tmp_path / "cache")
    for number in range(1, 4):
        engine.page(lakes(storage, tmp_path, 60, number), Query(limit=1))
    engine._tables._builder.submit(int).result()
    assert sorted(path.name for path in (tmp_path / "cache").glob("t_*.duckdb")) == [
        "t_lakes-2.duckdb",
        "t_lakes-3.duckdb",
    ]
    engine.close()


def test_two_engines_share_the_copies_of_one_folder(storage: Storage, version: Version, tmp_path: Path) -> None:
    one, two = (Engine(storage, tmp_path / "cache") for _ in range(2))
    assert ask(one, version) == ask(two, version) == (20, 600)
    one.close()
    assert ask(two, version) == (20, 600)
    two.close()
