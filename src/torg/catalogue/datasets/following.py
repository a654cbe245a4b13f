"""Following a dataset by mail: a form for anybody, a letter that asks whether it was you, a way out in every one."""

from datetime import timedelta

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from torg.catalogue.people.queries import Limit, base_for_letters, client_of, count_try, hub, too_many
from torg.foundation.problems import Problem
from torg.kit.components import text
from torg.kit.mail.actions import send
from torg.kit.permissions import from_here

from . import queries
from .models import Dataset, Follower
from .views import withdrawn

ASKED = Limit("follow", 12, 40, timedelta(days=1))
GOOD_FOR = timedelta(days=7)
_ASK, _STOP = "torg.follow", "torg.stop"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """The form. Nothing is kept of an address until its owner has opened the letter."""
    held = queries.slug_holder(slug)
    if held is None:
        raise Http404
    if held.state == Dataset.State.WITHDRAWN:
        return withdrawn(request, held)
    address, problem = "", None
    if request.method == "POST":
        address = request.POST.get("email", "").strip()[:254]
        problem = _asked(request, held, address)
        if problem is None:
            return redirect(f"/datasets/{held.slug}/follow?sent=1", permanent=False)
    context = {"address": address, "problem": problem and problem.sentence(), "sent": "sent" in request.GET}
    return _page(request, "follow", held, status=400 if problem else 200, **context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, signed: str) -> HttpResponse:
    """Opening the link does nothing yet: programs that look at letters open links too."""
    told = _read(signed, _ASK, GOOD_FOR)
    held = Dataset.objects.filter(pk=told[0], state=Dataset.State.PUBLIC).first() if told else None
    if told is None or held is None:
        return _page(request, "follow_over", None, status=410)
    if request.method == "POST" and from_here(request):
        _start(held, told[1], base_for_letters(request))
        return _page(request, "follow_done", held, stopped=False)
    return _page(request, "follow_confirm", held, stop=False, held_title=_title(held))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, signed: str) -> HttpResponse:
    """The way out: also for programs that follow the letter's header, hence without a look at the origin."""
    told = _read(signed, _STOP, None)
    held = Dataset.objects.filter(pk=told[0]).first() if told else None
    if told is None or held is None:
        return _page(request, "follow_over", None, status=410)
    if request.method == "POST":
        Follower.objects.filter(dataset=held, address=told[1]).delete()
        return _page(request, "follow_done", held, stopped=True)
    return _page(request, "follow_confirm", held, stop=True, held_title=_title(held))


def way_out(follower: Follower, here: str) -> str:
    return f"{here}/follow/stop/{signing.dumps([follower.dataset_id, follower.address], salt=_STOP, compress=True)}"


def _asked(request: HttpRequest, held: Dataset, address: str) -> Problem | None:
    if not from_here(request):
        return Problem("follow.elsewhere")
    try:
        validate_email(address)
    except ValidationError:
        return Problem("mail.address", value=address)
    here, client = base_for_letters(request), client_of(request)
    if not here:
        return Problem("follow.no_address")
    if too_many(ASKED, address, client):
        return Problem("follow.wait")
    count_try(ASKED, address, client)
    signed = signing.dumps([held.pk, address.lower()], salt=_ASK, compress=True)
    facts = {"title": _title(held), "address": f"{here}/follow/{signed}", "days": GOOD_FOR.days}
    words = text(
        "Somebody asked to mail you whenever there is a new version of {title}.\n\n"
        "Was it you? Open this page and say so:\n{address}\n\n"
        "If it was not you, do nothing: we have kept nothing of your address. The link ends after {days} days.",
        **facts,
    )
    send(to=address, subject=text("Follow {title}?", **facts).unescape(), text=words.unescape())
    return None


def _start(held: Dataset, address: str, here: str) -> None:
    try:
        with transaction.atomic():
            Follower.objects.create(dataset=held, address=address, language=get_language() or "en", here=here)
    except IntegrityError:  # they follow already
        return


def _read(signed: str, salt: str, age: timedelta | None) -> tuple[str, str] | None:
    try:
        dataset, address = signing.loads(signed, salt=salt, max_age=age)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(dataset), str(address)


def _title(held: Dataset) -> str:
    return held.title_in(get_language() or "en")


def _page(request: HttpRequest, name: str, held: Dataset | None, status: int = 200, **facts: object) -> HttpResponse:
    context = {"held": held, "title": _title(held) if held else "", "hub": hub(), **facts}
    answer = render(request, f"datasets/{name}.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"  # the address of the page is a key
    return answer
