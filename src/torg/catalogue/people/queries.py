"""What is asked about people: the hub, organisations, who holds a token."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from torg.foundation.home import home
from torg.foundation.language import sentence

from .limits import Limit, client_of, too_many
from .limits import count as count_try
from .models import Hub, Organisation, Token, User
from .roles import coordinates, may_administer, may_edit, organisations_of, role_in

__all__ = [
    "Limit",
    "added",
    "base_for_letters",
    "box_of",
    "client_of",
    "coordinates",
    "count_try",
    "hub",
    "may_administer",
    "may_edit",
    "organisation",
    "organisations",
    "organisations_of",
    "role_in",
    "token_holder",
    "too_many",
    "user",
]


def hub() -> Hub:
    """The one hub; before anybody has named it, the row is not written yet. TORG_PUBLIC_URL wins over the row."""
    found = Hub.objects.filter(pk=1).first() or Hub(pk=1, title={"en": "Torg"}, languages=["en"])
    found.public_url = home().public_url or found.public_url.rstrip("/")
    return found


def base_for_letters(request: HttpRequest) -> str:
    """The address for links in letters; none where any name is taken, because a stranger could have chosen it."""
    public = hub().public_url
    if public or "*" in settings.ALLOWED_HOSTS:
        return public
    return request.build_absolute_uri("/").rstrip("/")


def organisation(slug: str) -> Organisation | None:
    return Organisation.objects.filter(slug=slug).first()


def added(one: Organisation) -> str:
    """What to say of an organisation that is new because somebody used its short name: nothing of it is known yet."""
    return sentence("organisation.new", {"value": one.slug, "name": one.name_in("en"), "licence": one.licence})


def organisations() -> QuerySet[Organisation]:
    return Organisation.objects.order_by("slug")


def box_of(organisation: Organisation) -> tuple[float, float, float, float] | None:
    """West, south, east and north of its boundary; None where none was imported."""
    corners = list(_corners((organisation.boundary or {}).get("coordinates", ())))
    if not corners:
        return None
    across, along = zip(*corners, strict=True)
    return min(across), min(along), max(across), max(along)


def _corners(coordinates: Any) -> Iterator[tuple[float, float]]:
    if coordinates and isinstance(coordinates[0], int | float):
        yield coordinates[0], coordinates[1]
    else:
        for part in coordinates:
            yield from _corners(part)


def user(email: str) -> User | None:
    return User.objects.filter(email__iexact=email).first()


def token_holder(secret: str) -> Token | None:
    """The token behind a secret, if it is known and not expired; notes that it was used, once a minute at most."""
    now = timezone.now()
    held = (
        Token.objects.filter(digest=digest(secret))
        .filter(Q(expires__isnull=True) | Q(expires__gt=now))
        .select_related("organisation")
        .first()
    )
    if held is not None and (held.last_used is None or now - held.last_used > timedelta(minutes=1)):
        Token.objects.filter(pk=held.pk).update(last_used=now)
    return held


def digest(secret: str) -> str:
    """Plain SHA-256 is enough: the secret has 200 random bits, so nobody can try them out."""
    return hashlib.sha256(secret.encode()).hexdigest()
