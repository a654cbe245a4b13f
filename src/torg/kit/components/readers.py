"""Who reads the page: shown in its head."""

from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest


def reader(request: HttpRequest | None) -> Any | None:
    """The signed-in person, or None; a page about a fault must not fail for a fault of the database."""
    try:
        user = getattr(request, "user", None)
        return user if user is not None and user.is_authenticated else None
    except DatabaseError:
        return None
