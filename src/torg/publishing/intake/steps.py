"""The steps of publishing in the browser, an address each: looking is safe, every button leads on by a redirect."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from torg.catalogue.people.queries import hub, may_edit
from torg.foundation.language import codes, sentence
from torg.foundation.problems import Refusal, refuse
from torg.kit.components import safe_colour, text
from torg.kit.permissions import signed_in

from . import actions, drafting, queries, undoing
from .choices import language_choices, licence_choices, terms, theme_choices
from .comparing import compared, kinds_of_lists
from .describing import OFTEN, check, described, often, read_form
from .drafting import Overtaken
from .finding import change_of, found, sample
from .lines import draft_line
from .models import Draft, Publication
from .reading import same_file
from .ruling import rules_sent
from .typed import kept_words, with_words_kept

LISTED = 50
STEPS = (("found", "What we found"), ("describe", "Describe it"), ("look", "Look and publish"))


@require_safe
@signed_in
def draft(request: HttpRequest, identifier: str) -> HttpResponse:
    """Where somebody left off, on whichever computer."""
    one = _draft_of(request, identifier)
    return redirect(f"/publish/{one.pk}/{one.step if one.open else 'public'}")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def what_we_found(request: HttpRequest, identifier: str) -> HttpResponse:
    one = _draft_of(request, identifier)
    if not one.open:
        return _to(one, "public")
    if request.method == "POST":
        return _found_sent(request, one)
    if one.state != Draft.State.READY:
        return _waiting(request, one)
    return _found_page(request, one)


def _found_page(request: HttpRequest, one: Draft, status: int = 200, **more: Any) -> HttpResponse:
    shown = {"found": found(one), "sample": sample(one), "same": same_file(one) if not one.dataset else None}
    shown |= {"rules": compared(one), "kinds": kinds_of_lists(), "declined": one.followed.get("said") == "none"}
    return _page(request, "intake/found.html", one, "found", status, **shown, **more)


def _waiting(request: HttpRequest, one: Draft) -> HttpResponse:
    if one.state == Draft.State.REFUSED:
        return _page(request, "intake/stopped.html", one, "found", problem=one.problem)
    shown: dict[str, Any] = {"progress": _progress(one), "waits_for": "read"}
    if shown["progress"]["look"]:
        shown |= {"found": found(one), "sample": sample(one)}
    return _page(request, "intake/waiting.html", one, "found", **shown)


def _found_sent(request: HttpRequest, one: Draft) -> HttpResponse:
    form = request.POST
    try:
        if "again" in form:
            drafting.read_again(by=request.user, draft=one)
        elif "forget" in form:
            drafting.forget_answers(by=request.user, draft=one, version=_version(form))
        elif "continue" in form or "change_rules" in form or "change_column" in form:
            if one.state == Draft.State.READY and not rules_sent(request.user, one, form, _version(form)):
                step = _next_step(one)
                drafting.reach(draft=one, step=step)
                return _to(one, step)
        else:
            said, change = _asked(one, form)
            drafting.answer(by=request.user, draft=one, version=_version(form), said=said, change=change)
    except Overtaken as overtaken:
        return _overtaken(request, one, overtaken)
    except Refusal as refusal:
        one.refresh_from_db()
        if one.state != Draft.State.READY:
            return _to(one, "found")
        return _found_page(request, one, 422, problem=refusal.problem.sentence())
    return _to(one, "found")


def _next_step(one: Draft) -> str:
    """A list that is described and follows rules leaves nothing to decide: its next file is only looked at."""
    asks = (one.report or {}).get("questions")
    return "look" if one.dataset and one.verdict and one.followed.get("said") == "yes" and not asks else "describe"


def _overtaken(request: HttpRequest, one: Draft, overtaken: Overtaken) -> HttpResponse:
    one.refresh_from_db()
    if one.state != Draft.State.READY:
        return _waiting(request, one)
    return _found_page(request, one, 409, changes=overtaken.changes)


def _asked(one: Draft, form: Mapping[str, str]) -> tuple[str, Mapping[str, Any]]:
    """The change a button stands for: one of the report's, another sheet, or another row of headings."""
    if "sheet" in form:
        named = f"“{form['sheet'][:200]}”" if form["sheet"] else str(text("all tables of the file"))
        return named, {"layer": form["sheet"] or None, "header_row": None}
    if "heading_row" in form:
        written = form["heading_row"].strip()
        if not written.isdecimal() or len(written) > 9:
            raise refuse("draft.heading_row", value=written[:40])
        return sentence("head.row", {"row": int(written)}), {"header_row": int(written)}
    asked = change_of(one, form.get("do", ""))
    if asked is None:
        raise refuse("draft.token")
    return asked


