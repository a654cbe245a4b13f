"""Members of organisations: invited by a letter, their role changed, taken away; one administrator always stays."""

from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.utils import timezone

from torg.foundation.language import sentence
from torg.foundation.problems import refuse
from torg.kit.mail.actions import send

from .events import By, note
from .models import Invitation, Membership, Organisation, Role, User
from .queries import hub, user

LASTS = timedelta(days=14)
SALT = "torg.invitation"


@transaction.atomic
def invite(*, by: By, organisation: Organisation, email: str, role: str, base: str) -> Invitation:
    """Mail an invitation; to somebody who has one already, a new letter. ``base`` is the address of the hub."""
    if role not in Role.values:
        raise refuse("member.role", value=role, choices=Role.values)
    if not base:
        raise refuse("invitation.no_address")
    if Membership.objects.filter(organisation=organisation, user__email__iexact=email).exists():
        raise refuse("member.already", value=email)
    found = Invitation.objects.filter(organisation=organisation, email__iexact=email).first()
    invitation = found or Invitation(organisation=organisation, email=User.objects.normalize_email(email))
    invitation.role, invitation.expires = role, timezone.now() + LASTS
    invitation.by = by.called if isinstance(by, User) else hub().title_in("en")
    invitation.save()
    _post(invitation, base)
    note(by=by, what="member.invited", organisation=organisation, about=role)
    return invitation


def address_of(invitation: Invitation, base: str) -> str:
    """With the address it went to: after a restore the number may be that of somebody else's invitation."""
    return f"{base}/invitations/{signing.dumps([invitation.pk, invitation.email], salt=SALT)}"


def behind(signed: str) -> Invitation | None:
    """The invitation that a signed address stands for, while it is open."""
    try:
        number, email = signing.loads(signed, salt=SALT)
    except (signing.BadSignature, TypeError):
        return None
    living = Invitation.objects.filter(expires__gt=timezone.now()).select_related("organisation")
    return living.filter(pk=number, email=email).first()


@transaction.atomic
def accept(*, invitation: Invitation, name: str = "") -> User:
    """The account of whoever was invited, made if it is new. Whoever holds the letter holds the address."""
    locked = Invitation.objects.select_for_update().filter(pk=invitation.pk).first()
    account = user(invitation.email)
    if locked is None or (account is not None and not account.is_active):
        raise refuse("invitation.over")
    if account is None:
        account = User(email=invitation.email)
        account.set_unusable_password()
    account.name = account.name or name[:120]
    account.save()
    _join(account, locked)
    return account


def _join(account: User, invitation: Invitation) -> None:
    """An administrator does not become less by an older letter."""
    membership, created = Membership.objects.get_or_create(
        user=account, organisation=invitation.organisation, defaults={"role": invitation.role}
    )
    if not created and invitation.role == Role.ADMINISTRATOR:
        membership.role = invitation.role
        membership.save(update_fields=["role"])
    note(by=account, what="member.joined", organisation=invitation.organisation, about=membership.role)
    invitation.delete()


@transaction.atomic
def take_back(*, by: By, invitation: Invitation) -> None:
    note(by=by, what="invitation.taken_back", organisation=invitation.organisation, about=invitation.role)
    invitation.delete()


@transaction.atomic
def change_role(*, by: By, membership: Membership, role: str) -> None:
    if role not in Role.values:
        raise refuse("member.role", value=role, choices=Role.values)
    if role != Role.ADMINISTRATOR:
        keep_an_administrator(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    note(by=by, what=f"member.now_{role}", organisation=membership.organisation, about=membership.user.called)


@transaction.atomic
def remove(*, by: By, membership: Membership) -> None:
    """The account stays: it may belong elsewhere, and what it did stays told."""
    keep_an_administrator(membership)
    note(by=by, what="member.removed", organisation=membership.organisation, about=membership.user.called)
    membership.delete()


def keep_an_administrator(leaving: Membership) -> None:
    """Both of two that leave at the same time would see the other still there, so the organisation is locked first."""
    Organisation.objects.select_for_update().get(pk=leaving.organisation_id)
    others = Membership.objects.filter(organisation=leaving.organisation, role=Role.ADMINISTRATOR, user__is_active=True)
    if leaving.role == Role.ADMINISTRATOR and not others.exclude(pk=leaving.pk).exists():
        raise refuse("member.last", organisation=leaving.organisation.name_in("en"))


def _post(invitation: Invitation, base: str) -> None:
    facts = {"name": invitation.organisation.name_in("en"), "by": invitation.by, "hub": hub().title_in("en")}
    lines = [
        sentence("letter.invitation", facts),
        f"{sentence('letter.invitation.link', facts)}\n{address_of(invitation, base)}",
        sentence("letter.invitation.unknown", facts),
    ]
    send(
        to=invitation.email,
        subject=sentence("letter.invitation.subject", facts),
        text="\n\n".join(lines) + "\n",
        waited_for=True,
    )
