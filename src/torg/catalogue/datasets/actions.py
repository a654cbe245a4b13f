"""What is done with datasets: add one, add a version to its tables, describe it, rename it, withdraw it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from torg.catalogue.people.actions import note
from torg.catalogue.people.models import Organisation
from torg.engine.tables import Version
from torg.foundation import ids
from torg.foundation.problems import refuse
from torg.foundation.vocabularies import licence_code
from torg.kit.jobs.actions import announce

from .coverage import coverage
from .models import Dataset, Slug, Table, TableVersion
from .queries import slug_holder

__all__ = ["NewVersion", "add_dataset", "add_versions", "describe", "mint_number", "rename", "restore", "withdraw"]


@dataclass(frozen=True)
class NewVersion:
    """A stored version that is to become public, with its provenance. ``layer`` is what it was called in the file."""

    version: Version
    layer: str
    report: dict[str, Any]
    source_name: str
    source_sha256: str


@transaction.atomic
def add_dataset(
    *, by: str, id: str, slug: str, organisation: Organisation, title: dict[str, str], **facts: Any
) -> Dataset:
    """A dataset without tables yet. Raises Refusal if the slug is, or ever was, another dataset's."""
    holder = slug_holder(slug)
    if holder is not None:
        raise refuse("dataset.exists", value=holder.title_in("en"), dataset=holder.slug)
    facts["licence"] = licence_code(facts.get("licence") or organisation.licence)
    dataset = Dataset.objects.create(id=id, slug=slug, organisation=organisation, title=title, **facts)
    Slug.objects.create(slug=slug, dataset=dataset)
    return dataset


@transaction.atomic
def mint_number(table: Table) -> int:
    """The next version number of a table; a number is given out once, whether or not its version comes to be."""
    locked = Table.objects.select_for_update().get(pk=table.pk)
    locked.minted += 1
    locked.save(update_fields=["minted"])
    return locked.minted


@transaction.atomic
def add_versions(*, by: str, dataset: Dataset, versions: Sequence[NewVersion]) -> None:
    """Make versions public: new tables are added behind those there are, coverage follows the data."""
    for new in versions:
        table = _table_for(dataset, new)
        TableVersion.objects.create(
            table=table,
            number=new.version.number,
            manifest=new.version.as_json(),
            source_name=new.source_name[:255],
            source_sha256=new.source_sha256,
            report=new.report,
            created=new.version.created,
            by=by,
        )
    _follow_the_data(dataset)
    dataset.modified = max(new.version.created for new in versions)
    dataset.save()
    note(by=by, what="dataset.published", organisation=dataset.organisation, about=dataset.title_in("en"))
    announce("dataset.changed", dataset)


def _table_for(dataset: Dataset, new: NewVersion) -> Table:
    table = Table.objects.filter(pk=new.version.table).first()
    if table is not None:
        return table
    position = dataset.tables.count()
    return Table.objects.create(
        id=new.version.table,
        dataset=dataset,
        slug=dataset.slug if position == 0 else _free_table_slug(dataset, new.layer),
        name=dataset.title_in(dataset.language)[:200] if position == 0 else new.layer[:200],
        layer=new.layer[:200],
        position=position,
        minted=new.version.number,
    )


def _free_table_slug(dataset: Dataset, layer: str) -> str:
    """``dataset--layer``, made unique where two layers have the same letters."""
    stem = f"{dataset.slug}--{ids.slug(layer) or 'table'}"
    taken = set(dataset.tables.values_list("slug", flat=True))
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, 10_000))) if slug not in taken)


def _follow_the_data(dataset: Dataset) -> None:
    newest = [table.newest for table in dataset.tables.all()]
    covered = coverage(row.version for row in newest if row is not None)
    dataset.bounds = covered.bounds
    dataset.covers_from, dataset.covers_to = covered.covers_from, covered.covers_to


@transaction.atomic
def describe(*, by: str, dataset: Dataset, **facts: Any) -> None:
    """Change what is said about a dataset: title, description, licence, themes, keywords, frequency."""
    if "licence" in facts:
        facts["licence"] = licence_code(facts["licence"])
    for key, value in facts.items():
        setattr(dataset, key, value)
    dataset.modified = timezone.now()
    dataset.save()
    announce("dataset.changed", dataset)


@transaction.atomic
def rename(*, by: str, dataset: Dataset, slug: str) -> None:
    """Give a dataset a new slug; the old one stays its own and leads to the new one. Table slugs stay as they are."""
    holder = slug_holder(slug)
    if holder is not None and holder.pk != dataset.pk:
        raise refuse("dataset.exists", value=holder.title_in("en"), dataset=slug)
    Slug.objects.get_or_create(slug=slug, defaults={"dataset": dataset})
    dataset.slug = slug
    dataset.save(update_fields=["slug"])
    announce("dataset.changed", dataset)


@transaction.atomic
def withdraw(*, by: str, dataset: Dataset, because: str, replaced_by: Dataset | None = None) -> None:
    """Its address stays and says why, since when, and what there is in its place."""
    _stand(dataset, Dataset.State.WITHDRAWN, because, timezone.now(), replaced_by)
    note(by=by, what="dataset.withdrawn", organisation=dataset.organisation, about=dataset.title_in("en"))
    announce("dataset.changed", dataset)


@transaction.atomic
def restore(*, by: str, dataset: Dataset) -> None:
    """Make a withdrawn dataset public again, at the address where it was."""
    _stand(dataset, Dataset.State.PUBLIC, "", None, None)
    note(by=by, what="dataset.restored", organisation=dataset.organisation, about=dataset.title_in("en"))
    announce("dataset.changed", dataset)


def _stand(
    dataset: Dataset, state: Dataset.State, because: str, since: datetime | None, replaced_by: Dataset | None
) -> None:
    dataset.state, dataset.withdrawn_because = state, because
    dataset.withdrawn_since, dataset.replaced_by = since, replaced_by
    dataset.save(update_fields=["state", "withdrawn_because", "withdrawn_since", "replaced_by"])
