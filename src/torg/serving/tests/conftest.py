"""A hub with one table of odd values on its shelf, asked through the whole application."""

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lakes import lakes
from torg.engine.shelf import Licence, Name, Shelf, ShelvedDataset, ShelvedTable, open_shelf
from torg.engine.tables import Version
from torg.foundation.storage import open_storage
from torg.serving import Settings, application

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it would rather have httpx2
    from starlette.testclient import TestClient

THEN = datetime(2026, 6, 1, tzinfo=UTC)
COUNT = 97


@dataclass
class Hub:
    client: TestClient
    shelf: Shelf
    settings: Settings
    publish: Callable[[int, int], Version]


def dataset(*versions: Version, slug: str = "sjoar", **changes: object) -> ShelvedDataset:
    made = ShelvedDataset(
        id=f"d_{slug}",
        slug=slug,
        title={"sv": "Sjöar i Åre"},
        organisation=Name("are", "Åre kommun"),
        licence=Licence("cc0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        issued=THEN,
        modified=THEN,
        tables=(ShelvedTable("t_lakes", slug, "Sjöar", versions),),
        former_slugs=("vatten",),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    settings = Settings(str(tmp_path / "shelf.sqlite3"), str(tmp_path / "storage"), tmp_path / "cache" / "serving")
    storage = open_storage(settings.storage_url)
    shelf = open_shelf(settings.shelf_url)
    versions: list[Version] = []

    def publish(number: int, count: int) -> Version:
        versions.append(lakes(storage, tmp_path, count, number))
        shelf.put(dataset(*versions))
        return versions[-1]

    publish(1, COUNT)
    with TestClient(application(settings), base_url="http://hub.example", follow_redirects=False) as client:
        yield Hub(client, shelf, settings, publish)
    shelf.close()
