"""Jobs of the people: mail a code to whoever asked for one, and say whose jobs a person sees."""

from collections.abc import Collection
from typing import Any

from torg.kit.components import language
from torg.kit.jobs.actions import Running, around_pages, job, who_sees

from . import codes
from .models import CodeRequest, Membership, Organisation, User
from .queries import hub


def forget(request: int) -> None:
    CodeRequest.objects.filter(pk=request).delete()


@job("people.mail_code", label="Send a sign-in code", gave_up=forget)
def mail_code(running: Running, request: int) -> None:
    codes.mail_code(request)


@who_sees
def theirs(person: User) -> Collection[str] | None:
    """Those of the organisations they work for; an administrator of the hub sees all."""
    if person.is_admin:
        return None
    return [str(number) for number in Membership.objects.filter(user=person).values_list("organisation", flat=True)]


@around_pages
def around() -> dict[str, Any]:
    return {"hub": hub(), "publishers": {str(one.pk): one.name_in(language()) for one in Organisation.objects.all()}}
