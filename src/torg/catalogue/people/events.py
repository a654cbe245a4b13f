"""What happened: one row in the transaction of each action, told later in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from torg.foundation.language import sentence

from .models import Event, Organisation, User
from .queries import user

By = User | str
"""Who acts: an account, or words such as ``command line`` or ``token torg_ab12``."""


@dataclass(frozen=True)
class Told:
    who: str
    what: str
    at: datetime


def note(*, by: By, what: str, organisation: Organisation | None = None, about: str = "") -> None:
    """``what`` is a code such as ``token.made``; its sentence is ``event.token.made``. An address means its account."""
    account = by if isinstance(by, User) else user(by) if "@" in by else None
    Event.objects.create(
        organisation=organisation, user=account, by="" if account else str(by)[:120], what=what, about=about[:300]
    )


def told(organisation: Organisation | None, most: int = 100) -> Sequence[Told]:
    """The newest first; what an account did that is gone by now was done by nobody who can be named."""
    rows = Event.objects.filter(organisation=organisation).select_related("user").order_by("-at", "-pk")[:most]
    return [Told(row.user.called if row.user else row.by, _sentence(row), row.at) for row in rows]


def _sentence(row: Event) -> str:
    try:
        about = _facts(row.about) if row.what.endswith(".changed") else row.about
        return sentence(f"event.{row.what}", {"about": about})
    except LookupError:  # a room that is not here any more wrote it
        return f"{row.what} {row.about}"


def _facts(names: str) -> str:
    """The names of what was changed, as the form calls them."""
    return ", ".join(FACTS.get(name, name.replace("_", " ")) for name in names.split(", "))


FACTS = {
    "official_code": "official code",
    "contact_mail": "e-mail",
    "contact_url": "web page",
    "public_url": "address",
}
