from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from torg.catalogue.people.actions import create_organisation
from torg.catalogue.people.models import Organisation
from torg.catalogue.people.tests.signing_in import person, sign_in

from .conftest import Publish

pytestmark = pytest.mark.django_db


def start_page(client: Client) -> str:
    answer = client.get("/studio")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_start_page_lists_what_their_organisation_has_public(client: Client, publish: Publish) -> None:
    publish(title={"en": "Bathing places"})
    publish("parks", organisation="cederby", title={"en": "Parks of Cederby"})
    sign_in(client, person("Astrid", editor=Organisation.objects.get(slug="atorp")))
    shown = start_page(client)
    assert "Your data (1)" in shown
    assert 'href="/datasets/badplatser"' in shown
    assert "Parks of Cederby" not in shown


def test_the_first_time_says_that_nothing_is_public_before_they_decide(client: Client) -> None:
    sign_in(client, person("Astrid", editor=create_organisation(by="test", slug="atorp")))
    assert "Nothing is public yet" in start_page(client)


def test_the_start_page_asks_as_often_for_many_as_for_one(
    client: Client, publish: Publish, django_assert_num_queries: Any
) -> None:

    publish("d0")
    sign_in(client, person("Astrid", editor=Organisation.objects.get()))
    start_page(client)
    with CaptureQueriesContext(connection) as one:
        start_page(client)
    asked = len(one)
    for number in range(1, 7):
        publish(f"d{number}")
    start_page(client)  # sizes of versions are asked once after a change
    with django_assert_num_queries(asked):
        start_page(client)


def test_what_was_published_is_told_with_who_did_it(client: Client, publish: Publish) -> None:
    publish()
    atorp = Organisation.objects.get()
    sign_in(client, person("Bo", administrator=atorp))
    shown = client.get("/studio/atorp/events").content.decode()
    assert "published “Bathing places”" in shown
