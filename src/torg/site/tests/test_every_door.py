"""Every address there is, also those of rooms to come: no form without its secret, no cookie for readers, no way in."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from torg.catalogue.people.actions import create_admin, create_organisation, invite
from torg.catalogue.people.models import Invitation, Membership, Organisation, Token, User
from torg.catalogue.people.tests.signing_in import person, sign_in
from torg.kit.jobs.models import Job
from torg.publishing.intake.models import Draft, Upload

pytestmark = pytest.mark.django_db

WITHOUT_A_SECRET = ("/api/", "/follow/", "/check")
"""Programs bring a token, letters a signed address; forms for everybody would need a cookie, and change nothing."""
GIVES_A_COOKIE = "/sign-in"
OF_EVERYBODY = ("/account", "/jobs", "/publish", "/publish/drafts", "/studio")
"""Pages that each signed-in person has, with what is theirs."""
FILLED = {"slug": "atorp", "identifier": "f_astrids", "number": "1", "signed": "a:b:c"}


def addresses(patterns: list[URLPattern | URLResolver] | None = None) -> Iterator[str]:
    """With the names of what Astrid has; those of metadata, which nobody writes to, have tests of their own."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns)
        elif isinstance(one.pattern, RoutePattern):
            route = re.sub(r"<(?:\w+:)?(\w+)>", lambda part: FILLED.get(part[1], "1"), str(one.pattern))
            yield f"/{route}"


@pytest.fixture
def atorp() -> Organisation:
    atorp = create_organisation(by="test", slug="atorp")
    Draft.objects.create(pk="f_astrids", organisation=atorp, source_name="a.csv", changed_by=person("Astrid"))
    Job.objects.create(pk=1, name="draft.read", about="atorp", payload={"draft": "f_astrids", "reading": 1})
    invite(by="test", organisation=atorp, email="celine@example.org", role="editor", base="http://testserver")
    return atorp


def everything() -> list[list[object]]:
    return [
        list(kind.objects.order_by("pk").values())
        for kind in (Organisation, Draft, Job, Token, Membership, Invitation, Upload, User)
    ]


def test_there_are_addresses() -> None:
    assert {"/studio/atorp/people", "/publish/f_astrids/found", "/jobs/1/cancel", "/sign-in"} <= set(addresses())
    assert not [one for one in addresses() if "<" in one]


def test_no_form_acts_without_the_secret_of_its_page(atorp: Organisation) -> None:
    keeper, _ = create_admin(by="test", email="karin@example.org", password="a boat on the lake")
    Membership.objects.create(user=keeper, organisation=atorp, role="administrator")
    browser = Client(enforce_csrf_checks=True)
    sign_in(browser, keeper)
    before = everything()
    for address in addresses():
        if not address.startswith(WITHOUT_A_SECRET) and not address.endswith("/follow"):
            assert browser.post(address, {"name": "x"}).status_code in (401, 403, 404, 405), address
    assert everything() == before


def test_a_reader_gets_no_cookie_anywhere_but_at_the_door(atorp: Organisation) -> None:
    for address in addresses():
        if not address.startswith(GIVES_A_COOKIE):
            answer = Client().get(address)
            assert not answer.cookies, address
            assert answer.status_code < 500, address


def test_a_stranger_with_an_account_comes_no_further_than_to_what_is_public(atorp: Organisation) -> None:
    dag, nobody = Client(), Client()
    sign_in(dag, person("Dag"))
    before = everything()
    for address in addresses():
        public = nobody.get(address).status_code not in (302, 303, 401)
        if not public and address not in OF_EVERYBODY and not address.startswith(GIVES_A_COOKIE):
            assert dag.get(address).status_code in (401, 404, 405), address
            assert dag.post(address, {"name": "x", "size": "9"}).status_code in (401, 403, 404, 405), address
    assert everything() == before


def test_nothing_that_dag_sees_speaks_of_others(atorp: Organisation) -> None:
    dag = Client()
    sign_in(dag, person("Dag"))
    for address in OF_EVERYBODY:
        shown = dag.get(address)
        assert "no-store" in shown["Cache-Control"], address
        assert "astrid" not in shown.content.decode().lower(), address
        assert "a.csv" not in shown.content.decode(), address
