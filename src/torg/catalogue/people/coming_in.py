"""Pages by which people come in and go: a code or a link by mail, a password, the way out."""

from django.contrib.auth import authenticate, login, logout
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from torg.foundation.home import home
from torg.foundation.problems import Problem
from torg.kit.permissions import safe_next

from . import codes, limits, queries
from .models import User

ASKED = "sign_in_email"
NUMBERS, MOST_NUMBERS = "sign_in_asked", 6
"""What was asked for in this session: of letters that cross on their way each code works."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the address and mail a code to it. The answer is the same whether somebody has an account or not."""
    if request.user.is_authenticated:
        return redirect(_next(request))
    if request.method != "POST":
        return _page(request, "sign_in", email=request.session.get(ASKED, ""))
    email = request.POST.get("email", "").strip()
    problem = _problem_of(email) or _counted(request, limits.CODES_ASKED, email)
    if problem:
        return _page(request, "sign_in", problem=problem, email=email)
    number = codes.ask_for_code(email=email, next=_next(request), base=queries.base_for_letters(request))
    request.session[ASKED] = email
    request.session[NUMBERS] = [*request.session.get(NUMBERS, []), number][-MOST_NUMBERS:]
    return redirect(f"/sign-in/code?{urlencode({'next': _next(request)})}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    email = request.session.get(ASKED, "")
    if request.user.is_authenticated or not email:
        return redirect(_next(request) if request.user.is_authenticated else "/sign-in")
    facts = {"email": email, "kept_here": not home().mail_url}
    if request.method != "POST":
        return _page(request, "code", **facts)
    with transaction.atomic():  # one commit, whether the code was right, wrong, or nobody's
        problem = _counted(request, limits.CODES_TYPED, email)
        typed, asked = request.POST.get("code", ""), request.session.get(NUMBERS, [])
        found = None if problem else codes.redeem(email=email, typed=typed, asked=asked)
    if found is None:
        return _page(request, "code", problem=problem or Problem("sign_in.code"), **facts)
    return _enter(request, found.user)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, signed: str) -> HttpResponse:
    """A page to confirm first: programs that look into mail follow links, and must not use them up."""
    found = codes.redeem_link(signed) if request.method == "POST" else codes.behind(signed)
    if found is None:
        return _page(request, "link_over", status=410)
    if request.method == "POST":
        return _enter(request, found.user, found.next)
    return _page(request, "link", email=found.user.email)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(_next(request))
    if request.method != "POST":
        return _page(request, "password", email=request.session.get(ASKED, ""))
    email = request.POST.get("email", "").strip()
    problem = _counted(request, limits.PASSWORDS, email)
    found = None if problem else authenticate(request, username=email, password=request.POST.get("password", ""))
    if not isinstance(found, User):
        return _page(request, "password", problem=problem or Problem("sign_in.password"), email=email)
    limits.forget(limits.PASSWORDS, email, limits.client_of(request))
    return _enter(request, found)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("/")


def let_in(request: HttpRequest, account: User) -> None:
    """A session with a new key: what somebody planted in the browser before is worth nothing."""
    for name in (ASKED, NUMBERS):
        request.session.pop(name, None)
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


def _enter(request: HttpRequest, account: User, wanted: str | None = None) -> HttpResponse:
    let_in(request, account)
    return redirect(safe_next(request, wanted) if wanted else _next(request))


def _next(request: HttpRequest) -> str:
    return safe_next(request, request.POST.get("next") or request.GET.get("next"))


def _problem_of(email: str) -> Problem | None:
    try:
        validate_email(email)
    except ValidationError:
        return Problem("mail.address", value=email)
    return None


def _counted(request: HttpRequest, limit: limits.Limit, email: str) -> Problem | None:
    """Count this try, unless there were too many already."""
    client = limits.client_of(request)
    if limits.too_many(limit, email, client):
        return Problem("sign_in.wait", minutes=int(limit.within.total_seconds() // 60))
    limits.count(limit, email, client)
    return None


def _page(
    request: HttpRequest, name: str, *, problem: Problem | None = None, status: int = 200, **facts: object
) -> HttpResponse:
    if problem is not None:
        status = 429 if problem.code == "sign_in.wait" else 422
    said = problem.sentence() if problem else ""
    context = {"hub": queries.hub(), "next": _next(request), "problem": said, **facts}
    return render(request, f"people/{name}.html", context, status=status)
