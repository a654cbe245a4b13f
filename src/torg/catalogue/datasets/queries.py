"""What is asked about datasets."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from torg.catalogue.people.models import Organisation
from torg.engine.shelf import Licence, Name, ShelvedDataset, ShelvedTable
from torg.engine.tables import Version
from torg.foundation.storage import Storage
from torg.foundation.vocabularies import vocabulary

from . import glimpses
from .models import Dataset, Slug, Table, TableVersion
from .sheet import Glimpse, Line

__all__ = [
    "Line",
    "as_shelved",
    "dataset",
    "datasets",
    "look_ahead",
    "part_keys",
    "public_datasets",
    "slug_holder",
    "versions_of",
]


def dataset(slug: str) -> Dataset | None:
    return Dataset.objects.select_related("organisation").filter(slug=slug).first()


def slug_holder(slug: str) -> Dataset | None:
    """The dataset that has or once had a slug."""
    found = Slug.objects.select_related("dataset__organisation").filter(slug=slug).first()
    return found and found.dataset


def datasets() -> QuerySet[Dataset]:
    return Dataset.objects.select_related("organisation").order_by("-modified", "id")


def public_datasets() -> QuerySet[Dataset]:
    return datasets().filter(state=Dataset.State.PUBLIC)


def versions_of(table: Table) -> QuerySet[TableVersion]:
    return table.versions.order_by("-number")


def look_ahead(version: Version, storage: Storage, boundary: dict[str, Any] | None) -> Glimpse:
    """First rows and map as a page would show them, of a version that is not public and perhaps never will be."""
    return glimpses.make(version, storage, boundary)


def part_keys() -> Iterator[str]:
    """Keys in the storage of every part of every version."""
    for manifest in TableVersion.objects.values_list("manifest", flat=True).iterator():
        yield from (part["key"] for part in manifest["parts"])


def as_shelved(one: Dataset) -> ShelvedDataset:
    """The dataset as the data API shows it."""
    licence = vocabulary("licences")[one.licence]
    return ShelvedDataset(
        id=one.id,
        slug=one.slug,
        title=one.title,
        description=one.description,
        organisation=Name(one.organisation.slug, one.organisation.name_in(one.language)),
        licence=Licence(licence.code, licence.label("en"), licence.url),
        issued=one.issued,
        modified=one.modified,
        tables=tuple(_tables(one)),
        themes=tuple(one.themes),
        keywords=tuple(one.keywords),
        attribution=one.attribution or one.organisation.name_in(one.language),
        places=tuple(_places(one)),
        former_slugs=tuple(one.slugs.exclude(slug=one.slug).values_list("slug", flat=True)),
        withdrawn=one.withdrawn_because or None,
        replaced_by=one.replaced_by.slug if one.replaced_by else None,
    )


def _places(one: Dataset) -> Iterator[Name]:
    """A municipality or a region publishes about itself; what others publish is of no place that we know."""
    publisher = one.organisation
    if publisher.kind in (Organisation.Kind.MUNICIPALITY, Organisation.Kind.REGION):
        yield Name(publisher.slug, publisher.name_in(one.language))


def _tables(one: Dataset) -> Iterator[ShelvedTable]:
    for table in one.tables.prefetch_related("versions"):
        versions = tuple(row.version for row in table.versions.all())
        if versions:
            yield ShelvedTable(id=table.id, slug=table.slug, name=table.name, versions=versions)
