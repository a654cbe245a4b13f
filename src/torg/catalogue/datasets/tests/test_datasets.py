from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from torg.catalogue.datasets import actions, queries
from torg.catalogue.datasets.actions import NewVersion
from torg.catalogue.datasets.models import Dataset, Slug, Table
from torg.catalogue.people.actions import ensure_organisation
from torg.engine.tables import Column, Geometry, Part, Version
from torg.foundation.problems import Refusal
from torg.kit.jobs.models import Announcement

pytestmark = pytest.mark.django_db

BY = "test"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
OPENED = Column("opened", "Opened", "date", "DATE", min="2019-05-01", max="2025-09-30")
NAME = Column("name", "Name", "string", "VARCHAR")


def a_version(table: str, number: int = 1, *columns: Column, bounds: tuple[float, ...] | None = None) -> Version:
    part = Part(f"tables/{table}/{number}-0.parquet", "0" * 64, 10, 3)
    geometry = Geometry("point", ("lon", "lat"), bounds) if bounds else None
    return Version(table, number, NOW, columns or (NAME,), (part,), geometry)


def new(version: Version, layer: str = "Sheet1") -> NewVersion:
    return NewVersion(version, layer, {"rows": version.rows}, "places.csv", "1" * 64)


def a_dataset(slug: str = "bathing", organisation: str = "atorp", **facts: object) -> Dataset:
    publisher, _ = ensure_organisation(by=BY, slug=organisation)
    title = {"en": "Bathing places"}
    return actions.add_dataset(by=BY, id=f"d_{slug}", slug=slug, organisation=publisher, title=title, **facts)


def test_a_version_makes_its_table_and_the_first_table_has_the_slug_of_the_dataset() -> None:
    dataset = a_dataset()
    actions.add_versions(by=BY, dataset=dataset, versions=[new(a_version("t_1")), new(a_version("t_2"), "Öppettider")])
    assert [(table.slug, table.name) for table in dataset.tables.all()] == [
        ("bathing", "Bathing places"),
        ("bathing--oppettider", "Öppettider"),
    ]
    assert dataset.modified == NOW


def test_layers_with_the_same_letters_get_different_slugs() -> None:
    dataset = a_dataset()
    layers = ["first", "Träd", "Trad", "träd!"]
    versions = [new(a_version(f"t_{n}"), layer) for n, layer in enumerate(layers)]
    actions.add_versions(by=BY, dataset=dataset, versions=versions)
    assert [table.slug for table in dataset.tables.all()] == [
        "bathing", "bathing--trad", "bathing--trad-2", "bathing--trad-3",
    ]  # fmt: skip


def test_numbers_of_versions_are_minted_once_even_if_a_version_never_comes_to_be() -> None:
    dataset = a_dataset()
    actions.add_versions(by=BY, dataset=dataset, versions=[new(a_version("t_1"))])
    table = Table.objects.get(pk="t_1")
    assert [actions.mint_number(table), actions.mint_number(table)] == [2, 3]
    actions.add_versions(by=BY, dataset=dataset, versions=[new(a_version("t_1", 3))])
    assert [row.number for row in queries.versions_of(table)] == [3, 1]


def test_a_slug_once_given_is_never_given_to_another_dataset() -> None:
    """USE-7."""
    dataset = a_dataset()
    actions.rename(by=BY, dataset=dataset, slug="swimming")
    with pytest.raises(Refusal) as refused:
        a_dataset("bathing")
    assert refused.value.problem.code == "dataset.exists"
    assert queries.slug_holder("bathing") == dataset
    assert queries.dataset("bathing") is None
    assert Slug.objects.count() == 2


def test_coverage_comes_from_the_newest_data() -> None:
    dataset = a_dataset()
    first = a_version("t_1", 1, OPENED, bounds=(17.0, 59.0, 18.0, 60.0))
    actions.add_versions(by=BY, dataset=dataset, versions=[new(first)])
    dataset.refresh_from_db()
    assert (dataset.bounds, dataset.covers_from) == ([17.0, 59.0, 18.0, 60.0], date(2019, 5, 1))
    second = a_version("t_1", 2, replace(OPENED, max="2026-01-01"), bounds=(16.0, 59.0, 18.0, 60.0))
    other = a_version("t_2", 1, bounds=(17.0, 58.0, 17.5, 59.0))
    actions.add_versions(by=BY, dataset=dataset, versions=[new(second), new(other, "More")])
    dataset.refresh_from_db()
    assert (dataset.bounds, dataset.covers_to) == ([16.0, 58.0, 18.0, 60.0], date(2026, 1, 1))


@pytest.mark.parametrize(
    ("column", "period"),
    [
        (Column("year", "Year", "year", "SMALLINT", min="2015", max="2020"), (date(2015, 1, 1), date(2020, 12, 31))),
        (Column("seen", "Seen", "datetime", "TIMESTAMP", min="2024-02-03T10:00:00", max="2024-02-04T10:00:00"),
         (date(2024, 2, 3), date(2024, 2, 4))),
        (Column("ends", "Ends", "date", "DATE", min="2024-02-03", max="9999-12-31"), (None, None)),
        (Column("empty", "Empty", "date", "DATE"), (None, None)),
    ],
)  # fmt: skip
def test_periods_are_read_from_dates_and_years_and_marks_for_never_are_not(column: Column, period: object) -> None:
    dataset = a_dataset()
    actions.add_versions(by=BY, dataset=dataset, versions=[new(a_version("t_1", 1, column))])
    dataset.refresh_from_db()
    assert (dataset.covers_from, dataset.covers_to) == period


def test_every_change_is_announced() -> None:
    dataset = a_dataset()
    actions.add_versions(by=BY, dataset=dataset, versions=[new(a_version("t_1"))])
    actions.describe(by=BY, dataset=dataset, keywords=["water"], licence="cc-by")
    actions.rename(by=BY, dataset=dataset, slug="swimming")
    actions.withdraw(by=BY, dataset=dataset, because="It was wrong.")
    assert list(Announcement.objects.values_list("topic", "subject")) == [("dataset.changed", dataset.pk)] * 4


def test_the_shelf_gets_names_licence_former_slugs_and_every_version() -> None:
    dataset = a_dataset(licence="cc by 4.0")
    actions.add_versions(by=BY, dataset=dataset, versions=[new(a_version("t_1"))])
    actions.add_versions(by=BY, dataset=dataset, versions=[new(a_version("t_1", 2))])
    actions.rename(by=BY, dataset=dataset, slug="swimming")
    shelved = queries.as_shelved(Dataset.objects.get())
    assert (shelved.slug, shelved.former_slugs, shelved.attribution) == ("swimming", ("bathing",), "Atorp")
    assert (shelved.licence.code, shelved.licence.url[:8]) == ("CC-BY-4.0", "https://")
    assert [version.number for version in shelved.tables[0].versions] == [1, 2]
    assert shelved.tables[0].newest == a_version("t_1", 2)


def test_a_version_survives_the_database_unchanged() -> None:
    dataset = a_dataset()
    version = a_version("t_1", 1, OPENED, NAME, bounds=(17.0, 59.0, 18.0, 60.0))
    actions.add_versions(by=BY, dataset=dataset, versions=[new(version)])
    table = Table.objects.get()
    assert table.newest is not None
    assert table.newest.version == version
    assert list(queries.part_keys()) == ["tables/t_1/1-0.parquet"]
