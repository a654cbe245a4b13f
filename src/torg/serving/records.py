"""Datasets and tables of the shelf as the API shows them."""

from typing import Any

from torg.engine.formats import WRITERS
from torg.engine.shelf import ShelvedDataset, ShelvedTable
from torg.engine.tables import Version


def dataset_record(dataset: ShelvedDataset, origin: str) -> dict[str, Any]:
    return {
        "id": dataset.id,
        "slug": dataset.slug,
        "title": dataset.title,
        "description": dataset.description,
        "organisation": vars(dataset.organisation),
        "licence": vars(dataset.licence),
        "attribution": dataset.attribution,
        "themes": dataset.themes,
        "keywords": dataset.keywords,
        "issued": dataset.issued,
        "modified": dataset.modified,
        "url": f"{origin}/api/v1/datasets/{dataset.slug}",
        "page": f"{origin}/datasets/{dataset.slug}",
        "tables": [_table_summary(table, origin) for table in dataset.tables if table.withdrawn is None],
    }


def _table_summary(table: ShelvedTable, origin: str) -> dict[str, Any]:
    newest = table.newest
    url = f"{origin}/api/v1/tables/{table.id}"
    return {
        "id": table.id,
        "slug": table.slug,
        "name": table.name,
        "rows": newest.rows,
        "version": newest.number,
        "created": newest.created,
        "url": url,
        "rows_url": f"{url}/rows",
    }


def table_record(dataset: ShelvedDataset, table: ShelvedTable, version: Version, origin: str) -> dict[str, Any]:
    shape = version.geometry
    exports = [name for name in WRITERS if name != "geojson" or shape is not None]
    url = f"{origin}/api/v1/tables/{table.id}"
    return {
        **_table_summary(table, origin),
        "rows": version.rows,
        "version": version.number,
        "created": version.created,
        "dataset": {"id": dataset.id, "slug": dataset.slug, "url": f"{origin}/api/v1/datasets/{dataset.slug}"},
        "columns": [column.as_json() for column in version.columns],
        "geometry": shape and {"kind": shape.kind, "columns": shape.columns, "bounds": shape.bounds},
        "exports": {name: f"{url}/export.{name}" for name in exports},
        "versions": [
            {"number": each.number, "created": each.created, "rows": each.rows, "bytes": each.bytes}
            for each in table.versions
        ],
    }
