import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

import torg
from torg.catalogue.people import actions, members, queries
from torg.catalogue.people.events import told
from torg.catalogue.people.models import Arms, Event, Invitation, Membership, Organisation, Token, User
from torg.foundation.language import codes
from torg.foundation.problems import Refusal
from torg.kit.components import safe_colour

from .conftest import Letters
from .signing_in import person, sign_in

pytestmark = pytest.mark.django_db

OF_ATORP = ("/studio/atorp", "/studio/atorp/people", "/studio/atorp/tokens", "/studio/atorp/events")
GIVEN = {
    "name": "Åtorps kommun", "kind": "municipality", "official_code": "0180", "contact_mail": "data@atorp.example",
    "contact_url": "https://atorp.example/data", "licence": "CC-BY-4.0", "theme": "ENVI", "language": "sv",
    "colour": "#00A0E3",
}  # fmt: skip


@pytest.fixture
def atorp() -> Organisation:
    return actions.create_organisation(by="test", slug="atorp", name={"en": "Åtorp"})


@pytest.fixture
def bo(client: Client, atorp: Organisation) -> User:
    bo = person("Bo", administrator=atorp)
    sign_in(client, bo)
    return bo


@pytest.fixture
def keeper() -> User:
    return actions.create_admin(by="test", email="keeper@example.org", password="a boat on the lake")[0]


@pytest.mark.parametrize("path", [*OF_ATORP, "/studio/hub", "/studio/nothing"])
@pytest.mark.parametrize("who", ["stranger", "Dag", "Astrid", "administrator of another"])
def test_nobody_else_sees_or_changes_settings(client: Client, atorp: Organisation, path: str, who: str) -> None:
    cederby = actions.create_organisation(by="test", slug="cederby")
    people = {
        "Dag": person("Dag"),
        "Astrid": person("Astrid", editor=atorp),
        "administrator of another": person("Celine", administrator=cederby),
    }
    if who in people:
        sign_in(client, people[who])
    form = {**GIVEN, "invite": "1", "email": "dag@example.org", "role": "administrator", "days": "30", "slug": "mine"}
    before = list(Organisation.objects.values())
    expected = 404 if who in people else 303
    assert [client.get(path).status_code, client.post(path, form).status_code] == [expected, expected]
    assert list(Organisation.objects.values()) == before
    assert not Invitation.objects.exists()
    assert not Token.objects.exists()


