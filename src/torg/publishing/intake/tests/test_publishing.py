import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from torg.catalogue.datasets.actions import describe, rename
from torg.catalogue.datasets.models import Dataset, TableVersion
from torg.catalogue.people.actions import describe_hub, describe_organisation, ensure_organisation, set_boundary
from torg.catalogue.people.models import Organisation
from torg.engine.shelf import ShelvedDataset, open_shelf
from torg.foundation.home import Home
from torg.foundation.problems import Refusal, refuse
from torg.foundation.storage import open_storage
from torg.publishing.intake import originals, stages
from torg.publishing.intake.actions import HandedFile, WebAddress, Wishes, publish, reconcile_shelf, sweep
from torg.publishing.intake.models import Publication
from torg.publishing.intake.tests.conftest import clear_shelf

pytestmark = pytest.mark.django_db(transaction=True)

Work = Callable[[], None]


def organisation(slug: str = "atorp") -> Organisation:
    return ensure_organisation(by="test", slug=slug)[0]


def hand_in(path: Path, title: str = "Trees", owner: str = "atorp", **wishes: str) -> Publication:
    return publish(
        by="test",
        organisation=organisation(owner),
        title=title,
        source=HandedFile(path, path.name),
        wishes=Wishes(**wishes),
    )


def shelved(home: Home, slug: str = "trees") -> ShelvedDataset:
    shelf = open_shelf(home.shelf_url)
    found = shelf.dataset(slug)
    shelf.close()
    assert found is not None
    return found


def heights(home: Home, dataset: ShelvedDataset) -> list[int]:
    key = dataset.tables[0].newest.parts[0].key
    return parquet.read_table(open_storage(home.storage_url).local(key)).column("height").to_pylist()


def test_a_file_becomes_a_public_dataset_with_its_report_and_provenance(home: Home, work: Work, trees: Path) -> None:
    publication = hand_in(trees, description="All of them.", licence="cc by")
    assert publication.state == "received"
    work()
    publication.refresh_from_db()
    assert (publication.state, publication.report["rows"]) == ("public", 2)
    dataset = shelved(home)
    assert (dataset.title, dataset.description) == ({"en": "Trees"}, {"en": "All of them."})
    assert (dataset.licence.code, dataset.organisation.slug) == ("CC-BY-4.0", "atorp")
    assert heights(home, dataset) == [12, 30]
    version = TableVersion.objects.get()
    assert (version.number, version.source_name, version.source_sha256) == (1, "trees.csv", publication.sha256)
    assert (home.originals / publication.pk).read_bytes() == trees.read_bytes()
    assert list(home.work.iterdir()) == []


def test_publishing_to_a_dataset_makes_a_new_version_and_columns_may_change(
    home: Home, work: Work, trees: Path
) -> None:
    hand_in(trees)
    work()
    trees.write_text("name;height;kind\nOak;13;broad\n")
    again = hand_in(trees, title="", dataset="trees")
    work()
    again.refresh_from_db()
    assert again.state == "public"
    table = shelved(home).tables[0]
    assert [version.number for version in table.versions] == [1, 2]
    assert [column.name for column in table.newest.columns] == ["name", "height", "kind"]
    assert heights(home, shelved(home)) == [13]


def test_a_former_slug_leads_to_the_same_dataset(work: Work, trees: Path) -> None:
    hand_in(trees)
    work()
    rename(by="test", dataset=Dataset.objects.get(), slug="our-trees")
    trees.write_text("name;height\nElm;9\n")
    hand_in(trees, title="", dataset="trees")
    work()
    assert TableVersion.objects.count() == 2


def test_a_file_that_is_refused_leaves_the_last_good_version(home: Home, work: Work, trees: Path) -> None:
    hand_in(trees)
    work()
    before = shelved(home)
    trees.write_bytes(b"%PDF-1.7\n" + b"x" * 500)
    again = hand_in(trees, dataset="trees")
    work()
    again.refresh_from_db()
    assert (again.state, again.problem["code"]) == ("refused", "file.pdf")
    assert again.problem["sentence"]
    assert shelved(home) == before
    assert heights(home, before) == [12, 30]
    assert list(home.work.iterdir()) == []


def test_a_title_that_is_published_already_is_refused_with_the_way_to_renew_it(work: Work, trees: Path) -> None:
    hand_in(trees)
    work()
    with pytest.raises(Refusal) as refused:
        hand_in(trees, title="  TREES ")
    assert refused.value.problem.code == "dataset.exists"
    assert refused.value.problem.facts["dataset"] == "trees"