@require_http_methods(["GET", "HEAD", "POST"])
@with_words_kept
@signed_in
def describe(request: HttpRequest, identifier: str) -> HttpResponse:
    one = _draft_of(request, identifier)
    if one.state != Draft.State.READY:
        return _to(one, "found" if one.open else "public")
    if request.method == "POST":
        return _described_sent(request, one)
    drafting.reach(draft=one, step="describe")
    words = kept_words(request)
    return _describe_page(request, one, said=read_form(words) if words else {}, signed_out=bool(words))


def _described_sent(request: HttpRequest, one: Draft) -> HttpResponse:
    said = read_form(request.POST)
    problems = check(said)
    if not problems:
        problems = queries.taken(one, said)
    if problems:
        return _describe_page(request, one, 422, said=said, problems=problems)
    try:
        drafting.describe(by=request.user, draft=one, version=_version(request.POST), facts=said)
    except Overtaken as overtaken:
        one.refresh_from_db()
        return _describe_page(request, one, 409, said=said, changes=overtaken.changes)
    except Refusal:  # it was handed over meanwhile
        return _to(one, "public")
    drafting.reach(draft=one, step="look")
    return _to(one, "look")


def _describe_page(
    request: HttpRequest, one: Draft, status: int = 200, *, said: Mapping[str, Any] | None = None, **more: Any
) -> HttpResponse:
    facts = {**vars(described(one)), **(said or {})}
    facts["slug"] = (said or one.described).get("slug", "")
    choices = {
        "often": [(code, often(code)) for code in dict.fromkeys((*OFTEN, facts["frequency"]))],
        "licences": licence_choices(facts["licence"]),
        "themes": theme_choices(),
        "languages": language_choices(),
    }
    shown = {"said": facts, "terms": terms(facts["licence"]), "problems": {}, **choices, **more}
    return _page(request, "intake/describe.html", one, "describe", status, **shown)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def look(request: HttpRequest, identifier: str) -> HttpResponse:
    one = _draft_of(request, identifier)
    if not one.open:
        return _to(one, "public")
    if one.state != Draft.State.READY:
        return _to(one, "found")
    if request.method == "POST":
        return _look_sent(request, one)
    drafting.reach(draft=one, step="look")
    return _look_page(request, one, undone="undone" in request.GET)


def _look_sent(request: HttpRequest, one: Draft) -> HttpResponse:
    try:
        actions.publish_draft(by=request.user, draft=one, version=_version(request.POST))
    except Overtaken as overtaken:
        one.refresh_from_db()
        if one.state != Draft.State.READY:
            return _to(one, "found")
        return _look_page(request, one, 409, changes=overtaken.changes)
    except Refusal as refusal:
        one.refresh_from_db()
        if not one.open:
            return _to(one, "public")
        return _look_page(request, one, 422, problem=refusal.problem.sentence())
    return _to(one, "public")


def _look_page(request: HttpRequest, one: Draft, status: int = 200, **more: Any) -> HttpResponse:
    about = described(one)
    shown = {"found": found(one), "sample": sample(one), "about": about, "terms": terms(about.licence)}
    shown["rules"] = compared(one)
    return _page(request, "intake/look.html", one, "look", status, often=often(about.frequency), **shown, **more)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def public(request: HttpRequest, identifier: str) -> HttpResponse:
    one = _draft_of(request, identifier)
    if one.open:
        return _to(one, one.step)
    return _public_sent(request, one) if request.method == "POST" else _public_page(request, one)


