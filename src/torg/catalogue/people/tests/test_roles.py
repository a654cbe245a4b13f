import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError

from torg.catalogue.people import actions
from torg.catalogue.people.models import Membership, Organisation, User
from torg.catalogue.people.queries import may_administer, may_edit, organisations_of, role_in

from .signing_in import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def atorp() -> Organisation:
    return actions.create_organisation(by="test", slug="atorp")


@pytest.fixture
def cederby() -> Organisation:
    return actions.create_organisation(by="test", slug="cederby")


def test_an_editor_publishes_and_does_not_decide(atorp: Organisation, cederby: Organisation) -> None:
    astrid = person("Astrid", editor=atorp)
    assert (may_edit(astrid, atorp), may_administer(astrid, atorp)) == (True, False)
    assert (may_edit(astrid, cederby), may_administer(astrid, cederby)) == (False, False)
    assert list(organisations_of(astrid)) == [atorp]


def test_an_administrator_does_both_in_one_organisation(atorp: Organisation, cederby: Organisation) -> None:
    bo = person("Bo", administrator=atorp)
    assert (may_edit(bo, atorp), may_administer(bo, atorp)) == (True, True)
    assert (may_edit(bo, cederby), may_administer(bo, cederby)) == (False, False)


def test_an_administrator_of_the_hub_does_everything_everywhere(atorp: Organisation, cederby: Organisation) -> None:
    keeper, _ = actions.create_admin(by="test", email="keeper@example.org", password="a long password")
    assert may_administer(keeper, cederby)
    assert role_in(keeper, atorp) == "administrator"
    assert list(organisations_of(keeper)) == [atorp, cederby]


@pytest.mark.parametrize("closed", [False, True])
def test_a_stranger_does_nothing_anywhere(closed: bool, atorp: Organisation) -> None:
    dag = person("Dag")
    if closed:  # somebody who left: what they once were does not count any more
        dag = person("Dag", administrator=atorp)
        dag.is_admin, dag.is_active = True, False
    for stranger in (dag, AnonymousUser()):
        assert (role_in(stranger, atorp), may_edit(stranger, atorp), may_administer(stranger, atorp)) == (
            "",
            False,
            False,
        )
        assert list(organisations_of(stranger)) == []


def test_a_person_has_one_role_in_an_organisation(atorp: Organisation) -> None:
    astrid = person("Astrid", editor=atorp)
    with pytest.raises(IntegrityError):
        Membership.objects.create(user=astrid, organisation=atorp, role="administrator")


def test_an_address_has_one_account_however_it_is_written() -> None:
    person("Astrid")
    with pytest.raises(IntegrityError):
        User.objects.create(email="ASTRID@example.org")
