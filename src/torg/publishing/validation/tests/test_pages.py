"""Pages of specifications: what Astrid reads before she makes a list."""

import pytest

from torg.publishing.validation.models import OwnSpecification

pytestmark = pytest.mark.django_db

DRAFT = """
id: lamps
version: "1"
status: draft
labels: {en: Street lamps}
fields:
  - {name: pole, type: string, level: required, labels: {en: "Pole <b>"}, example: A1}
"""


def test_the_list_names_what_is_shipped(client):
    page = client.get("/specifications").content.decode()
    assert "Bathing places" in page
    assert 'href="/specifications/bathing-places"' in page


@pytest.mark.parametrize(("words", "there"), [("badplats", True), ("kąpielisko", True), ("zzz", False)])
def test_rules_are_found_in_every_language(client, words, there):
    page = client.get("/specifications", {"q": words}).content.decode()
    assert ("Bathing places" in page) is there
    assert ("No rules have these words" in page) is not there


def test_a_page_says_what_is_needed_and_what_to_write(client):
    page = client.get("/specifications/bathing-places").content.decode()
    assert '<a href="#latitude">Latitude</a>' in page
    assert "number, from -90 to 90" in page


@pytest.mark.parametrize("address", ["none", "bathing-places/9.9", "lamps"])
def test_what_is_not_there_or_only_proposed_is_not_found(client, address):
    OwnSpecification.objects.create(identifier="lamps", version="1", text=DRAFT)
    assert client.get(f"/specifications/{address}").status_code == 404


def test_a_proposal_is_seen_by_its_version_and_shows_markup_as_text(client):
    OwnSpecification.objects.create(identifier="lamps", version="1", text=DRAFT)
    page = client.get("/specifications/lamps/1").content.decode()
    assert "A proposal" in page
    assert "Pole &lt;b&gt;" in page
    assert "<b>" not in page


def test_a_text_of_the_hub_that_broke_ends_no_page(client):
    OwnSpecification.objects.create(identifier="lamps", version="1", status="adopted", text="fields: [")
    assert client.get("/specifications").status_code == 200


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("table-schema.json", "application/json"),
        ("json-schema.json", "application/schema+json"),
        ("csvw.json", "application/csvm+json"),
        ("sv.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("pl.ods", "application/vnd.oasis.opendocument.spreadsheet"),
        ("example.csv", "text/csv; charset=utf-8"),
    ],
)
def test_a_specification_can_be_had_as_programs_and_clerks_need_it(client, address, kind):
    page = client.get("/specifications/bathing-places").content.decode()
    answer = client.get(f"/specifications/bathing-places/1.0/{address}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == kind
    assert f"/specifications/bathing-places/1.0/{address.replace('sv.', 'en.').replace('pl.', 'en.')}" in page


@pytest.mark.parametrize("address", ["schema.json", "xx.xlsx", "sv.pdf", "../1.0/sv.xlsx"])
def test_other_forms_are_not_there(client, address):
    assert client.get(f"/specifications/bathing-places/1.0/{address}").status_code == 404