def _public_sent(request: HttpRequest, one: Draft) -> HttpResponse:
    if "undo" not in request.POST:
        drafting.reopen(by=request.user, draft=one)
        return _to(one, "look")
    try:
        actions.undo(by=request.user, draft=one)
    except Refusal as refusal:
        one.refresh_from_db()
        if one.open:  # pressed twice
            return _to(one, "look")
        return _public_page(request, one, 409, problem=refusal.problem.sentence())
    return redirect(f"/publish/{one.pk}/look?undone=1")


def _public_page(request: HttpRequest, one: Draft, status: int = 200, **more: Any) -> HttpResponse:
    handed = one.publication
    if handed is not None and not handed.ended:
        return _page(request, "intake/waiting.html", one, "public", progress=_progress(one), waits_for="publish")
    if handed is None or handed.state != Publication.State.PUBLIC:
        return _page(request, "intake/stopped.html", one, "public", problem=(handed and handed.problem) or {})
    shown = queries.answer(handed, (hub().public_url or request.build_absolute_uri("/")).rstrip("/"))
    facts = {"shown": shown, "listed": handed.dataset, "undo": undoing.offer(handed)}
    return _page(request, "intake/public.html", one, "public", status, **facts, **more)


@require_safe
@signed_in
def progress(request: HttpRequest, identifier: str) -> HttpResponse:
    """How far the reading or the publishing is, for a script that looks every second."""
    return JsonResponse(_progress(_draft_of(request, identifier)))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def discard(request: HttpRequest, identifier: str) -> HttpResponse:
    one = _draft_of(request, identifier)
    if not one.open:
        return _to(one, "public")
    if request.method == "POST":
        drafting.discard(by=request.user, draft=one)
        return redirect("/studio")
    return _page(request, "intake/discard.html", one, "found")


@require_safe
@signed_in
def drafts(request: HttpRequest) -> HttpResponse:
    """All lists somebody has begun and not published, a page at a time."""
    found, written = queries.drafts_of(request.user), request.GET.get("page", "1")
    page = int(written) if written.isdecimal() and 0 < len(written) < 6 else 1
    total = found.count()
    pages = max(-(-total // LISTED), 1)
    if not 0 < page <= pages:
        raise Http404
    shown = [draft_line(one) for one in found[(page - 1) * LISTED : page * LISTED]]
    context = {"lines": shown, "total": total, "page": page, "pages": pages, "hub": hub()}
    return render(request, "intake/drafts.html", context)


def _progress(one: Draft) -> dict[str, Any]:
    """Stage in words, what is done and of how much; ``ended`` says that there is something else to see."""
    handed = one.publication
    job = handed.job if handed is not None else one.job
    ended = handed.ended if handed is not None else one.state != Draft.State.READING
    code = f"stage.{job.stage if job and job.stage else 'waiting'}"
    return {
        "ended": ended,
        "look": not ended and handed is None and bool((one.report or {}).get("sampled")),
        "stage": sentence(code if code in codes() else "stage.waiting", {}),
        "done": job.done if job else 0,
        "total": job.total if job else None,
    }


def _draft_of(request: HttpRequest, identifier: str) -> Draft:
    """Any editor of the organisation may go on; for everybody else it is not there."""
    one = queries.draft(identifier)
    if one is None or not may_edit(request.user, one.organisation):
        raise Http404
    return one


def _version(form: Mapping[str, str]) -> int:
    written = form.get("version", "")
    return int(written) if written.isdecimal() and len(written) < 10 else 0


def _to(one: Draft, step: str) -> HttpResponse:
    return redirect(f"/publish/{one.pk}/{step}")


def _page(request: HttpRequest, template: str, one: Draft, step: str, status: int = 200, **shown: Any) -> HttpResponse:
    context = {
        "draft": one,
        "step": step,
        "steps": STEPS,
        "reached": [code for code, _ in STEPS].index(one.step),
        "colour": safe_colour(one.organisation.colour),
        "hub": hub(),
        "changes": (),
        "problems": {},
        "problem": "",
        "undone": False,
        "rules": None,
        **shown,
    }
    return render(request, template, context, status=status)
