"""Limits: how often somebody may try to come in, kept in the database so that every process counts the same."""

import ipaddress
import os
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import Attempt


@dataclass(frozen=True)
class Limit:
    """At most ``of_address`` tries for one address and ``of_client`` from one client within the time.

    Of these ``of_both`` from one client for one address, where that is less: a stranger who uses up their own tries
    must not have used up those of the person whose address it is.
    """

    kind: str
    of_address: int
    of_client: int
    within: timedelta
    of_both: int | None = None


CODES_ASKED = Limit("asked", 20, 30, timedelta(hours=1), of_both=6)
CODES_TYPED = Limit("typed", 60, 60, timedelta(hours=1), of_both=20)
PASSWORDS = Limit("password", 40, 40, timedelta(minutes=15), of_both=10)
FORGOTTEN_AFTER = timedelta(days=1)


def too_many(limit: Limit, address: str, client: str) -> bool:
    since = timezone.now() - limit.within
    tries = Attempt.objects.filter(kind=limit.kind, at__gt=since)
    most = (limit.of_address, limit.of_client, limit.of_both or limit.of_address)
    return any(tries.filter(key=key).count() >= count for key, count in zip(_keys(address, client), most, strict=True))


def count(limit: Limit, address: str, client: str) -> None:
    """Count one try, and forget those of another day."""
    Attempt.objects.bulk_create(Attempt(kind=limit.kind, key=key) for key in _keys(address, client))
    Attempt.objects.filter(at__lt=timezone.now() - FORGOTTEN_AFTER).delete()


def forget(limit: Limit, address: str, client: str) -> None:
    """Somebody came in: what was mistyped before does not count against the address. The client's tries stay."""
    of_address, _, of_both = _keys(address, client)
    Attempt.objects.filter(kind=limit.kind, key__in=(of_address, of_both)).delete()


def client_of(request: HttpRequest) -> str:
    """Where a request comes from; behind a proxy of ours what that saw. One household has one IPv6 network."""
    seen = request.META.get("REMOTE_ADDR", "")
    if os.environ.get("TORG_BEHIND_PROXY") == "1":
        seen = request.headers.get("X-Forwarded-For", seen).rpartition(",")[2].strip()
    try:
        address = ipaddress.ip_address(seen)
    except ValueError:
        return seen[:64]
    return str(ipaddress.ip_network(f"{address}/64", strict=False)) if address.version == 6 else str(address)


def _keys(address: str, client: str) -> tuple[str, str, str]:
    """Neither who nor where from stands in the database: only digests that need the secret of the hub."""
    who, where = f"address {address.strip().lower()}", f"client {client}"
    return _digest(who), _digest(where), _digest(f"{who} {where}")


def _digest(words: str) -> str:
    return salted_hmac("torg.limits", words, algorithm="sha256").hexdigest()
