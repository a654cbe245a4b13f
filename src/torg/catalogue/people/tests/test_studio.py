from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from markupsafe import Markup

from torg.catalogue.people import actions
from torg.catalogue.people.models import Organisation, User
from torg.catalogue.people.slots import Panel, studio_task

from .signing_in import person, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def atorp() -> Organisation:
    return actions.create_organisation(by="test", slug="atorp", name={"en": "Åtorp"})


@pytest.fixture
def task() -> Iterator[None]:
    def late(user: User, request: object) -> Panel:
        return Panel(Markup("<p>Bathing places is 12 days late</p>"), heading="To do", address="to-do", place="top")

    def broken(user: User, request: object) -> Panel:
        raise ZeroDivisionError

    before = dict(studio_task._fillings)
    studio_task.fill(late)
    studio_task.fill(broken)
    yield
    studio_task._fillings.clear()
    studio_task._fillings.update(before)


def page(client: Client, path: str = "/studio") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_start_page_begins_with_what_is_expected_of_astrid(client: Client, atorp: Organisation, task: None) -> None:
    sign_in(client, person("Astrid", editor=atorp))
    shown = page(client)
    assert "Hello Astrid" in shown
    assert shown.index("12 days late") < shown.index('href="/publish"') < shown.index("Åtorp")
    assert "cannot be shown right now" in shown, "a task that breaks does not take the page with it"


def test_settings_are_offered_to_those_who_may_change_them(client: Client, atorp: Organisation) -> None:
    sign_in(client, person("Astrid", editor=atorp))
    assert 'href="/studio/atorp"' not in page(client)
    sign_in(client, person("Bo", administrator=atorp))
    assert 'href="/studio/atorp"' in page(client)
    assert 'href="/studio/hub"' not in page(client)


def test_dag_belongs_nowhere_and_is_told_what_to_do(client: Client, atorp: Organisation) -> None:
    sign_in(client, person("Dag"))
    shown = page(client)
    assert "Åtorp" not in shown
    assert 'href="/publish"' not in shown
    assert "invitation" in shown


@pytest.mark.parametrize("path", ["/studio", "/account"])
def test_a_stranger_is_led_to_the_sign_in_page(client: Client, path: str) -> None:
    assert client.get(path)["Location"] == f"/sign-in?next={path}"


def test_a_name_is_one_line_of_plain_signs(client: Client) -> None:
    sign_in(client, person("Astrid"))
    client.post("/account", {"name": " Astrid\u202e\n <b>Lind</b> "})
    assert get_user_model().objects.get().name == "Astrid <b>Lind</b>"
    assert "&lt;b&gt;Lind&lt;/b&gt;" in page(client, "/account")


def test_the_first_password_is_set_without_an_old_one_and_the_next_with_it(client: Client) -> None:
    sign_in(client, person("Astrid"))
    assert client.post("/account", {"password": "a boat on the lake"}).status_code == 302
    assert page(client, "/account"), "this browser stays signed in"
    assert client.post("/account", {"password": "another boat there", "old": "wrong"}).status_code == 422
    assert client.post("/account", {"password": "another boat there", "old": "a boat on the lake"}).status_code == 302
    assert User.objects.get().check_password("another boat there")


def test_a_new_password_ends_the_sessions_that_began_with_the_old_one(client: Client) -> None:
    astrid, thief = person("Astrid"), Client()
    sign_in(thief, astrid)
    sign_in(client, astrid)
    client.post("/account", {"password": "a boat on the lake"})
    assert thief.get("/studio").status_code == 303
    assert client.get("/studio").status_code == 200


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short", "at least 10"), ("password123", "Too many people"), ("8439204710", "only digits"),
        ("astrid@example.org", "too much like"), ("", "at least 10"),
    ],
)  # fmt: skip
def test_a_weak_password_is_refused_in_words(client: Client, password: str, said: str) -> None:
    sign_in(client, person("Astrid"))
    answer = client.post("/account", {"password": password})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not User.objects.get().has_password


def test_the_old_password_cannot_be_guessed_from_a_session_left_open(client: Client) -> None:
    astrid = person("Astrid")
    astrid.set_password("a boat on the lake")
    astrid.save()
    sign_in(client, astrid)
    for _ in range(10):
        client.post("/account", {"password": "another boat there", "old": "guess"})
    client.post("/account", {"password": "another boat there", "old": "a boat on the lake"})
    assert User.objects.get().check_password("a boat on the lake")
