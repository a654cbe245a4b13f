"""The start page of a signed-in person, and their own account."""

from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from torg.foundation.problems import Problem, Refusal
from torg.kit.components import safe_colour
from torg.kit.permissions import signed_in

from . import actions, limits, queries
from .models import Organisation, User
from .slots import studio_task


@signed_in
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What is expected of this person, then what they can do; not a menu."""
    theirs = queries.organisations_of(request.user)
    panels = studio_task.panels(request.user, request)
    context = {
        "hub": queries.hub(),
        "organisations": [_shown(one, request.user) for one in theirs[:MOST_SHOWN]],
        "more": max(theirs.count() - MOST_SHOWN, 0),
        "tasks": [panel for panel in panels if panel.place == "top"],
        "panels": [panel for panel in panels if panel.place != "top"],
    }
    return render(request, "people/studio.html", context)


MOST_SHOWN = 60


def _shown(one: Organisation, person: User) -> dict[str, object]:
    return {
        "organisation": one,
        "colour": safe_colour(one.colour),
        "administers": queries.may_administer(person, one),
    }


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Name and password, and the end. Whoever changes a password says the old one, if there is one."""
    if request.method != "POST":
        return _account(request)
    if "close" in request.POST:
        return _close(request)
    if "name" in request.POST:
        actions.name_account(by=request.user, name=request.POST["name"])
        return redirect("/account?saved=name")
    problem = _wrong_password(request)
    if problem:
        return _account(request, problem)
    actions.set_password(by=request.user, password=request.POST["password"])
    update_session_auth_hash(request, request.user)  # others that were signed in with the old one are not any more
    return redirect("/account?saved=password")


def _close(request: HttpRequest) -> HttpResponse:
    """Ticked and pressed: one slip ends no account."""
    if "sure" not in request.POST:
        return _account(request, staying=Problem("account.sure").sentence())
    try:
        actions.close_account(by=request.user)
    except Refusal as refusal:
        return _account(request, staying=refusal.problem.sentence())
    logout(request)
    return redirect("/")


def _wrong_password(request: HttpRequest) -> str:
    """Why the new password cannot be taken, in words; nothing where it can."""
    person, wanted = request.user, request.POST.get("password", "")
    if person.has_password:
        client = limits.client_of(request)
        if limits.too_many(limits.PASSWORDS, person.email, client):
            return Problem("sign_in.wait", minutes=int(limits.PASSWORDS.within.total_seconds() // 60)).sentence()
        if not person.check_password(request.POST.get("old", "")):
            limits.count(limits.PASSWORDS, person.email, client)
            return Problem("password.old").sentence()
    try:
        validate_password(wanted, person)
    except ValidationError as error:
        return " ".join(
            Problem(f"password.{one.code}", value=MEANT.get(one.code, "")).sentence() for one in error.error_list
        )
    return ""


MEANT = {"password_too_short": "10"}


def _account(request: HttpRequest, problem: str = "", staying: str = "") -> HttpResponse:
    saved = request.GET.get("saved", "")
    context = {"hub": queries.hub(), "problem": problem, "staying": staying, "saved": saved}
    return render(request, "people/account.html", context, status=422 if problem or staying else 200)