def test_two_publications_of_one_title_at_once_become_one_dataset(work: Work, trees: Path) -> None:
    first, second = hand_in(trees), hand_in(trees)
    work()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, second.problem["code"]) == ("public", "refused", "dataset.exists")
    assert Dataset.objects.count() == 1


def test_another_organisation_may_use_the_same_title_and_nobody_may_publish_to_its_dataset(
    work: Work, trees: Path
) -> None:
    hand_in(trees)
    work()
    hand_in(trees, owner="bystad")
    work()
    assert set(Dataset.objects.values_list("slug", flat=True)) == {"trees", "trees-bystad"}
    with pytest.raises(Refusal) as refused:
        hand_in(trees, owner="bystad", dataset="trees")
    assert refused.value.problem.code == "dataset.other_organisation"


@pytest.mark.parametrize(
    ("wishes", "title", "code"),
    [
        ({}, " \t ", "publish.title"),
        ({"dataset": "new-one"}, "", "publish.title"),
        ({"dataset": "New One"}, "Trees", "dataset.slug"),
        ({"licence": "mine"}, "Trees", "licence.unknown"),
        ({"language": "klingon"}, "Trees", "language.unknown"),
        ({}, "x" * 401, "publish.title_long"),
    ],
)
def test_what_can_be_told_at_once_is_told_at_once(
    home: Home, trees: Path, wishes: dict[str, str], title: str, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        hand_in(trees, title=title, **wishes)
    assert refused.value.problem.code == code
    assert not Publication.objects.exists()
    assert list(home.originals.iterdir()) == []


def test_a_title_without_latin_letters_gets_an_address_all_the_same(work: Work, trees: Path) -> None:
    assert hand_in(trees, title="Δέντρα").slug
    assert hand_in(trees, title="🌳🌳").slug


def test_a_title_is_in_the_first_language_of_the_hub_unless_another_is_said(
    home: Home, work: Work, trees: Path
) -> None:
    describe_hub(by="test", languages=["sv", "en"])
    hand_in(trees, title="Träd")
    hand_in(trees, title="Bäume", language="de")
    work()
    assert (shelved(home, "trad").title, shelved(home, "baume").title) == ({"sv": "Träd"}, {"de": "Bäume"})


def test_a_new_dataset_may_be_given_its_slug(home: Home, work: Work, trees: Path) -> None:
    hand_in(trees, dataset="street-trees")
    work()
    assert shelved(home, "street-trees").title == {"en": "Trees"}


def test_a_key_used_again_gives_the_same_publication_and_for_another_request_a_refusal(trees: Path) -> None:
    def with_key(title: str) -> Publication:
        source = HandedFile(trees, "trees.csv")
        return publish(by="test", organisation=organisation(), title=title, source=source, idempotency_key="k1")

    first = with_key("Trees")
    assert with_key("Trees").pk == first.pk
    assert Publication.objects.count() == 1
    with pytest.raises(Refusal) as refused:
        with_key("Other trees")
    assert refused.value.problem.code == "publish.key_reused"


def test_an_address_is_fetched_by_the_job_and_an_internal_one_is_refused(work: Work) -> None:
    source = WebAddress("http://127.0.0.1:9/trees.csv")
    publication = publish(by="test", organisation=organisation(), title="Trees", source=source)
    work()
    publication.refresh_from_db()
    assert (publication.state, publication.problem["code"]) == ("refused", "fetch.internal")


def gtfs(path: Path, stops: str = "") -> Path:
    files = {
        "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\n1,Bus,https://bus.example,Europe/Stockholm\n",
        "stops.txt": stops or "stop_id,stop_name,stop_lat,stop_lon\nA,Square,59.3,18.1\nB,Harbour,59.4,18.2\n",
        "routes.txt": "route_id,agency_id,route_short_name,route_type\n1,1,10,3\n",
        "trips.txt": "route_id,service_id,trip_id\n1,1,t1\n",
        "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,08:00:00,08:00:00,A,1\n",
        "calendar_dates.txt": "service_id,date,exception_type\n1,20260601,1\n",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def test_all_tables_of_a_timetable_are_published_as_one_dataset_and_renewed_by_name(
    home: Home, work: Work, tmp_path: Path
) -> None:
    publication = hand_in(gtfs(tmp_path / "gtfs.zip"), title="Timetable")
    work()
    publication.refresh_from_db()
    assert publication.state == "public", publication.problem
    first = shelved(home, "timetable")
    assert {layer["layer"] for layer in publication.report["tables"]} >= {"stops", "trips"}
    assert len(first.tables) == 6
    hand_in(gtfs(tmp_path / "gtfs.zip", stops="stop_id,stop_lat,stop_lon\nC,59.3,18.1\n"), dataset="timetable")
    work()
    second = shelved(home, "timetable")
    assert [table.id for table in second.tables] == [table.id for table in first.tables]
    assert {table.newest.number for table in second.tables} == {2}


def test_what_is_said_later_about_a_dataset_reaches_the_shelf(home: Home, work: Work, trees: Path) -> None:
    hand_in(trees)
    work()
    describe(by="test", dataset=Dataset.objects.get(), keywords=["wood"])
    work()
    assert shelved(home).keywords == ("wood",)


def test_a_new_name_of_a_publisher_reaches_the_shelf(home: Home, work: Work, trees: Path) -> None:
    hand_in(trees)
    work()
    publisher = Organisation.objects.get()
    describe_organisation(by="test", organisation=publisher, name="New Town", kind="municipality")
    work()
    assert shelved(home).organisation.name == "New Town"
    assert [place.slug for place in shelved(home).places] == [publisher.slug]


def test_a_shelf_that_was_lost_is_filled_again_and_what_the_catalogue_does_not_know_goes(
    home: Home, work: Work, trees: Path
) -> None:
    hand_in(trees)
    work()
    before = shelved(home)
    clear_shelf(home)
    shelf = open_shelf(home.shelf_url)
    shelf.put(stranger(before))
    shelf.close()
    reconcile_shelf()
    assert shelved(home) == before
    assert shelved(home, "stranger").withdrawn


def stranger(known: ShelvedDataset) -> ShelvedDataset:
    from dataclasses import replace

    return replace(known, id="d_stranger", slug="stranger", tables=())


def test_sweeping_takes_what_nothing_refers_to_and_nothing_else(home: Home, work: Work, trees: Path) -> None:
    hand_in(trees)
    work()
    storage = open_storage(home.storage_url)
    kept = set(storage.keys("tables/"))
    storage.put("tables/t_stray/1-0.parquet", trees)
    (home.work / "p_dead-0123").mkdir()
    (home.work / "upload-young").write_text("x")
    copies = {path.name for path in home.serving.iterdir()}
    old = home.serving / "t_gone-1.duckdb"
    old.write_text("x")
    os.utime(old, (1, 1))
    (home.serving / "t_young-1.duckdb").write_text("x")
    assert sweep() == ["tables/t_stray/1-0.parquet", "p_dead-0123", "t_gone-1.duckdb"]
    assert {path.name for path in home.serving.iterdir()} == copies | {"t_young-1.duckdb"}
    assert set(storage.keys("tables/")) == kept
    assert (home.work / "upload-young").exists()


def test_a_fault_of_ours_is_tried_again_then_said_and_the_old_version_stays(
    home: Home, work: Work, trees: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.utils import timezone

    from torg.kit.jobs.models import Job

    hand_in(trees)
    work()
    before = shelved(home)
    monkeypatch.setattr(stages.tables, "store_version", broken)
    trees.write_text("name;height\nElm;9\n")
    again = hand_in(trees, title="", dataset="trees")
    for _ in range(3):
        Job.objects.update(due=timezone.now())
        work()
    again.refresh_from_db()
    assert (again.state, again.problem["code"]) == ("failed", "publish.fault")
    assert json.dumps(again.problem)
    assert shelved(home) == before


def broken(*_: object) -> None:
    raise OSError("no space left")


def test_positions_are_held_against_the_boundary_of_the_organisation(home: Home, work: Work, tmp_path: Path) -> None:
    corners = [[18.0, 59.2], [18.3, 59.2], [18.3, 59.5], [18.0, 59.2]]
    set_boundary(by="test", organisation=organisation(), geometry={"type": "Polygon", "coordinates": [corners]})
    places = tmp_path / "places.csv"
    rows = [f"p{n},18.{100 + n},59.{300 + n}" for n in range(20)]
    places.write_text("\n".join(["name,lat,lon", *rows, "far,18.1,61.3"]))
    publication = hand_in(places)
    work()
    publication.refresh_from_db()
    assert [step["code"] for step in publication.report["steps"]] == ["pos.turned"]
    assert [(one["code"], one["row"]) for one in publication.report["problems"]] == [("pos.far", 22)]


def test_a_file_we_read_wrongly_by_our_own_fault_is_no_refusal_of_the_file(
    work: Work, trees: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def understand_apart(*_: object, **__: object) -> object:
        raise refuse("file.fault", file="trees.csv")

    monkeypatch.setattr(originals, "understand_apart", understand_apart)
    publication = hand_in(trees)
    work()
    publication.refresh_from_db()
    assert (publication.state, publication.problem["code"]) == ("failed", "file.fault")
