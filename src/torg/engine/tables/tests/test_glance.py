from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from torg.engine.tables import Column, Version, glance, store_version
from torg.foundation.storage import Storage, open_storage

COLUMNS = (Column("a", "A", "integer", "BIGINT"), Column("b", "B", "string", "VARCHAR"))


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return open_storage(str(tmp_path / "storage"))


def a_version(storage: Storage, folder: Path, *parts: range, group: int = 100) -> Version:
    files = []
    for number, values in enumerate(parts):
        files.append(folder / f"{number}.parquet")
        table = pa.table({"_row": list(values), "a": list(values), "b": [f"x{value}" for value in values]})
        parquet.write_table(table, files[-1], row_group_size=group)
    return store_version(storage, "t_1", 1, files, COLUMNS, None, datetime(2026, 6, 1, tzinfo=UTC))


def test_the_first_rows_come_in_order_and_over_parts(storage: Storage, tmp_path: Path) -> None:
    version = a_version(storage, tmp_path, range(3), range(3, 9))
    assert glance(version, storage, ["b", "a"], 4) == [("x0", 0), ("x1", 1), ("x2", 2), ("x3", 3)]


def test_a_short_table_is_given_whole(storage: Storage, tmp_path: Path) -> None:
    version = a_version(storage, tmp_path, range(3))
    assert glance(version, storage, ["a"], 20) == glance(version, storage, ["a"], 20, spread=True) == [(0,), (1,), (2,)]


@pytest.mark.parametrize("group", [100, 10_000])
def test_rows_that_are_spread_come_from_all_over_the_table(storage: Storage, tmp_path: Path, group: int) -> None:
    version = a_version(storage, tmp_path, range(5_000), range(5_000, 10_000), group=group)
    found = [row[0] for row in glance(version, storage, ["a"], 300, spread=True)]
    assert 200 <= len(found) <= 300
    assert found == sorted(set(found))
    assert sum(value < 5_000 for value in found) == pytest.approx(len(found) / 2, rel=0.1)
    assert found[-1] > 9_000
