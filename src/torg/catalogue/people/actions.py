"""What is done with people: name organisations and the hub, make accounts and tokens, draw boundaries."""

import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from torg.foundation import ids
from torg.foundation.problems import refuse
from torg.foundation.vocabularies import licence_code

from .models import Hub, Organisation, Token, User
from .queries import digest, hub, organisation, user

__all__ = [
    "create_admin",
    "create_organisation",
    "create_token",
    "describe_hub",
    "describe_organisation",
    "ensure_organisation",
    "name_account",
    "set_boundary",
    "set_password",
]


@transaction.atomic
def create_organisation(
    *, by: str, slug: str, name: dict[str, str] | None = None, licence: str = "CC0-1.0", **facts: Any
) -> Organisation:
    if not slug or ids.slug(slug) != slug:
        raise refuse("organisation.slug", value=slug, example=ids.slug(slug) or "atorp")
    return Organisation.objects.create(
        slug=slug, name=name or {"en": _readable(slug)}, licence=licence_code(licence), **facts
    )


@transaction.atomic
def ensure_organisation(*, by: str, slug: str) -> tuple[Organisation, bool]:
    """The organisation of that slug, and whether it had to be created."""
    known = organisation(slug)
    return (known, False) if known else (create_organisation(by=by, slug=slug), True)


@transaction.atomic
def describe_organisation(
    *, by: str, organisation: Organisation, name: str | None = None, language: str = "en", **facts: Any
) -> Organisation:
    if name:
        organisation.name = {**organisation.name, language: name}
    if "licence" in facts:
        facts["licence"] = licence_code(facts["licence"])
    _check_address(facts.get("contact_url"))
    for key, value in facts.items():
        setattr(organisation, key, value)
    organisation.save()
    return organisation


@transaction.atomic
def create_admin(*, by: str, email: str, password: str) -> tuple[User, bool]:
    """The admin of that address, and whether the account is new. An account that exists keeps its password."""
    account = user(email)
    if account is None:
        account = User(email=User.objects.normalize_email(email))
        account.set_password(password)
    created = account.pk is None
    account.is_admin = True
    account.save()
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
def create_token(*, by: str, organisation: Organisation, name: str = "", days: int | None = 365) -> tuple[Token, str]:
    """A token and its secret, which nobody can read again later."""
    secret = f"torg_{ids.slug(secrets.token_urlsafe(6), 8).replace('-', '')}_{secrets.token_hex(25)}"
    token = Token.objects.create(
        organisation=organisation,
        name=name,
        prefix=secret[:13],
        digest=digest(secret),
        expires=None if days is None else timezone.now() + timedelta(days=days),
    )
    return token, secret


@transaction.atomic
def describe_hub(*, by: str, **facts: Any) -> Hub:
    _check_address(facts.get("public_url"))
    described = hub()
    for key, value in facts.items():
        setattr(described, key, value)
    described.save()
    return described


@transaction.atomic
def set_boundary(*, by: str, organisation: Organisation, geometry: dict[str, Any]) -> None:
    organisation.boundary = geometry
    organisation.save(update_fields=["boundary"])


def _check_address(url: str | None) -> None:
    """Addresses become links, here and in portals that harvest: nothing that runs when it is followed."""
    if url and not url.lower().startswith(("https://", "http://")):
        raise refuse("fetch.address", value=url)


def one_line(written: str) -> str:
    """Names as people write them: no line breaks, and no signs that turn the words after them around."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in written).split())


def _readable(slug: str) -> str:
    return slug.replace("-", " ").capitalize()
