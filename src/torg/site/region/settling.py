"""Puts the region into a hub: its name, its members with arms and boundaries, its people."""

from torg.catalogue.people import actions
from torg.catalogue.people.models import Membership, User
from torg.catalogue.people.queries import organisation, user

from .arms import arms
from .land import boundary
from .members import MEMBERS, Member
from .signins import Mark, Person

BY = "torg demo"
TITLE = {"en": "Havsmark open data", "sv": "Öppna data i Havsmark"}
DESCRIPTION = {
    "en": "An invented region shows what Torg does: every place, number and name here is made up.",
    "sv": "En påhittad region visar vad Torg gör: varje plats, siffra och namn är uppdiktat.",
}


def settle(mark: Mark) -> None:
    """Bears repeating: what is there already is only said once more."""
    actions.describe_hub(
        by=BY,
        title=TITLE,
        description=DESCRIPTION,
        contact_mail="data@havsmark.example",
        country="SE",
        languages=["en", "sv", "da", "de"],
    )
    for member in MEMBERS:
        _add(member)
    for person, password in mark.passwords():
        _welcome(person, password)


def _add(member: Member) -> None:
    one, _ = actions.ensure_organisation(by=BY, slug=member.slug)
    one.name = {}  # the name made from the short one is no name in English
    actions.describe_organisation(
        by=BY,
        organisation=one,
        name=member.name,
        language=member.language,
        own_language=member.language,
        kind="municipality" if member.cell else "region",
        official_code=member.code,
        contact_mail=member.mail,
        contact_url=member.page,
        colour=member.colour,
    )
    actions.give_arms(by=BY, organisation=one, content=arms(member))
    actions.set_boundary(by=BY, organisation=one, geometry=boundary(member))


def _welcome(person: Person, password: str) -> None:
    account = user(person.email) or User(email=person.email, name=person.name)
    if account.pk is None:
        account.is_admin = not person.owner
        account.set_password(password)
        account.save()
    if person.owner:
        place = organisation(person.owner)
        Membership.objects.get_or_create(user=account, organisation=place, defaults={"role": person.role})
