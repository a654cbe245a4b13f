"""Pages of the hub's own people: an invitation that is accepted, and the settings of the hub."""

from collections import defaultdict

from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from torg.foundation.problems import Refusal
from torg.foundation.vocabularies import vocabulary
from torg.kit.permissions import signed_in

from . import actions, events, facts, members, queries
from .coming_in import let_in
from .models import Invitation, User

TEXTS = ("title", "description")
FIELDS = (*TEXTS, "contact_mail", "country", "languages", "public_url")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, signed: str) -> HttpResponse:
    """Looking accepts nothing: mail scanners look.

    A new account begins with the letter, which came to its address. Whoever has an account signs in first: a letter
    that lies about for two weeks must not open what a code opens for a quarter of an hour.
    """
    found = members.behind(signed)
    account = queries.user(found.email) if found else None
    if found is None or (account is not None and not account.is_active):
        return _over(request)
    if request.method == "POST":
        return _accept(request, found, account)
    someone_else = request.user.is_authenticated and request.user != account
    context = {"hub": queries.hub(), "invitation": found, "account": account, "someone_else": someone_else}
    return render(request, "people/invitation.html", context)


def _accept(request: HttpRequest, found: Invitation, account: User | None) -> HttpResponse:
    if account is not None and request.user != account:
        if request.user.is_authenticated:
            logout(request)
        return redirect(f"/sign-in?{urlencode({'next': request.path})}")
    try:
        joined = actions.accept(invitation=found, name=facts.one_line(request.POST.get("name", "")))
    except Refusal:  # two pressed at the same time
        return _over(request)
    if account is None:
        let_in(request, joined)
    return redirect("/studio")


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "people/invitation_over.html", {"hub": queries.hub()}, status=410)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def hub(request: HttpRequest) -> HttpResponse:
    if not request.user.is_admin:
        raise PermissionDenied
    if request.method != "POST":
        return _hub(request, _so_far(), {})
    if "slug" in request.POST:
        return _add(request)
    given = {name: request.POST.get(name, "").strip() for name in FIELDS}
    problems = {name: problem.sentence() for name, problem in facts.problems(_parsed(given)).items()}
    if problems:
        return _hub(request, given, problems)
    actions.describe_hub(by=request.user, **_kept(given))
    return redirect("/studio/hub?saved=1")


def _add(request: HttpRequest) -> HttpResponse:
    slug, name = request.POST["slug"].strip(), request.POST.get("new_name", "")
    first = next(iter(queries.hub().languages), "en")
    problems = {f"new_{key}": problem.sentence() for key, problem in facts.problems({"name": name}).items()}
    try:
        if not problems:
            name = facts.one_line(name)
            made = actions.create_organisation(by=request.user, slug=slug, name={first: name})
            return redirect(f"/studio/{made.slug}")
    except Refusal as refusal:
        problems["slug"] = refusal.problem.sentence()
    return _hub(request, {**_so_far(), "slug": slug, "new_name": name}, problems)


def _so_far() -> dict[str, str]:
    one, first = queries.hub(), next(iter(queries.hub().languages), "en")
    return {
        "title": one.title_in(first),
        "description": one.description_in(first),
        "contact_mail": one.contact_mail,
        "country": one.country,
        "languages": ", ".join(one.languages),
        "public_url": one.public_url,
    }


def _parsed(given: dict[str, str]) -> dict[str, object]:
    codes = [code.strip().lower() for code in given["languages"].split(",") if code.strip()]
    return {**given, "languages": codes or ["en"]}


def _kept(given: dict[str, str]) -> dict[str, object]:
    """Title and description are kept in the first language; those in others stay."""
    found, one = _parsed(given), queries.hub()
    first = found["languages"][0]  # type: ignore[index]
    for name in TEXTS:
        found[name] = {**getattr(one, name), first: found[name]}
    return found


def _hub(request: HttpRequest, given: dict[str, str], problems: dict[str, str]) -> HttpResponse:
    context = {
        "hub": queries.hub(),
        "given": {"slug": "", "new_name": "", **given},
        "problems": defaultdict(str, problems),
        "saved": request.GET.get("saved", ""),
        "organisations": queries.organisations(),
        "known": ", ".join(vocabulary("languages")),
        "told": events.told(None, 30),
    }
    return render(request, "people/hub.html", context, status=422 if problems else 200)
