"""Who may do what: an editor publishes, an administrator decides for an organisation, one of the hub for all."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from .models import Membership, Organisation, Role, User

Person = User | AnonymousUser


def role_in(user: Person, organisation: Organisation) -> str:
    """``administrator``, ``editor``, or nothing; an administrator of the hub is one everywhere."""
    if not isinstance(user, User) or not user.is_active:
        return ""
    if user.is_admin:
        return Role.ADMINISTRATOR.value
    return Membership.objects.filter(user=user, organisation=organisation).values_list("role", flat=True).first() or ""


def may_edit(user: Person, organisation: Organisation) -> bool:
    return role_in(user, organisation) != ""


def may_administer(user: Person, organisation: Organisation) -> bool:
    return role_in(user, organisation) == Role.ADMINISTRATOR


def coordinates(user: Person) -> bool:
    """Whoever administers a region has an eye on what all its members publish; so has one of the hub."""
    if not isinstance(user, User) or not user.is_active:
        return False
    region = Membership.objects.filter(user=user, role=Role.ADMINISTRATOR, organisation__kind=Organisation.Kind.REGION)
    return user.is_admin or region.exists()


def organisations_of(user: Person) -> QuerySet[Organisation]:
    """Those a person works for, by short name; all of them for an administrator of the hub."""
    if not isinstance(user, User) or not user.is_active:
        return Organisation.objects.none()
    theirs = Organisation.objects.order_by("slug")
    return theirs if user.is_admin else theirs.filter(memberships__user=user)
