"""Closing one's own account: it goes with name and address; what was done stays told, of nobody who can be named."""

from django.db import transaction

from torg.foundation.problems import refuse

from .events import note
from .members import keep_an_administrator
from .models import Membership, User


@transaction.atomic
def close_account(*, by: User) -> None:
    """Raises Refusal where nobody would be left who may let others in."""
    admins = User.objects.select_for_update().filter(is_admin=True, is_active=True)
    if by.is_admin and all(one.pk == by.pk for one in admins):
        raise refuse("account.last_admin")
    for membership in Membership.objects.filter(user=by).select_related("organisation").order_by("organisation"):
        keep_an_administrator(membership)
        note(by=by, what="member.left", organisation=membership.organisation)
    by.delete()
