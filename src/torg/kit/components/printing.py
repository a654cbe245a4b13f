"""What a page says of itself on paper: there nobody sees the address it came from."""

from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from .words import day, text


def read_at(request: Any, public_url: str = "") -> Markup:
    """The address of the page and the day it was read; nothing where no page was asked for."""
    if request is None:
        return Markup()
    base = (public_url or request.build_absolute_uri("/")).rstrip("/")
    return text("{address}, read on {day}", address=base + request.get_full_path(), day=day(datetime.now(UTC)))
