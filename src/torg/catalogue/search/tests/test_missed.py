"""What people looked for in vain is kept, and nothing about them."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from torg.catalogue.people.models import Membership, Organisation, User
from torg.catalogue.search import actions
from torg.catalogue.search.actions import note_missed, wanted
from torg.catalogue.search.models import MissedSearch
from torg.catalogue.search.queries import missed
from torg.foundation.home import home

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hub_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TORG_HOME", str(tmp_path))
    home().make()


def counts() -> dict[str, int]:
    return dict(MissedSearch.objects.values_list("words", "count"))


def test_a_search_in_vain_is_counted_by_day(client: Client) -> None:
    for words in ("Laddstolpar, Umeå", "laddstolpar umeå!", "LADDSTOLPAR  UMEÅ"):
        client.get("/datasets", {"q": words})
    assert counts() == {"laddstolpar umeå": 3}


def test_what_was_narrowed_down_or_only_looked_at_is_not_counted(client: Client) -> None:
    client.get("/datasets?q=laddstolpar&organisation=are")
    client.head("/datasets?q=laddstolpar")
    client.get("/datasets")
    assert counts() == {}


PRIVATE = [
    "anna.berg@example.se", "850709-9805", "19850709 9805", "070-123 45 67", "+46 70 123 45 67", "5299 1234 5678 9012",
    "0701234567",
    "https://example.org/x", "www.example.org", "anna @ example", "DE89 3704 0044 0532 0130 00",
]  # fmt: skip


@pytest.mark.parametrize("words", PRIVATE)
def test_what_may_be_about_a_person_is_not_kept(client: Client, words: str) -> None:
    client.get("/datasets", {"q": words})
    assert counts() == {}


def test_years_and_short_codes_are_kept() -> None:
    assert wanted("Budget 2026") == "budget 2026"
    assert wanted("SWEREF 99") == "sweref 99"


@pytest.mark.parametrize("words", ["", " ", "%%%", "a", "x" * 81, "_"])
def test_what_says_nothing_is_not_kept(words: str) -> None:
    assert wanted(words) == ""


def test_a_day_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_A_DAY", 3)
    for number in range(9):
        note_missed(question=f"word{number}")
    note_missed(question="word0")
    assert counts() == {"word0": 2, "word1": 1, "word2": 1}


def test_old_days_are_forgotten() -> None:
    MissedSearch.objects.create(words="old", day=timezone.now().date() - timedelta(days=actions.KEPT_DAYS + 1))
    note_missed(question="new")
    assert counts() == {"new": 1}


def test_days_are_added_up_the_most_frequent_first() -> None:
    today = timezone.now().date()
    for words, days, count in (("once", 0, 1), ("often", 0, 2), ("often", 5, 3), ("long ago", 200, 99)):
        MissedSearch.objects.create(words=words, day=today - timedelta(days=days), count=count)
    assert [(row["words"], row["times"]) for row in missed(90)] == [("often", 5), ("once", 1)]


def member(name: str, kind: str, role: str) -> User:
    person = User.objects.create(email=f"{name}@example.org")
    place = Organisation.objects.create(slug=f"{name}-place", name={"en": "Place"}, kind=kind)
    Membership.objects.create(user=person, organisation=place, role=role)
    return person


@pytest.mark.parametrize(
    ("kind", "role", "sees"),
    [
        ("region", "administrator", True),
        ("region", "editor", False),
        ("municipality", "administrator", False),
    ],
)
def test_the_list_is_for_who_coordinates_a_region(client: Client, kind: str, role: str, sees: bool) -> None:
    MissedSearch.objects.create(words="laddstolpar", day=timezone.now().date(), count=7)
    client.force_login(member("bo", kind, role))
    assert client.get("/searches").status_code == (200 if sees else 404)
    assert ("laddstolpar" in client.get("/studio").content.decode()) == sees


def test_the_list_is_for_administrators_of_the_hub(client: Client) -> None:
    MissedSearch.objects.create(words="<b>laddstolpar", day=timezone.now().date(), count=7)
    assert client.get("/searches").status_code == 303
    dag, astrid = (User.objects.create(email=f"{name}@example.org") for name in ("dag", "astrid"))
    client.force_login(dag)
    assert client.get("/searches").status_code == 404
    User.objects.filter(pk=astrid.pk).update(is_admin=True)
    client.force_login(User.objects.get(pk=astrid.pk))
    answer = client.get("/searches")
    assert answer.status_code == 200
    assert b"&lt;b&gt;laddstolpar" in answer.content
    assert "no-store" in answer.headers["Cache-Control"]
