"""Pages of an organisation's administrators: what it is, who belongs to it, its tokens, what happened."""

from collections import defaultdict
from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from torg.foundation.problems import Refusal
from torg.foundation.vocabularies import vocabulary
from torg.kit.components import safe_colour, text
from torg.kit.permissions import signed_in

from . import actions, arms, events, facts, queries
from .models import Organisation, Role

FIELDS = ("name", "kind", "official_code", "contact_mail", "contact_url", "licence", "theme", "language", "colour")
DAYS = (30, 90, 365)


def of_administrators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Everybody else is told that there is no such page, so that nobody learns who publishes in secret."""

    @signed_in
    @wraps(view)
    def answer(request: HttpRequest, slug: str) -> HttpResponse:
        organisation = queries.organisation(slug)
        if organisation is None or not queries.may_administer(request.user, organisation):
            raise PermissionDenied
        return view(request, organisation)

    return answer


@of_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """What was typed stays in the form until all of it can be kept."""
    if request.method != "POST":
        return _settings(request, organisation, _so_far(organisation), {})
    given = {name: request.POST.get(name, "") for name in FIELDS}
    if "no_colour" in request.POST:
        given["colour"] = ""
    problems = {name: problem.sentence() for name, problem in facts.problems(given).items()}
    picture = request.FILES.get("arms")
    try:
        if not problems and picture is not None:
            content = picture.read(arms.MOST_READ + 1)
            actions.give_arms(by=request.user, organisation=organisation, content=content)
        elif not problems and "no_arms" in request.POST:
            actions.take_arms_away(by=request.user, organisation=organisation)
    except Refusal as refusal:
        problems["arms"] = refusal.problem.sentence()
    if problems:
        return _settings(request, organisation, given, problems)
    own = given.pop("language")
    actions.describe_organisation(
        by=request.user, organisation=organisation, language=_language_of(organisation), own_language=own, **given
    )
    return redirect(f"/studio/{organisation.slug}?saved=1")


def _so_far(one: Organisation) -> dict[str, str]:
    return {name: getattr(one, name) for name in FIELDS} | {"name": one.name_in(_language_of(one))}


def _language_of(one: Organisation) -> str:
    return one.language or next(iter(queries.hub().languages), "en")


def _settings(request: HttpRequest, one: Organisation, given: dict[str, str], problems: dict[str, str]) -> HttpResponse:
    kinds = [("", text("not said")), ("municipality", text("Municipality")), ("region", text("Region"))]
    context = {
        "given": given,
        "problems": defaultdict(str, problems),
        "kinds": [*kinds, ("other", text("Another body"))],
        "licences": [(code, term.label()) for code, term in vocabulary("licences").items()],
        "themes": [("", text("none")), *((code, term.label()) for code, term in vocabulary("data-themes").items())],
        "languages": [("", text("as the hub")), *_languages()],
        "safe": safe_colour(given["colour"]),
    }
    return _page(request, "settings", one, status=422 if problems else 200, **context)


def _languages() -> list[tuple[str, str]]:
    return sorted(((code, term.label(code)) for code, term in vocabulary("languages").items()), key=lambda one: one[1])


@of_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    if request.method != "POST":
        return _people(request, organisation)
    try:
        said = _change_people(request, organisation)
    except Refusal as refusal:
        return _people(request, organisation, problem=refusal.problem.sentence())
    if not queries.may_administer(request.user, organisation):  # they have just left
        return redirect("/studio")
    return redirect(f"/studio/{organisation.slug}/people?saved={said}")


def _change_people(request: HttpRequest, organisation: Organisation) -> str:
    form, by = request.POST, request.user
    if "invite" in form:
        email, role = form.get("email", "").strip(), form.get("role", "")
        actions.invite(by=by, organisation=organisation, email=email, role=role, base=queries.base_for_letters(request))
        return "invited"
    if "take_back" in form:
        invitation = get_object_or_404(organisation.invitations, pk=_number(form["take_back"]))
        actions.take_back(by=by, invitation=invitation)
        return "taken_back"
    for what in ("remove", *Role.values):
        if what in form:
            membership = get_object_or_404(organisation.memberships, pk=_number(form[what]))
            if what == "remove":
                actions.remove(by=by, membership=membership)
            else:
                actions.change_role(by=by, membership=membership, role=what)
            return "changed"
    raise Http404


def _number(written: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) < 18):
        raise Http404
    return int(written)


def _people(request: HttpRequest, organisation: Organisation, problem: str = "") -> HttpResponse:
    members = organisation.memberships.select_related("user").order_by("user__email")
    context = {
        "members": members,
        "invitations": organisation.invitations.filter(expires__gt=timezone.now()).order_by("email"),
        "roles": [
            (Role.EDITOR.value, text("Editor: publishes")),
            (Role.ADMINISTRATOR.value, text("Administrator: also settings and people")),
        ],
        "words": {Role.EDITOR.value: text("Editor"), Role.ADMINISTRATOR.value: text("Administrator")},
        "problem": problem,
        "email": request.POST.get("email", ""),
        "role": request.POST.get("role", Role.EDITOR.value),
    }
    return _page(request, "people", organisation, status=422 if problem else 200, **context)


@of_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """A new secret is on the page that answers the form and nowhere else."""
    secret = problem = ""
    if "revoke" in request.POST:
        actions.revoke_token(
            by=request.user, token=get_object_or_404(organisation.tokens, pk=_number(request.POST["revoke"]))
        )
        return redirect(f"/studio/{organisation.slug}/tokens?saved=1")
    if request.method == "POST":
        name, days = facts.one_line(request.POST.get("name", "")), request.POST.get("days", "")
        if name and days in map(str, DAYS):
            _, secret = actions.create_token(by=request.user, organisation=organisation, name=name, days=int(days))
        else:
            problem = str(text("Write what the token is for."))
    context = {
        "tokens": organisation.tokens.order_by("-created"),
        "secret": secret,
        "problem": problem,
        "now": timezone.now(),
        "days": [(str(count), text("{count} days", count=count)) for count in DAYS],
    }
    return _page(request, "tokens", organisation, status=422 if problem else 200, **context)


@of_administrators
@require_safe
def happened(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    return _page(request, "happened", organisation, told=events.told(organisation))


def _page(
    request: HttpRequest, name: str, organisation: Organisation, *, status: int = 200, **context: object
) -> HttpResponse:
    shown = {"hub": queries.hub(), "organisation": organisation, "here": name, "saved": request.GET.get("saved", "")}
    colour = {"colour": safe_colour(organisation.colour)}
    return render(request, f"people/{name}.html", {**shown, **colour, **context}, status=status)
