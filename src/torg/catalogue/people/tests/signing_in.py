"""People for the tests of every room: Astrid edits, Bo administers, Dag is a stranger with an account."""

from django.test import Client

from torg.catalogue.people.models import Membership, Organisation, User


def sign_in(client: Client, user: User) -> None:
    client.force_login(user)


def person(name: str, *, editor: Organisation | None = None, administrator: Organisation | None = None) -> User:
    """An account such as ``astrid@example.org``, a member where that is said."""
    user, _ = User.objects.get_or_create(email=f"{name.lower()}@example.org", defaults={"name": name})
    for organisation, role in ((editor, "editor"), (administrator, "administrator")):
        if organisation is not None:
            Membership.objects.update_or_create(user=user, organisation=organisation, defaults={"role": role})
    return user
