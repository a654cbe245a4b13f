"""Words that no database can hold, from Dag at the doors and from people inside: told as unreadable, never a fault."""

import pytest
from django.test import Client

from torg.catalogue.people.actions import ensure_organisation
from torg.catalogue.people.models import Organisation

from .signing_in import person, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = ["a\0b", "a\0b@example.org", f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.example", "å" * 5000]


@pytest.fixture
def atorp() -> Organisation:
    return ensure_organisation(by="test", slug="atorp")[0]


@pytest.mark.parametrize("word", WORDS)
def test_no_word_of_a_stranger_is_a_fault_of_ours(client: Client, word: str) -> None:
    for path in ("/sign-in", "/sign-in/password"):
        for form in ({"email": word, "password": "x"}, {"email": "dag@example.org", "password": word}):
            assert client.post(path, form).status_code < 500
    assert client.post("/sign-in", {"email": "dag@example.org", "next": f"/{word}"}).status_code < 500
    assert client.post("/sign-in/code", {"code": word}).status_code < 500


@pytest.mark.parametrize("word", WORDS)
def test_no_word_of_a_member_is_a_fault_of_ours(client: Client, word: str, atorp: Organisation) -> None:
    sign_in(client, person("Bo", administrator=atorp))
    for form in ({"name": word}, {"old": word, "password": word}):
        assert client.post("/account", form).status_code < 500
    for form in ({"invite": "1", "email": word, "role": "editor"}, {"remove": word}, {"take_back": word}):
        assert client.post("/studio/atorp/people", form).status_code < 500
    for form in ({"name": word, "days": "30"}, {"revoke": word}):
        assert client.post("/studio/atorp/tokens", form).status_code < 500
    about = {"name": "Atorp", "licence": "CC0-1.0"}
    for field in ("name", "kind", "official_code", "contact_mail", "contact_url", "licence", "theme", "language"):
        assert client.post("/studio/atorp", {**about, field: word}).status_code < 500


@pytest.mark.parametrize("word", WORDS)
def test_no_word_of_the_keeper_is_a_fault_of_ours(client: Client, word: str) -> None:
    karin = person("Karin")
    karin.is_admin = True
    karin.save()
    sign_in(client, karin)
    for field in ("title", "description", "contact_mail", "country", "languages", "public_url"):
        assert client.post("/studio/hub", {"title": "Hub", "languages": "en", field: word}).status_code < 500
    for form in ({"slug": word, "new_name": "Btorp"}, {"slug": "btorp", "new_name": word}):
        assert client.post("/studio/hub", form).status_code < 500
