import pytest
from django.test import Client

from torg.catalogue.people.actions import ensure_organisation
from torg.catalogue.people.models import Organisation
from torg.kit.components import safe_colour

pytestmark = pytest.mark.django_db


def test_the_page_says_who_it_is_and_shows_its_colour_made_safe() -> None:
    one, _ = ensure_organisation(by="test", slug="atorp")
    Organisation.objects.filter(pk=one.pk).update(
        name={"en": "Åtorp"},
        kind="municipality",
        colour="#ffd700",
        official_code="1234",
        contact_mail="data@atorp.example",
    )
    answer = Client().get("/organisations/atorp")
    page = answer.content.decode()
    assert answer.status_code == 200
    for part in (
        "Åtorp</h1>",
        "Municipality, official code 1234",
        "mailto:data@atorp.example",
        "Nothing is published here",
    ):
        assert part in page, part
    safe = safe_colour("#ffd700")
    assert f'fill="{safe.day}"' in page
    assert f'fill="{safe.night}"' in page
    assert not answer.cookies


def test_the_page_claims_no_kind_that_nobody_said() -> None:
    one, _ = ensure_organisation(by="test", slug="atorp")
    page = Client().get("/organisations/atorp").content.decode()
    assert 'class="lead"' not in page
    assert "Municipality" not in page
    Organisation.objects.filter(pk=one.pk).update(official_code="1234", contact_mail="data@atorp.example")
    page = Client().get("/organisations/atorp").content.decode()
    assert 'class="lead">Official code 1234. Questions to <a' in page


def test_an_organisation_that_is_not_there_is_not_found() -> None:
    assert Client().get("/organisations/nobody").status_code == 404
