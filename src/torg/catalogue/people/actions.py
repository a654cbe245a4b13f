"""What is done with people: organisations, the hub and accounts, who is a member, tokens, boundaries, arms."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from torg.foundation import ids
from torg.foundation.problems import refuse
from torg.kit.jobs.actions import announce

from .arms import cleaned
from .events import By, note
from .facts import checked, one_line
from .leaving import close_account
from .members import accept, change_role, invite, remove, take_back
from .models import Arms, Hub, Organisation, Token, User
from .queries import digest, hub, organisation, user

__all__ = [
    "accept",
    "change_role",
    "close_account",
    "create_admin",
    "create_organisation",
    "create_token",
    "describe_hub",
    "describe_organisation",
    "ensure_organisation",
    "give_arms",
    "invite",
    "name_account",
    "note",
    "remove",
    "revoke_token",
    "set_boundary",
    "set_password",
    "take_arms_away",
    "take_back",
]

RESERVED = ("hub",)  # /studio/hub are the settings of the hub


@transaction.atomic
def create_organisation(
    *, by: By, slug: str, name: dict[str, str] | None = None, licence: str = "CC0-1.0", **facts: Any
) -> Organisation:
    if not slug or ids.slug(slug) != slug:
        raise refuse("organisation.slug", value=slug, example=ids.slug(slug) or "atorp")
    if slug in RESERVED or organisation(slug) is not None:
        raise refuse("organisation.taken", value=slug)
    made = Organisation.objects.create(
        slug=slug, name=name or {"en": _readable(slug)}, **checked({**facts, "licence": licence})
    )
    note(by=by, what="organisation.added", organisation=made)
    return made


@transaction.atomic
def ensure_organisation(*, by: By, slug: str) -> tuple[Organisation, bool]:
    """The organisation of that slug, and whether it had to be created."""
    known = organisation(slug)
    return (known, False) if known else (create_organisation(by=by, slug=slug), True)


@transaction.atomic
def describe_organisation(
    *,
    by: By,
    organisation: Organisation,
    name: str | None = None,
    language: str = "en",
    own_language: str | None = None,
    **facts: Any,
) -> Organisation:
    """``language`` is that of the name, ``own_language`` what new datasets begin with.

    What changed is noted by the names of the facts, not by what stood there.
    """
    given = {**facts, "name": name or None, "language": own_language}
    found = checked({key: value for key, value in given.items() if value is not None})
    if "name" in found:
        found["name"] = {**organisation.name, language: found["name"]}
    changed = [key for key, value in found.items() if getattr(organisation, key) != value]
    for key in changed:
        setattr(organisation, key, found[key])
    if changed:
        organisation.save(update_fields=changed)
        note(by=by, what="organisation.changed", organisation=organisation, about=", ".join(changed))
        announce("organisation.changed", organisation)
    return organisation


@transaction.atomic
def give_arms(*, by: By, organisation: Organisation, content: bytes) -> None:
    """The picture is cleaned first: whatever could act or ask for something else is not in what is kept."""
    media_type, picture = cleaned(content)
    Arms.objects.update_or_create(organisation=organisation, defaults={"media_type": media_type, "content": picture})
    _note_arms(by, organisation, hashlib.sha256(picture).hexdigest()[:16])


@transaction.atomic
def take_arms_away(*, by: By, organisation: Organisation) -> None:
    Arms.objects.filter(organisation=organisation).delete()
    _note_arms(by, organisation, "")


def _note_arms(by: By, organisation: Organisation, digest: str) -> None:
    organisation.arms = digest
    organisation.save(update_fields=["arms"])
    note(by=by, what="organisation.changed", organisation=organisation, about="arms")


@transaction.atomic
def create_admin(*, by: By, email: str, password: str) -> tuple[User, bool]:
    """The admin of that address, and whether the account is new. An account that exists keeps its password."""
    account = user(email)
    if account is None:
        account = User(email=User.objects.normalize_email(email))
        account.set_password(password)
    created = account.pk is None
    if not account.is_admin:
        account.is_admin = True
        account.save()
        note(by=by, what="admin.made", about=account.called)
    return account, created


@transaction.atomic
def name_account(*, by: User, name: str) -> None:
    by.name = one_line(name)[:120]
    by.save(update_fields=["name"])


@transaction.atomic
def set_password(*, by: User, password: str) -> None:
    by.set_password(password)
    by.save(update_fields=["password"])


@transaction.atomic
def create_token(*, by: By, organisation: Organisation, name: str = "", days: int | None = 365) -> tuple[Token, str]:
    """A token and its secret, which nobody can read again later."""
    name = one_line(name)[:120]
    secret = f"torg_{ids.slug(secrets.token_urlsafe(6), 8).replace('-', '')}_{secrets.token_hex(25)}"
    token = Token.objects.create(
        organisation=organisation,
        name=name,
        prefix=secret[:13],
        digest=digest(secret),
        expires=None if days is None else timezone.now() + timedelta(days=days),
    )
    note(by=by, what="token.made", organisation=organisation, about=name or token.prefix)
    return token, secret


@transaction.atomic
def revoke_token(*, by: By, token: Token) -> None:
    note(by=by, what="token.revoked", organisation=token.organisation, about=token.name or token.prefix)
    token.delete()


@transaction.atomic
def describe_hub(*, by: By, **facts: Any) -> Hub:
    described = hub()
    for key, value in checked(facts).items():
        setattr(described, key, value)
    described.save()
    note(by=by, what="hub.changed", about=", ".join(facts))
    return described


@transaction.atomic
def set_boundary(*, by: By, organisation: Organisation, geometry: dict[str, Any]) -> None:
    organisation.boundary = geometry
    organisation.save(update_fields=["boundary"])


def _readable(slug: str) -> str:
    return slug.replace("-", " ").capitalize()
