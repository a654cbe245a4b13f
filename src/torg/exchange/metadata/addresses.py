"""The address of the hub as the outside sees it."""

import os

from django.http import HttpRequest

from torg.catalogue.people.queries import hub


def base(request: HttpRequest) -> str:
    """Scheme and host without a slash at the end: what the hub says of itself, else what the request came to."""
    told = os.environ.get("TORG_PUBLIC_URL") or hub().public_url
    return (told or request.build_absolute_uri("/")).rstrip("/")
