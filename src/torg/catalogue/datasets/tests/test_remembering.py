"""Pages kept for a moment are never older than what they are made of."""

import time

import pytest
from django.test import Client

from torg.catalogue.datasets import actions, remembering
from torg.catalogue.datasets.models import Dataset
from torg.catalogue.people.models import User

from .conftest import Publish
from .test_dataset_pages import page

pytestmark = pytest.mark.django_db
ADDRESS = "/datasets/badplatser"


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    remembering.forget()


def test_the_second_reader_gets_the_page_of_the_first(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    publish()
    first = page(ADDRESS)
    monkeypatch.setattr("torg.catalogue.datasets.views.dataset_sheet", None)  # writing it again would break
    assert page(ADDRESS) == first


def test_what_changed_is_seen_at_once(publish: Publish) -> None:
    dataset = publish()
    page(ADDRESS)
    actions.describe(by="test", dataset=dataset, title={"en": "Beaches"})
    assert "Beaches" in page(ADDRESS)
    dataset.organisation.name = {"en": "Newtown"}
    dataset.organisation.save()
    assert "Newtown" in page(ADDRESS)
    actions.withdraw(by="test", dataset=Dataset.objects.get(), because="It held names.")
    page(ADDRESS, 410)


def test_a_page_is_forgotten_after_a_moment(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    publish()
    page(ADDRESS)
    later = time.monotonic() + remembering.SECONDS + 1
    monkeypatch.setattr("torg.catalogue.datasets.remembering.time.monotonic", lambda: later)
    monkeypatch.setattr("torg.catalogue.datasets.views.dataset_sheet", None)
    with pytest.raises(TypeError):
        page(ADDRESS)


def test_questions_hosts_and_people_have_pages_of_their_own(publish: Publish, settings: object) -> None:
    publish()
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]  # type: ignore[attr-defined]
    assert page(ADDRESS) != page(f"{ADDRESS}?sort=-lat")
    assert "http://other.example/datasets" in Client(SERVER_NAME="other.example").get(ADDRESS).content.decode()
    astrid = Client()
    astrid.force_login(User.objects.create(email="astrid@example.org"))
    assert "Sign in" not in astrid.get(ADDRESS).content.decode()
    assert "Sign in" in page(ADDRESS)


def test_what_could_not_be_answered_is_not_kept(publish: Publish) -> None:
    publish()
    page(f"{ADDRESS}?page=x", 400)
    page(f"{ADDRESS}?page=x", 400)
    assert not remembering._pages


def test_pages_kept_have_a_bound(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    publish()
    monkeypatch.setattr(remembering, "MOST_BYTES", len(page(ADDRESS).encode()) * 2)
    for stray in range(5):
        page(f"{ADDRESS}?stray{stray}=1")
    assert 1 <= len(remembering._pages) <= 2
