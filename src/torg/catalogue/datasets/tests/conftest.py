"""A small published dataset with real Parquet, made past the reading pipeline."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from torg.catalogue.datasets import actions, engines
from torg.catalogue.datasets.actions import NewVersion
from torg.catalogue.datasets.models import Dataset
from torg.catalogue.people.actions import ensure_organisation
from torg.engine.tables import Column, Geometry, Version, store_version
from torg.foundation import ids
from torg.foundation.home import home
from torg.foundation.storage import open_storage

COLUMNS = (
    Column("name", "Namn", "string", "VARCHAR", role="name", distinct=3, examples=("Sjövik", "<Ek>")),
    Column("lon", "Longitud", "number", "DOUBLE", role="longitude", min="18.0", max="18.2"),
    Column("lat", "Latitud", "number", "DOUBLE", role="latitude", min="59.1", max="59.3"),
    Column("note", "Not", "string", "VARCHAR", missing=3, distinct=0),
)
ROWS = {"_row": [4, 5, 6], "name": ["Sjövik", "<Ek>", "Ale"], "lon": [18.0, 18.1, 18.2], "lat": [59.1, 59.2, 59.3]}
REPORT: dict[str, Any] = {
    "layers": [{"name": "Blad1", "rows": 3, "hidden": False, "chosen": True}, {"name": "Blad2", "chosen": False}],
    "steps": [{"code": "test.none", "sentence": "We used row 3 as headings.", "facts": {}}],
    "left_out": [{"why": "Row 7 looks like a total and was left out."}],
    "problems": [
        {
            "code": "test.none",
            "sentence": "“ca 5” is no number.",
            "facts": {},
            "row": 5,
            "column": "Djup",
            "value": "ca 5",
        }
    ],
    "problem_count": 1,
}

Publish = Callable[..., Dataset]


@pytest.fixture(autouse=True)
def closed_engine() -> Iterator[None]:
    yield
    engines.close()


@pytest.fixture
def hub_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TORG_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("TORG_STORAGE_URL", raising=False)
    home().make()


@pytest.fixture
def publish(hub_home: None, tmp_path: Path) -> Publish:
    def make(
        slug: str = "badplatser", *, layers: int = 1, versions: int = 1, organisation: str = "atorp", **facts: Any
    ) -> Dataset:
        publisher, _ = ensure_organisation(by="test", slug=organisation)
        facts = {"title": {"en": "Bathing places"}, "licence": "CC-BY-4.0", "language": "sv", **facts}
        dataset = actions.add_dataset(by="test", id=ids.mint("d"), slug=slug, organisation=publisher, **facts)
        tables = [ids.mint("t") for _ in range(layers)]
        for number in range(1, versions + 1):
            new = [_new(tmp_path, table, number, f"Layer {at}") for at, table in enumerate(tables)]
            actions.add_versions(by="test", dataset=dataset, versions=new)
        return dataset

    return make


def _new(folder: Path, table: str, number: int, layer: str) -> NewVersion:
    file = folder / "part.parquet"
    parquet.write_table(pa.table({**ROWS, "note": pa.array([None] * 3, pa.string())}), file)
    place = Geometry("point", ("lon", "lat"), (18.0, 59.1, 18.2, 59.3))
    created = datetime(2026, 6, number, 12, tzinfo=UTC)
    version: Version = store_version(open_storage(home().storage_url), table, number, [file], COLUMNS, place, created)
    return NewVersion(version, layer, REPORT, "badplatser 2026.xlsx", "0" * 64)
