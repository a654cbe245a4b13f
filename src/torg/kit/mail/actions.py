"""What other rooms do with mail: send it."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from torg.foundation.problems import refuse
from torg.kit.jobs.actions import WAITED_FOR, enqueue

from .models import Letter

__all__ = ["send"]


@transaction.atomic
def send(*, to: str, subject: str, text: str, waited_for: bool = False, way_out: str = "") -> None:
    """Post a letter once the caller's transaction is committed; if that is undone, it never was.

    ``waited_for`` puts it before other work: somebody sits before the screen until it arrives. ``way_out`` is the
    address at which one POST stops letters of this kind: mail programs make a button of it (RFC 8058).
    """
    try:
        validate_email(to)
    except ValidationError:
        raise refuse("mail.address", value=to) from None
    letter = Letter.objects.create(to=to, subject=_one_line(subject), text=text, way_out=way_out)
    enqueue("mail.send", priority=WAITED_FOR if waited_for else 0, letter=letter.pk)


def _one_line(subject: str) -> str:
    """Names of strangers stand in subjects: whatever begins a new line, and so a new header, becomes a space."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in subject).split())[:200]
