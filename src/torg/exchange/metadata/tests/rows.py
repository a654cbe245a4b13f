"""A small catalogue for the tests of this room."""

from datetime import UTC, date, datetime

from torg.catalogue.datasets.models import Dataset, Slug, Table, TableVersion
from torg.catalogue.people.models import Organisation
from torg.engine.tables import Column, Geometry, Part, Version

WHEN = datetime(2026, 6, 1, 8, 30, tzinfo=UTC)


def bathing_places(slug: str = "badplatser-hedestad", **facts) -> Dataset:
    """One dataset with a table, a version, a position and a period, as a publication leaves it."""
    organisation, _ = Organisation.objects.get_or_create(
        slug="hedestad",
        defaults={
            "name": {"sv": "Hedestads kommun"},
            "kind": "municipality",
            "official_code": "2184",
            "contact_mail": "data@hedestad.example",
        },
    )
    told = {
        "id": f"d_{slug.replace('-', '')}",
        "title": {"sv": "Badplatser i Hedestad", "en": "Bathing places in Hedestad"},
        "description": {"sv": "Kommunens badplatser med läge och säsong."},
        "language": "sv",
        "licence": "CC0-1.0",
        "themes": ["ENVI", "REGI"],
        "keywords": ["bad", 'sjö "djup"'],
        "frequency": "ANNUAL",
        "bounds": [16.1, 58.5, 16.3, 58.7],
        "covers_from": date(2026, 6, 1),
        "covers_to": date(2026, 8, 31),
        "issued": WHEN,
        "modified": WHEN,
    }
    dataset = Dataset.objects.create(slug=slug, organisation=organisation, **{**told, **facts})
    Slug.objects.create(slug=slug, dataset=dataset)
    table = Table.objects.create(
        id=f"t_{slug.replace('-', '')}", dataset=dataset, slug=slug, name="", layer="Blad1", position=0
    )
    columns = (Column("namn", "Namn", "string", "VARCHAR"), Column("yta", "Yta", "number", "DECIMAL(5,1)", unit="ha"))
    shape = Geometry("point", ("lon", "lat"), (16.1, 58.5, 16.3, 58.7))
    version = Version(table.id, 1, WHEN, columns, (Part("k", "0" * 64, 10, 46),), shape)
    TableVersion.objects.create(
        table=table,
        number=1,
        manifest=version.as_json(),
        source_name="badplatser.xlsx",
        source_sha256="0" * 64,
        report={},
        created=WHEN,
        by="astrid",
    )
    return dataset
