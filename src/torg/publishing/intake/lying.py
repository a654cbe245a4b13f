"""Drafts that lie about: after 30 days a letter, 30 days after it they go; nothing goes unannounced."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from torg.kit.mail.actions import send

from .keeping import forget_files
from .letters import lying_about
from .models import Draft, Publication

LYING = timedelta(days=30)


def tend_drafts() -> None:
    now = timezone.now()
    public = Draft.objects.filter(publication__state=Publication.State.PUBLIC)
    for draft in public.filter(changed__lt=now - 2 * LYING).defer("report", "preview"):
        _remove(draft)
    lying = Draft.objects.exclude(publication__state=Publication.State.PUBLIC).filter(changed__lt=now - LYING)
    for draft in lying.select_related("changed_by", "organisation").defer("report", "preview"):
        if draft.warned is None:
            _warn(draft)
        elif draft.warned < now - LYING:
            _remove(draft)


@transaction.atomic
def _warn(draft: Draft) -> None:
    """To whoever touched it last; where that account is gone, to the organisation."""
    to = draft.changed_by.email if draft.changed_by else draft.organisation.contact_mail
    untouched = Draft.objects.filter(pk=draft.pk, warned=None, changed=draft.changed)
    if untouched.update(warned=timezone.now()) and to:
        send(to=to, **lying_about(draft, LYING.days))


@transaction.atomic
def _remove(draft: Draft) -> None:
    """Only as it was read: somebody may have come back to it this very moment."""
    gone, _ = Draft.objects.filter(pk=draft.pk, changed=draft.changed).delete()
    if gone:
        transaction.on_commit(lambda: forget_files(draft))
