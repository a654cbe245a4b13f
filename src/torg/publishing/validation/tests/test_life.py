"""The life of rules: Bo proposes, changes, tries and adopts them; Astrid and Dag may not."""

import io
import json

import pytest
from django.test import Client

from torg.catalogue.people.models import Event, Membership, Organisation, Role, User
from torg.engine.specifications import parse
from torg.foundation.problems import Refusal
from torg.publishing.validation import actions, editing
from torg.publishing.validation.knowing import known
from torg.publishing.validation.models import OwnSpecification

pytestmark = pytest.mark.django_db

LAMPS = """
id: street-lamps
version: "1.0"
labels: {en: Street lamps}
fields:
  - {name: pole, type: string, level: required, labels: {en: Pole, fi: Pylväs}, constraints: {unique: true}}
  - {name: light, type: string, values: lights, labels: {en: Light}}
lists:
  lights:
    - {code: led, labels: {en: LED}, aliases: {sv: [lysdiod]}}
    - {code: sodium, labels: {en: sodium}}
"""


@pytest.fixture
def bo():
    region = Organisation.objects.create(slug="storby", name={"en": "Storby region"}, kind=Organisation.Kind.REGION)
    one = User.objects.create(email="bo@storby.example")
    Membership.objects.create(user=one, organisation=region, role=Role.ADMINISTRATOR)
    return one


@pytest.fixture
def astrid():
    town = Organisation.objects.create(slug="hedestad", name={"en": "Hedestad"})
    one = User.objects.create(email="astrid@hedestad.example")
    Membership.objects.create(user=one, organisation=town, role=Role.EDITOR)
    return one


@pytest.fixture
def row(bo):
    return actions.begin(by=bo, text=LAMPS)


def test_a_draft_is_no_rule_yet_an_adopted_one_is_and_a_retired_one_no_more(row, bo):
    names = lambda: [one.id for one in known()]  # noqa: E731
    assert "street-lamps" not in names()
    actions.adopt(by=bo, row=row)
    assert "street-lamps" in names()
    actions.retire(by=bo, row=row)
    assert "street-lamps" not in names()
    assert known().get("street-lamps", "1.0").status == "retired"
    assert [event.what for event in Event.objects.order_by("pk")] == ["rules.begun", "rules.adopted", "rules.retired"]


def test_what_is_adopted_is_not_changed(row, bo):
    actions.adopt(by=bo, row=row)
    with pytest.raises(Refusal) as refused:
        actions.change(by=bo, row=row, text=LAMPS)
    assert refused.value.problem.code == "rules.adopted"


def test_rules_that_are_there_are_not_begun_again(row, bo):
    for text in (LAMPS, "id: bathing-places\nversion: '1.0'\nfields: [{name: a}]\n"):
        with pytest.raises(Refusal) as refused:
            actions.begin(by=bo, text=text)
        assert refused.value.problem.code == "rules.there"


def test_of_two_who_change_one_draft_the_second_is_told(row, bo):
    seen = row.changed
    actions.change(by=bo, row=row, text=LAMPS.replace("Pole", "Post"), seen=seen)
    with pytest.raises(Refusal) as refused:
        actions.change(by=bo, row=row, text=LAMPS, seen=seen)
    assert refused.value.problem.code == "rules.overtaken"


def test_a_column_changed_in_the_form_keeps_what_the_form_does_not_show():
    said = editing.column(LAMPS, 0) | {"label_en": "Lamp post", "maximum": "", "max_length": "20"}
    changed = editing.with_column(LAMPS, 0, said)
    assert "Lamp post" in changed
    assert "Pylväs" in changed
    assert editing.column(changed, 0)["unique"] == "yes"


def test_words_keep_their_aliases_while_their_code_stays():
    said = editing.column(LAMPS, 1)
    assert said["words"] == "led: LED\nsodium: sodium"
    changed = editing.with_column(LAMPS, 1, said | {"words": "led: LED light\nmercury"})
    assert "lysdiod" in changed
    assert editing.column(changed, 1)["words"] == "led: LED light\nmercury"


def test_a_column_opened_and_saved_unchanged_changes_nothing():
    for at in (0, 1):
        assert editing.entries(editing.with_column(LAMPS, at, editing.column(LAMPS, at)), "en") == editing.entries(
            LAMPS, "en"
        )
        assert editing.column(editing.with_column(LAMPS, at, editing.column(LAMPS, at)), at) == editing.column(
            LAMPS, at
        )


def test_bo_makes_rules_in_the_browser(client, bo):
    client.force_login(bo)
    begun = client.post("/specifications/drafts", {"name": "benches", "label": "Benches"})
    assert begun.status_code == 302
    here = begun["Location"]
    page = client.get(f"{here}/columns/new")
    assert page.status_code == 200
    column = {"name": "seats", "type": "integer", "level": "recommended", "label_en": "Seats", "minimum": "1"}
    assert client.post(f"{here}/columns/new", column).status_code == 302
    assert client.post(f"{here}/columns/new", {**column, "name": ""}).status_code == 422
    assert client.post(here, {"up": "1"}).status_code == 302
    text = OwnSpecification.objects.get().text
    assert text.index("seats") < text.index("name: id")
    assert client.post(here, {"adopt": "1"})["Location"] == "/specifications/benches/1.0"
    assert client.get("/specifications/benches").status_code == 200


def test_a_schema_can_be_brought_along(client, bo):
    client.force_login(bo)
    file = io.BytesIO(b'{"name": "poles", "fields": [{"name": "id", "constraints": {"required": true}}]}')
    file.name = "schema.json"
    assert client.post("/specifications/drafts", {"file": file}).status_code == 302
    row = OwnSpecification.objects.get()
    assert "level: required" in row.text


