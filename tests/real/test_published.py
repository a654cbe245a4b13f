"""Real files of different formats go through a running hub and come back cell by cell, three ways."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from real.shared_files import DATA
from torg.engine.understanding import understand
from torg.site.tests.conftest import Served

FILES = (
    "bathing/harryda_Badplatser_Harryda (2).csv",
    "large/koeln_traffic_load_2013-03.csv.gz",
    "toilets/paris_sanisettesparis.csv",
    "parking/ellwangen_parken.xlsx",
    "registers/bg_Ek_obst.xls",
    "messy/nl_Stembureaus 2018 voorbeeld.ods",
    "sports/sundsvall_facilities_response.json",
    "playgrounds/muenster_spielplaetze.geojson",
    "geo/zuerich_hallenbad.gpkg",
    "geo/zuerich_kindergarten.zip",
    "geo/zuerich_kindergarten.kmz",
    "geo/koeln_stadtbezirke.kml",
    "live/zuerich_frequenzen_hardbruecke_2024.parquet",
    "gtfs/kuopio_gtfs.zip",
)
pytestmark = [pytest.mark.real, pytest.mark.xdist_group("published")]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    if not DATA.is_dir():
        pytest.skip("the shared folder is not here; TORG_SHARED tells where it lies")
    hub = Served(tmp_path_factory.mktemp("published") / "home")
    try:
        hub.start()
        yield hub
    finally:
        hub.end()


@pytest.fixture(scope="module")
def token(hub: Served) -> str:
    return hub.token()


@pytest.mark.parametrize("name", FILES)
def test_every_cell_comes_back_from_a_running_hub(name: str, hub: Served, token: str, tmp_path: Path) -> None:
    source = DATA / name
    slug = publish(hub, token, source)
    tables = httpx.get(f"{hub.url}/api/v1/datasets/{slug}").json()["tables"]
    layers = understand(source, source.name).publishable
    assert len(tables) == len(layers)
    (first,) = set(layers) - {table["name"] for table in tables[1:]}  # the first table has the name of the dataset
    for table, layer in zip(tables, [first, *(table["name"] for table in tables[1:])], strict=True):
        truth = read(source, layer, tmp_path / table["id"])
        assert truth.num_rows > 0
        address = f"{hub.url}/api/v1/tables/{table['id']}"
        assert parquet(address) == columns(truth)
        assert [list(row.values()) for row in rows(address)] == [as_json(row) for row in cells(truth)]
        assert list(csv_rows(address)) == [as_text(row) for row in cells(truth)]


def publish(hub: Served, token: str, source: Path) -> str:
    with source.open("rb") as file:
        answer = httpx.post(
            f"{hub.url}/api/v1/publish?wait=30",
            data={"organisation": "atorp", "title": source.name},
            files={"file": (source.name, file)},
            headers={"Authorization": f"Bearer {token}"},
            timeout=120,
        )
    said = answer.json()
    while said["state"] not in ("public", "refused", "failed"):
        said = httpx.get(hub.url + answer.headers["Location"], headers={"Authorization": f"Bearer {token}"}).json()
    assert said["state"] == "public", said
    return str(said["dataset"]["slug"] if isinstance(said["dataset"], dict) else said["dataset"])


def read(source: Path, layer: str, folder: Path) -> pa.Table:
    """The table as understanding types it, without the row numbers of the file."""
    folder.mkdir()
    understand(source, source.name, layer=layer, into=folder)
    return pa.concat_tables(pq.read_table(part) for part in sorted(folder.glob("*.parquet"))).drop_columns("_row")


def columns(table: pa.Table) -> dict[str, list[Any]]:
    return {name: table[name].to_pylist() for name in table.column_names}


def cells(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    yield from zip(*columns(table).values(), strict=True)


def parquet(address: str) -> dict[str, list[Any]]:
    return columns(pq.read_table(io.BytesIO(httpx.get(f"{address}/export.parquet", timeout=120).content)))


def rows(address: str) -> Iterator[dict[str, Any]]:
    """All rows, page by page as the answers lead on."""
    following: str | None = f"{address}/rows?limit=10000"
    while following:
        page = json.loads(httpx.get(following, timeout=120).content, parse_float=Decimal)
        yield from ({name: _floats(value) for name, value in row.items()} for row in page["items"])
        following = page["next"]


def csv_rows(address: str) -> Iterator[list[Any]]:
    read = csv.reader(io.StringIO(httpx.get(f"{address}/export.csv", timeout=120).content.decode("utf-8"), newline=""))
    next(read)
    for row in read:
        yield [shapely.from_wkt(text) if text.startswith(SHAPES) else text for text in row]


SHAPES = ("POINT (", "LINESTRING (", "POLYGON (", "MULTIPOINT (", "MULTILINESTRING (", "MULTIPOLYGON (")


def as_json(row: tuple[Any, ...]) -> list[Any]:
    return [_json(value) for value in row]


def _json(value: Any) -> Any:
    if isinstance(value, bytes):
        return _floats(json.loads(shapely.to_geojson(shapely.from_wkb(value))))
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return Decimal(repr(value))
    return value


def _floats(value: Any) -> Any:
    """Coordinates as floats: they are floats in the file, and have no one way to be written."""
    if isinstance(value, dict):
        return {**value, "coordinates": _floats(value["coordinates"])} if "coordinates" in value else value
    return (
        [float(one) if isinstance(one, Decimal | int) else _floats(one) for one in value]
        if isinstance(value, list)
        else value
    )


def as_text(row: tuple[Any, ...]) -> list[Any]:
    return [_text(value) for value in row]


def _text(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bytes):
        return shapely.from_wkb(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(_json(value))
