"""Somebody closes their own account: nothing of them stays, and nobody is locked out by it."""

import pytest
from django.test import Client

from torg.catalogue.people import actions
from torg.catalogue.people.models import Event, Membership, Organisation, User

from .signing_in import person, sign_in

pytestmark = pytest.mark.django_db
CLOSE = {"close": "1", "sure": "1"}


@pytest.fixture
def atorp() -> Organisation:
    return actions.create_organisation(by="test", slug="atorp", name={"en": "Åtorp"})


@pytest.fixture
def astrid(client: Client, atorp: Organisation) -> User:
    found = person("Astrid", editor=atorp)
    sign_in(client, found)
    return found


def test_an_account_goes_with_its_name_and_its_sessions(client: Client, astrid: User, atorp: Organisation) -> None:
    elsewhere = Client()
    sign_in(elsewhere, astrid)
    answer = client.post("/account", CLOSE)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert not User.objects.exists()
    assert not Membership.objects.exists()
    for browser in (client, elsewhere):
        assert browser.get("/studio").status_code in (302, 303)
    event = Event.objects.get(what="member.left")
    assert (event.organisation, event.user, event.by, event.about) == (atorp, None, "", "")


def test_without_the_tick_nothing_goes(client: Client, astrid: User) -> None:
    told = client.post("/account", {"close": "1"})
    assert told.status_code == 422
    assert "Tick the box first" in told.content.decode()
    assert User.objects.get() == astrid


def test_the_last_administrator_of_an_organisation_stays(client: Client, atorp: Organisation) -> None:
    bo = person("Bo", administrator=atorp)
    sign_in(client, bo)
    told = client.post("/account", CLOSE)
    assert told.status_code == 422
    assert "needs an administrator" in told.content.decode()
    assert Membership.objects.get().user == bo
    person("Astrid", administrator=atorp)
    assert client.post("/account", CLOSE).status_code == 302
    assert [one.name for one in User.objects.all()] == ["Astrid"]


def test_the_last_administrator_of_the_hub_stays(client: Client) -> None:
    person("Dag")
    admin, _ = actions.create_admin(by="test", email="karin@example.org", password="a boat on the lake")
    sign_in(client, admin)
    assert client.post("/account", CLOSE).status_code == 422
    actions.create_admin(by="test", email="bo@example.org", password="a boat on the lake")
    assert client.post("/account", CLOSE).status_code == 302
    assert not User.objects.filter(email="karin@example.org").exists()


def test_a_stranger_closes_nothing(astrid: User) -> None:
    assert Client().post("/account", CLOSE).status_code in (302, 303)
    assert User.objects.get() == astrid