def test_mistakes_are_told_with_their_line(client, bo, row):
    client.force_login(bo)
    page = client.post(f"/specifications/drafts/{row.pk}/text", {"text": LAMPS.replace("type: string", "type: colour")})
    assert page.status_code == 422
    assert "line 6" in page.content.decode()


@pytest.mark.parametrize("address", ["", "/1", "/1/about", "/1/text", "/1/columns/new", "/1/columns/0"])
def test_strangers_and_clerks_do_not_learn_that_the_pages_are_there(client, row, astrid, address):
    address = f"/specifications/drafts{address.replace('/1', f'/{row.pk}', 1)}"
    assert client.get(address).status_code in (302, 303)
    assert client.post(address, {"adopt": "1", "text": "x"}).status_code in (302, 303)
    client.force_login(astrid)
    assert client.get(address).status_code == 404
    assert client.post(address, {"adopt": "1"}).status_code in (403, 404)
    row.refresh_from_db()
    assert row.status == "draft"


def test_codes_that_look_like_numbers_or_truths_stay_as_they_are_written(bo):
    text = """
id: lamps
version: 1.10
labels: {en: Lamps, no: Lamper}
fields:
  - {name: code, type: string, labels: {en: Code}, example: 0170, constraints: {unique: false, enum: [no, 010, 1.50]}}
  - {name: height, type: number, labels: {en: Height}, constraints: {minimum: 0}}
checks:
  - {name: compare-columns, column: height, op: ">", value: 1.50}
hvd: null
"""
    said = editing.column(text, 0)
    assert (said["example"], said["words"], said["unique"]) == ("0170", "no\n010\n1.50", "")
    again = editing.with_column(editing.with_about(text, editing.about(text)), 1, editing.column(text, 1))
    assert parse(again, "x") == parse(text, "x")


@pytest.mark.parametrize("address", ["", "/about", "/text", "/columns/new"])
def test_a_text_that_broke_can_still_be_mended(client, bo, row, address):
    OwnSpecification.objects.update(text="fields: [")
    client.force_login(bo)
    page = client.get(f"/specifications/drafts/{row.pk}{address}")
    assert page.status_code in (302, 404, 422) or address == "/text"
    assert client.post(f"/specifications/drafts/{row.pk}", {"adopt": "1"}).status_code == 422
    assert client.post(f"/specifications/drafts/{row.pk}/text", {"text": LAMPS}).status_code == 302


@pytest.mark.parametrize(
    "schema",
    [
        {"name": "../../x", "version": "../../etc/passwd/and/longer"},
        {"name": "x" * 300, "version": "9" * 50},
        {"name": "drafts"},
        {"name": "<script>", "title": "<script>alert(1)</script>", "version": "' OR 1=1 --"},
        {"name": "\ud800", "title": "\ud800"},
        {"name": "a.b", "version": "v1.2.3"},
    ],
)
def test_a_schema_begun_is_told_to_be_unfit_or_can_be_adopted_and_seen(client, bo, schema):
    client.force_login(bo)
    file = io.BytesIO(json.dumps({**schema, "fields": [{"name": "id"}, {"name": "<b>"}]}).encode())
    file.name = "schema.json"
    begun = client.post("/specifications/drafts", {"file": file})
    if begun.status_code == 422:
        assert not OwnSpecification.objects.exists()
        return
    seen = client.post(begun["Location"], {"adopt": "1"})
    assert client.get(seen["Location"]).status_code == 200
    assert known().get(OwnSpecification.objects.get().identifier).status == "adopted"


def test_a_name_with_a_point_has_a_page(client, bo):
    actions.adopt(by=bo, row=actions.begin(by=bo, text=LAMPS.replace("street-lamps", "street.lamps")))
    assert client.get("/specifications/street.lamps").status_code == 200


def test_what_somebody_else_changed_meanwhile_is_not_adopted_unseen(client, bo, row):
    client.force_login(bo)
    seen = row.changed.isoformat()
    actions.change(by=bo, row=row, text=LAMPS.replace("Pole", "Post"))
    assert client.post(f"/specifications/drafts/{row.pk}", {"adopt": "1", "seen": seen}).status_code == 422
    row.refresh_from_db()
    assert row.status == "draft"


def test_of_two_who_adopt_at_once_one_does(bo, row):
    actions.adopt(by=bo, row=row)
    with pytest.raises(Refusal) as refused:
        actions.adopt(by=bo, row=row)
    assert refused.value.problem.code == "rules.state"


def test_a_form_of_another_site_changes_nothing(bo, row):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(bo)
    for address, sent in (("", {"adopt": "1"}), ("", {"drop": "1"}), ("/text", {"text": LAMPS})):
        assert strict.post(f"/specifications/drafts/{row.pk}{address}", sent).status_code == 403
    row.refresh_from_db()
    assert row.status == "draft"


def test_what_came_of_a_trial_is_shown(client, bo, row):
    counts = {"rows": 3, "fine": 2, "mended": 0, "waiting": 1, "causes": ["“Pole” is missing."]}
    lists = [{"slug": "lamps-of-hedestad", **counts}, {"slug": "lamps-of-ekvalla", "problem": "It took too long."}]
    OwnSpecification.objects.update(trial={"version": "then", "ended": "2026-11-27T12:00:00+00:00", "lists": lists})
    client.force_login(bo)
    page = client.get(f"/specifications/drafts/{row.pk}")
    assert page.status_code == 200
    for told in ("“Pole” is missing.", "It took too long.", "The rules were changed since then."):
        assert told in page.content.decode()