def test_settings_are_kept_and_used(client: Client, bo: User) -> None:
    assert client.post("/studio/atorp", GIVEN)["Location"] == "/studio/atorp?saved=1"
    atorp = Organisation.objects.get()
    assert atorp.name == {"en": "Åtorps kommun"}
    assert {name: getattr(atorp, name) for name in GIVEN} == {**GIVEN, "name": atorp.name, "colour": "#00a0e3"}
    shown = client.get("/studio/atorp?saved=1").content.decode()
    assert "Saved." in shown
    assert safe_colour("#00a0e3").day in shown


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("name", " \u202e ", "1 to 200"), ("name", "x" * 201, "1 to 200"), ("contact_mail", "astrid", "no e-mail"),
        ("contact_url", "javascript:alert(1)", "javascript"), ("licence", "mine", "not a licence"),
        ("theme", "XXXX", "not in the list"), ("language", "xx", "not in the list"), ("colour", "red", "#00a0e3"),
        ("kind", "kingdom", "not in the list"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_marked_and_nothing_is_lost(
    client: Client, bo: User, name: str, value: str, said: str
) -> None:
    answer = client.post("/studio/atorp", {**GIVEN, name: value})
    page = answer.content.decode()
    assert (answer.status_code, said in page, "data@atorp.example" in page or name == "contact_mail") == (
        422,
        True,
        True,
    )
    assert Organisation.objects.get().official_code == ""


def test_a_hostile_name_stays_words(client: Client, bo: User) -> None:
    hostile = '<script>alert(1)</script>\n\u202eÅtorp & "Co"'
    client.post("/studio/atorp", {**GIVEN, "name": hostile})
    assert Organisation.objects.get().name["en"] == '<script>alert(1)</script> Åtorp & "Co"'
    for path in (*OF_ATORP, "/studio", "/organisations/atorp"):
        assert "<script>alert" not in client.get(path).content.decode()


def test_arms_are_cleaned_kept_and_served_alone(client: Client, bo: User) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)"><path d="M0 0h9"/></svg>'
    client.post("/studio/atorp", {**GIVEN, "arms": SimpleUploadedFile("lion.svg", drawing)})
    address = Organisation.objects.get().arms_address
    served = Client().get(address)
    assert (served.status_code, served["Content-Type"]) == (200, "image/svg+xml")
    assert b"onload" not in served.content
    assert served["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert address in client.get("/organisations/atorp").content.decode()
    client.post("/studio/atorp", {**GIVEN, "no_arms": "on"})
    assert Client().get(address).status_code == 404
    assert not Arms.objects.exists()


def test_arms_that_cannot_be_kept_change_nothing(client: Client, bo: User) -> None:
    answer = client.post("/studio/atorp", {**GIVEN, "arms": SimpleUploadedFile("lion.gif", b"GIF89a")})
    assert (answer.status_code, "neither SVG nor PNG" in answer.content.decode()) == (422, True)
    assert Organisation.objects.get().official_code == ""


@pytest.mark.django_db(transaction=True)
def test_an_invitation_makes_a_stranger_an_editor(client: Client, bo: User, letters: Letters) -> None:
    form = {"invite": "1", "email": "Celine@Example.org", "role": "editor"}
    assert client.post("/studio/atorp/people", form)["Location"].endswith("saved=invited")
    letter = letters()[-1]
    assert (letter["to"], "Bo" in letter.get_content()) == ("Celine@example.org", True)
    address = re.search(r"http://testserver(/invitations/\S+)", letter.get_content())[1]  # type: ignore[index]
    celine = Client()
    assert celine.get(address).status_code == 200
    assert Invitation.objects.count() == 1, "looking accepts nothing"
    assert celine.post(address, {"name": " Celine\n"})["Location"] == "/studio"
    assert celine.get("/studio").status_code == 200
    account = User.objects.get(email="Celine@example.org")
    assert (account.name, queries.role_in(account, Organisation.objects.get())) == ("Celine", "editor")
    assert not account.has_password
    assert [Client().get(address).status_code, Client().post(address).status_code] == [410, 410]


def test_an_invitation_is_over_after_its_time_or_when_it_is_taken_back(client: Client, bo: User) -> None:
    client.post("/studio/atorp/people", {"invite": "1", "email": "celine@example.org", "role": "editor"})
    one = Invitation.objects.get()
    address = members.address_of(one, "")
    Invitation.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert Client().post(address).status_code == 410
    Invitation.objects.update(expires=timezone.now() + timedelta(days=1))
    client.post("/studio/atorp/people", {"take_back": one.pk})
    assert Client().post(address).status_code == 410
    assert Client().post(address[:-1] + "_").status_code == 410
    assert not User.objects.filter(email="celine@example.org").exists()


def test_a_letter_from_before_a_restore_opens_no_invitation_of_another(client: Client, bo: User) -> None:
    client.post("/studio/atorp/people", {"invite": "1", "email": "dag@example.org", "role": "editor"})
    address = members.address_of(Invitation.objects.get(), "")
    Invitation.objects.update(email="celine@example.org", role="administrator")  # the number was given out again
    assert Client().post(address).status_code == 410
    assert not User.objects.filter(email__in=("dag@example.org", "celine@example.org")).exists()


def test_the_same_person_is_invited_once_and_no_member_again(client: Client, bo: User) -> None:
    for role in ("editor", "administrator"):
        client.post("/studio/atorp/people", {"invite": "1", "email": "celine@example.org", "role": role})
    assert [one.role for one in Invitation.objects.all()] == ["administrator"]
    answer = client.post("/studio/atorp/people", {"invite": "1", "email": "BO@example.org", "role": "editor"})
    assert (answer.status_code, "a member already" in answer.content.decode()) == (422, True)


def test_whoever_has_an_account_signs_in_before_an_invitation_is_accepted(client: Client, bo: User) -> None:
    celine = person("Celine")
    client.post("/studio/atorp/people", {"invite": "1", "email": celine.email, "role": "editor"})
    address = members.address_of(Invitation.objects.get(), "")
    stranger, herself = Client(), Client()
    assert "sign in first" in stranger.get(address).content.decode()
    led = stranger.post(address)
    assert (led.status_code, led["Location"].startswith("/sign-in?next=%2Finvitations%2F")) == (302, True)
    assert "_auth_user_id" not in stranger.session
    assert client.post(address)["Location"] == led["Location"], "Bo is signed in, and is not Celine"
    assert not queries.organisations_of(celine).exists()
    sign_in(herself, celine)
    assert herself.post(address)["Location"] == "/studio"
    assert [one.slug for one in queries.organisations_of(celine)] == ["atorp"]


def test_an_older_letter_makes_nobody_less(atorp: Organisation) -> None:
    bo = person("Bo", editor=atorp)
    invitation = Invitation.objects.create(
        organisation=atorp, email=bo.email, role="editor", by="x", expires=timezone.now() + timedelta(days=1)
    )
    Membership.objects.update(role="administrator")
    actions.accept(invitation=invitation)
    assert queries.may_administer(bo, atorp)


def test_an_account_that_was_closed_is_not_opened_by_an_invitation(
    client: Client, atorp: Organisation, bo: User
) -> None:
    dag = person("Dag")
    User.objects.filter(pk=dag.pk).update(is_active=False)
    client.post("/studio/atorp/people", {"invite": "1", "email": dag.email, "role": "editor"})
    stranger = Client()
    assert stranger.post(members.address_of(Invitation.objects.get(), "")).status_code == 410
    assert "_auth_user_id" not in stranger.session


def test_roles_change_and_members_go_but_one_administrator_stays(client: Client, atorp: Organisation, bo: User) -> None:
    astrid = person("Astrid", editor=atorp)
    hers, his = Membership.objects.get(user=astrid), Membership.objects.get(user=bo)
    refused = client.post("/studio/atorp/people", {"remove": his.pk})
    assert (refused.status_code, "needs an administrator" in refused.content.decode()) == (422, True)
    assert client.post("/studio/atorp/people", {"editor": his.pk}).status_code == 422
    client.post("/studio/atorp/people", {"administrator": hers.pk})
    assert queries.may_administer(astrid, atorp)
    assert client.post("/studio/atorp/people", {"remove": his.pk})["Location"] == "/studio"
    assert not queries.may_edit(bo, atorp)
    assert client.get("/studio/atorp/people").status_code == 404


@pytest.mark.parametrize(
    "form", [{"remove": "{other}"}, {"administrator": "{other}"}, {"take_back": "{other}"}, {"remove": "x"}, {}]
)
def test_members_of_another_organisation_cannot_be_reached(client: Client, bo: User, form: dict[str, str]) -> None:
    cederby = actions.create_organisation(by="test", slug="cederby")
    other = Membership.objects.create(user=person("Celine"), organisation=cederby, role="editor")
    sent = {key: value.format(other=other.pk) for key, value in form.items()}
    assert client.post("/studio/atorp/people", sent).status_code == 404
    assert Membership.objects.get(pk=other.pk).role == "editor"


def test_a_token_is_shown_once_and_can_be_ended(client: Client, bo: User) -> None:
    made = client.post("/studio/atorp/tokens", {"name": "nightly export", "days": "90"})
    secret = re.search(r"torg_\w+_[0-9a-f]{50}", made.content.decode())[0]  # type: ignore[index]
    assert "no-store" in made["Cache-Control"]
    assert secret not in client.get("/studio/atorp/tokens").content.decode()
    token = queries.token_holder(secret)
    assert token is not None
    assert token.expires is not None
    assert token.expires - timezone.now() < timedelta(days=91)
    client.post("/studio/atorp/tokens", {"revoke": token.pk})
    assert queries.token_holder(secret) is None


def test_a_token_says_what_it_is_for_and_those_of_others_stay(client: Client, bo: User) -> None:
    assert client.post("/studio/atorp/tokens", {"name": " ", "days": "90"}).status_code == 422
    assert client.post("/studio/atorp/tokens", {"name": "x", "days": "99999"}).status_code == 422
    cederby = actions.create_organisation(by="test", slug="cederby")
    theirs, _ = actions.create_token(by="test", organisation=cederby)
    assert client.post("/studio/atorp/tokens", {"revoke": theirs.pk}).status_code == 404
    assert list(Token.objects.all()) == [theirs]


def test_what_happened_is_told_with_who_did_it(client: Client, atorp: Organisation, bo: User) -> None:
    client.post("/studio/atorp", GIVEN)
    client.post("/studio/atorp/tokens", {"name": "nightly export", "days": "90"})
    client.post("/studio/atorp/people", {"invite": "1", "email": "celine@example.org", "role": "editor"})
    page = client.get("/studio/atorp/events").content.decode()
    for said in ("made the token “nightly export”", "invited somebody as editor", "changed the settings: ", "Bo"):
        assert said in page
    assert "celine" not in page
    assert "celine" not in str(list(Event.objects.values()))
    bo.delete()
    assert told(atorp)[0].who == ""


def test_every_event_has_a_sentence() -> None:
    house = Path(torg.__file__).parent
    noted = {
        what for file in house.rglob("*.py") for what in re.findall(r'what="([a-z_]+\.[a-z_]+)"', file.read_text())
    }
    assert len(noted) > 7
    assert [what for what in noted if f"event.{what}" not in codes()] == []
    assert {f"event.member.now_{role}" for role in ("editor", "administrator")} <= codes()


def test_the_keeper_names_the_hub_and_adds_organisations(client: Client, keeper: User) -> None:
    sign_in(client, keeper)
    form = {
        "title": "Lindsjö data", "description": "Open data of the lake.", "contact_mail": "data@lindsjo.example",
        "country": "se", "languages": "sv, en", "public_url": "https://data.lindsjo.example",
    }  # fmt: skip
    assert client.post("/studio/hub", form)["Location"] == "/studio/hub?saved=1"
    hub = queries.hub()
    assert (hub.title["sv"], hub.country, hub.languages) == ("Lindsjö data", "SE", ["sv", "en"])
    assert client.post("/studio/hub", {"new_name": "Lindsjöby", "slug": "lindsjoby"})["Location"] == "/studio/lindsjoby"
    assert Organisation.objects.get().name == {"sv": "Lindsjöby"}
    assert client.get("/studio/hub").status_code == 200


@pytest.mark.parametrize("slug", ["hub", "atorp", "Å", ""])
def test_a_short_name_that_cannot_be_is_refused(client: Client, atorp: Organisation, keeper: User, slug: str) -> None:
    sign_in(client, keeper)
    assert client.post("/studio/hub", {"new_name": "Another", "slug": slug}).status_code == 422
    with pytest.raises(Refusal):
        actions.create_organisation(by="test", slug=slug)


@pytest.mark.parametrize(
    ("name", "value"), [("title", ""), ("languages", "xx"), ("country", "SWE"), ("public_url", "javascript:alert(1)")]
)
def test_settings_of_the_hub_that_cannot_be_kept_are_marked(
    client: Client, keeper: User, name: str, value: str
) -> None:
    sign_in(client, keeper)
    form = {"title": "T", "description": "", "contact_mail": "", "country": "SE", "languages": "en", "public_url": ""}
    assert client.post("/studio/hub", {**form, name: value}).status_code == 422
