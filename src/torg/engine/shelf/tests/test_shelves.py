"""The shelf gives back what was put, under every name, on both databases."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from torg.engine.shelf import BEFORE_ALL, Licence, Name, Shelf, ShelvedDataset, ShelvedTable, open_shelf
from torg.engine.tables import Column, Geometry, Part, Version

THEN = datetime(2026, 5, 4, 10, 30, tzinfo=UTC)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.service)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path / "shelf.sqlite3") if request.param == "sqlite" else request.getfixturevalue("postgres_url")


@pytest.fixture
def shelf(address: str) -> Iterator[Shelf]:
    opened = open_shelf(address)
    yield opened
    opened.close()


def dataset(slug: str = "badplatser", **changes: object) -> ShelvedDataset:
    version = Version(
        f"t_{slug}",
        1,
        THEN,
        (Column("name", "Namn", "string", "VARCHAR", examples=("Ön",)),),
        (Part("k", "ab", 10, 3),),
        Geometry("point", ("lon", "lat"), (11.0, 55.0, 24.0, 69.0)),
    )
    made = ShelvedDataset(
        id=f"d_{slug}",
        slug=slug,
        title={"sv": "Badplatser i Åre", "en": "Bathing places"},
        organisation=Name("are", "Åre kommun"),
        licence=Licence("cc0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        issued=THEN,
        modified=THEN,
        tables=(ShelvedTable(f"t_{slug}", slug, "Badplatser", (version,)),),
        keywords=("bad", "100 %"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_a_dataset_comes_back_as_it_was_put(shelf: Shelf) -> None:
    shelf.put(dataset())
    assert shelf.dataset("badplatser") == dataset()
    assert shelf.dataset("d_badplatser") == dataset()
    assert shelf.dataset("other") is None


def test_a_table_is_found_by_id_by_slug_and_by_the_slug_of_its_dataset(shelf: Shelf) -> None:
    second = ShelvedTable("t_2", "badplatser--stops", "stops", dataset().tables[0].versions)
    whole = dataset(tables=(*dataset().tables, second), former_slugs=("bad",))
    shelf.put(whole)
    for name in ("t_badplatser", "badplatser", "bad", "d_badplatser"):
        assert shelf.table(name) == (whole, whole.tables[0])
    assert shelf.table("t_2") == shelf.table("badplatser--stops") == (whole, second)
    assert shelf.table("t_9") is None


def test_putting_twice_changes_nothing(shelf: Shelf) -> None:
    shelf.put(dataset())
    revision = shelf.revision()
    shelf.put(dataset())
    assert shelf.revision() == revision
    assert shelf.count() == 1


def test_every_change_changes_the_revision_also_for_another_process(shelf: Shelf, address: str) -> None:
    other = open_shelf(address)
    before = other.revision()
    shelf.put(dataset())
    between = other.revision()
    shelf.withdraw("d_badplatser", "wrong")
    assert len({before, between, other.revision()}) == 3
    other.close()


def test_many_may_open_a_new_shelf_at_once(address: str) -> None:
    with ThreadPoolExecutor(6) as threads:
        shelves = list(threads.map(lambda _: open_shelf(address), range(6)))
    shelves[0].put(dataset())
    assert {shelf.count() for shelf in shelves} == {1}
    for shelf in shelves:
        shelf.close()


@pytest.mark.service
def test_who_may_only_read_can_open_a_shelf(postgres_url: str) -> None:
    shelf = open_shelf(postgres_url)
    shelf.put(dataset())
    reading = open_shelf(f"{postgres_url}&options=-c%20default_transaction_read_only%3Don")
    assert reading.dataset("badplatser") == dataset()
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        reading.put(dataset("other"))
    reading.close()
    shelf.close()


def test_a_former_slug_leads_to_the_dataset_until_another_takes_it(shelf: Shelf) -> None:
    shelf.put(dataset(former_slugs=("strand",)))
    assert shelf.dataset("strand") == dataset(former_slugs=("strand",))
    shelf.put(dataset("strand"))
    assert shelf.dataset("strand") == dataset("strand")


def test_what_is_withdrawn_keeps_its_names_and_loses_its_data(shelf: Shelf) -> None:
    shelf.put(dataset())
    shelf.withdraw("d_badplatser", "Names of people", replaced_by="bad-2026")
    found = shelf.table("t_badplatser")
    assert found is not None
    assert (found[0].withdrawn, found[0].replaced_by) == ("Names of people", "bad-2026")
    assert found[1].versions == ()
    assert shelf.datasets() == []
    assert shelf.count() == 0


@pytest.mark.parametrize("access", ["restricted", "internal", "", "Open"])
def test_what_is_not_open_is_refused(shelf: Shelf, access: str) -> None:
    with pytest.raises(ValueError, match="not open"):
        shelf.put(dataset(access=access))
    assert shelf.dataset("badplatser") is None


def test_lists_are_in_order_and_in_pages(shelf: Shelf) -> None:
    for number in range(7):
        shelf.put(dataset(f"d{number}", modified=THEN + timedelta(days=number % 3)))
    pages = [shelf.datasets(offset=start, limit=3) for start in (0, 3, 6)]
    assert [one.slug for page in pages for one in page] == ["d2", "d5", "d1", "d4", "d0", "d3", "d6"]
    assert shelf.count() == 7


def test_lists_go_on_after_the_last_one_seen_whatever_came_in_front_of_it(shelf: Shelf) -> None:
    for number in range(5):
        shelf.put(dataset(f"d{number}", modified=THEN + timedelta(days=number % 2)))
    first = shelf.datasets(limit=3)
    shelf.put(dataset("newer", modified=THEN + timedelta(days=9)))
    rest = shelf.datasets(after=(first[-1].modified, first[-1].slug), limit=9)
    assert [one.slug for one in (*first, *rest)] == ["d1", "d3", "d0", "d2", "d4"]


def test_lists_begin_at_a_day(shelf: Shelf) -> None:
    for number in range(3):
        shelf.put(dataset(f"d{number}", modified=THEN + timedelta(days=number)))
    since = THEN + timedelta(days=1)
    assert ([one.slug for one in shelf.datasets(since=since)], shelf.count(since=since)) == (["d2", "d1"], 2)


def test_datasets_are_had_by_their_names_without_those_withdrawn(shelf: Shelf) -> None:
    for slug in ("a", "b", "c"):
        shelf.put(dataset(slug))
    shelf.withdraw("d_b", "wrong")
    assert [one.slug for one in shelf.named(["d_c", "d_b", "d_9", "d_a"])] == ["c", "a"]
    assert shelf.named([]) == []


def test_what_changed_after_a_place_is_told_once_and_in_order(shelf: Shelf) -> None:
    for slug in ("a", "b", "c"):
        shelf.put(dataset(slug))
    places = [place for place, _ in shelf.changes(BEFORE_ALL, 10)]
    shelf.put(dataset("a", keywords=("new",)))
    shelf.withdraw("d_b", "wrong")
    told = shelf.changes(places[-1], 10)
    assert [(one.slug, one.withdrawn) for _, one in told] == [("a", None), ("b", "wrong")]
    assert [one.slug for _, one in shelf.changes(BEFORE_ALL, 1)] == ["c"]
    assert (shelf.changed(BEFORE_ALL, 10), shelf.changed(BEFORE_ALL, 2), shelf.changed(told[-1][0], 9)) == (3, 2, 0)


def test_a_shelf_made_before_changes_were_written_down_tells_all_it_has(tmp_path: Path) -> None:
    with closing(open_shelf(tmp_path / "old.sqlite3")) as shelf:
        shelf.put(dataset("a"))
        shelf.put(dataset("b"))
    with closing(sqlite3.connect(tmp_path / "old.sqlite3")) as old, old:
        old.execute("DROP INDEX shelf_dataset_publisher")
        old.execute("DROP TABLE shelf_change")
        old.execute("DROP TABLE shelf_identity")
    with closing(open_shelf(tmp_path / "old.sqlite3")) as shelf:
        assert [one.slug for _, one in shelf.changes(BEFORE_ALL, 9)] == ["a", "b"]
        assert shelf.identity()


def test_every_shelf_has_a_name_of_its_own(shelf: Shelf, address: str, tmp_path: Path) -> None:
    with closing(open_shelf(address)) as again, closing(open_shelf(tmp_path / "other.sqlite3")) as other:
        assert shelf.identity() == again.identity() != other.identity()


def test_lists_can_be_of_one_organisation(shelf: Shelf) -> None:
    shelf.put(dataset())
    shelf.put(dataset("skolor", organisation=Name("lund", "Lunds kommun")))
    assert [one.slug for one in shelf.datasets(organisation="lund")] == ["skolor"]
    assert shelf.count(organisation="lund") == 1


@pytest.mark.service
def test_a_connection_that_the_server_closed_is_opened_again(postgres_url: str) -> None:
    shelf = open_shelf(postgres_url)
    shelf.put(dataset())
    for change in (lambda: shelf.count(), lambda: shelf.put(dataset("other"))):
        with psycopg.connect(postgres_url, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND "
                          "datname = current_database()")  # fmt: skip
        change()
    assert shelf.count() == 2
    shelf.close()
