"""Undo publishing: what was made public by mistake is taken back within a day, and nothing is erased."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from torg.catalogue.datasets.actions import withdraw
from torg.catalogue.datasets.models import Dataset, TableVersion
from torg.catalogue.people.models import Event, Organisation
from torg.catalogue.people.tests.signing_in import person
from torg.engine.shelf import open_shelf
from torg.foundation.home import Home
from torg.publishing.intake.models import Draft, Publication
from torg.publishing.intake.tests.plain_browser import TREES, Work, add, browser_of, described, send, text
from torg.publishing.intake.tidying import reconcile_shelf, sweep

pytestmark = pytest.mark.django_db(transaction=True)
MORE = TREES + b"Elm;9;2021-01-01\n"


def published(browser: Client, work: Work, content: bytes = TREES, query: str = "", **described_as: str) -> str:
    draft = add(browser, content, query=query)
    work()
    send(browser, f"{draft}/found", **{"continue": "1"})
    send(browser, f"{draft}/describe", **described_as)
    send(browser, f"{draft}/look")
    work()
    assert "is public" in text(browser, f"{draft}/public")
    return draft


def undo(browser: Client, draft: str) -> None:
    assert "Undo publishing" in text(browser, f"{draft}/public")
    sent = browser.post(f"{draft}/public", {"undo": "1"})
    assert (sent.status_code, sent["Location"]) == (302, f"{draft}/look?undone=1")


def shelved_rows(home: Home) -> list[int]:
    """Of the versions that the data API shows, the newest last; none for a list that is withdrawn."""
    shelf = open_shelf(home.shelf_url)
    try:
        (table,) = shelf.dataset("trees").tables  # type: ignore[union-attr]
        return [version.rows for version in table.versions]
    finally:
        shelf.close()


def test_a_first_version_is_taken_back_and_the_list_is_a_draft_again(browser: Client, work: Work, home: Home) -> None:
    draft = published(browser, work)
    undo(browser, draft)
    assert "taken back soon after it was published" in text(Client(), "/datasets/trees", 410)
    assert shelved_rows(home) == []
    shown = text(browser, f"{draft}/look?undone=1")
    assert "Publishing was undone" in shown
    assert "Nothing is public yet" in shown
    assert TableVersion.objects.count() == 1, "nothing is erased"
    assert set(Event.objects.values_list("what", flat=True)) >= {"publication.undone", "dataset.withdrawn"}


def test_what_was_taken_back_goes_public_again_at_its_address(browser: Client, work: Work, home: Home) -> None:
    draft = published(browser, work)
    undo(browser, draft)
    send(browser, f"{draft}/describe", title="Trees of Atorp")
    send(browser, f"{draft}/look")
    work()
    assert "Trees of Atorp is public" in text(browser, f"{draft}/public")
    assert "Oak" in text(Client(), "/datasets/trees")
    assert shelved_rows(home) == [2, 2]
    undo(browser, draft)
    assert Client().get("/datasets/trees").status_code == 410, "not back to a version that was taken back itself"


def test_before_a_later_version_is_taken_back_the_former_one_is_copied(browser: Client, work: Work, home: Home) -> None:
    published(browser, work, title="Trees", summary="All of them")
    draft = published(browser, work, MORE, "?dataset=trees", title="Wrong words", summary="Wrong")
    assert shelved_rows(home) == [2, 3]
    assert "Version 1 is then public again" in text(browser, f"{draft}/public")
    undo(browser, draft)
    assert shelved_rows(home) == [2, 3, 2]
    dataset = Dataset.objects.get()
    assert (dataset.title, dataset.description) == ({"en": "Trees"}, {"en": "All of them"})
    first, second, third = TableVersion.objects.order_by("number")
    assert third.manifest["parts"] == first.manifest["parts"]
    assert (third.source_sha256, third.by) == (first.source_sha256, "astrid@example.org")
    assert second.report["rows"] == 3
    page = text(Client(), "/datasets/trees")
    assert "Elm" not in page
    assert "Version 2 was taken back" in page
    assert "Elm" in text(Client(), "/datasets/trees?version=2")
    assert sweep() == []
    assert "The version before is public again" in text(browser, f"{draft}/look?undone=1")


def test_the_draft_of_a_later_version_is_mended_and_published(browser: Client, work: Work, home: Home) -> None:
    published(browser, work)
    draft = published(browser, work, MORE, "?dataset=trees")
    undo(browser, draft)
    send(browser, f"{draft}/look")
    work()
    assert shelved_rows(home) == [2, 3, 2, 3]
    undo(browser, draft)
    assert shelved_rows(home) == [2, 3, 2, 3, 2]


def test_after_a_day_it_is_too_late(browser: Client, work: Work, home: Home) -> None:
    draft = published(browser, work)
    Publication.objects.update(committed=timezone.now() - timedelta(hours=24, minutes=1))
    assert "Undo publishing" not in text(browser, f"{draft}/public")
    told = browser.post(f"{draft}/public", {"undo": "1"})
    assert told.status_code == 409
    assert "more than 24 hours" in told.content.decode()
    assert shelved_rows(home) == [2]


def test_only_the_newest_version_is_taken_back(browser: Client, work: Work, home: Home) -> None:
    first = published(browser, work)
    published(browser, work, MORE, "?dataset=trees")
    assert "Undo publishing" not in text(browser, f"{first}/public")
    assert browser.post(f"{first}/public", {"undo": "1"}).status_code == 409
    assert shelved_rows(home) == [2, 3]


def test_nothing_is_taken_back_while_the_next_version_is_on_its_way(browser: Client, work: Work, home: Home) -> None:
    first = published(browser, work)
    send(browser, f"{described(browser, work, content=MORE, query='?dataset=trees')}/look")
    told = browser.post(f"{first}/public", {"undo": "1"})
    assert told.status_code == 409
    work()
    assert shelved_rows(home) == [2, 3]


def test_the_same_file_again_made_nothing_that_could_be_taken_back(browser: Client, work: Work, home: Home) -> None:
    published(browser, work)
    again = published(browser, work, TREES, "?dataset=trees")
    assert "Undo publishing" not in text(browser, f"{again}/public")
    assert browser.post(f"{again}/public", {"undo": "1"}).status_code == 409
    assert shelved_rows(home) == [2]


def test_pressed_twice_it_is_undone_once(browser: Client, work: Work, home: Home) -> None:
    published(browser, work)
    draft = published(browser, work, MORE, "?dataset=trees")
    undo(browser, draft)
    again = browser.post(f"{draft}/public", {"undo": "1"})
    assert (again.status_code, again["Location"]) == (302, f"{draft}/look")
    assert shelved_rows(home) == [2, 3, 2]


def test_a_stranger_takes_nothing_back(browser: Client, work: Work, home: Home) -> None:
    draft = published(browser, work)
    assert browser_of(person("Dag")).post(f"{draft}/public", {"undo": "1"}).status_code == 404
    assert Client().post(f"{draft}/public", {"undo": "1"}).status_code == 303
    assert shelved_rows(home) == [2]


def test_what_an_administrator_withdrew_is_not_made_public_by_a_draft(
    browser: Client, work: Work, atorp: Organisation
) -> None:
    published(browser, work)
    draft = described(browser, work, content=MORE, query="?dataset=trees")
    withdraw(by="test", dataset=Dataset.objects.get(), because="It was wrong.")
    told = browser.post(f"{draft}/look", {"version": Draft.objects.get(pk=draft.rpartition("/")[2]).version})
    assert told.status_code == 422
    assert Client().get("/datasets/trees").status_code == 410


def test_a_hub_killed_before_the_shelf_knew_tells_it_at_its_next_start(
    browser: Client, work: Work, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = published(browser, work)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("torg.publishing.intake.undoing.show", die)
    with pytest.raises(KeyboardInterrupt):
        browser.post(f"{draft}/public", {"undo": "1"})
    assert shelved_rows(home) == [2]
    reconcile_shelf()
    assert shelved_rows(home) == []
