"""Pages on which coordinators make rules for lists: begin, change column by column or as text, try, adopt."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods

from torg.catalogue.people.queries import coordinates, hub
from torg.engine import specifications
from torg.foundation.problems import Refusal, refuse
from torg.kit.components import language, text
from torg.kit.permissions import signed_in

from . import editing, life, page, trying
from .asking import LANGUAGES
from .knowing import known
from .models import OwnSpecification

MOST_TEXT = 500_000
TYPES = ("string", "integer", "number", "boolean", "date", "time", "datetime", "year", "geopoint")

View = Callable[..., HttpResponse]


def for_coordinators(view: View) -> View:
    """Of the region or the hub; everybody else does not learn that the page is there."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **parts: object) -> HttpResponse:
        if not coordinates(request.user):
            raise Http404
        return view(request, *args, **parts)

    return require_http_methods(["GET", "HEAD", "POST"])(signed_in(answer))


@for_coordinators
def drafts(request: HttpRequest) -> HttpResponse:
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            row = life.begin(by=request.user, text=_beginning(request), name=_file_name(request))
            return redirect(f"/specifications/drafts/{row.pk}")
        except Refusal as refusal:
            problems = tuple(problem.sentence() for problem in refusal.problems)
    shown = {
        "rows": OwnSpecification.objects.order_by("-changed"),
        "copies": [("", text("nothing")), *((one.id, one.label(language())) for one in known())],
        "problems": problems,
        "said": request.POST,
    }
    return _page(request, "drafts", **shown)


@for_coordinators
def draft(request: HttpRequest, number: int) -> HttpResponse:
    row, problems = _row(number), ()
    if request.method == "POST":
        try:
            return _done(request, row)
        except Refusal as refusal:
            problems = tuple(problem.sentence() for problem in refusal.problems)
            row = _row(number)
    entries: list[editing.Entry] = []
    try:
        entries = editing.entries(row.text, language())
    except Refusal as refusal:  # as it stands in the database it is no rules any more: the text can be mended
        problems = (*problems, *(problem.sentence() for problem in refusal.problems))
    shown = {"row": row, "entries": entries, "problems": problems}
    levels = {level: text(word) for level, word in page.LEVELS.items()}
    return _page(request, "draft", levels=levels, trial=row.trial, **shown)


@for_coordinators
def draft_about(request: HttpRequest, number: int) -> HttpResponse:
    row = _row(number)
    try:
        given = editing.about(row.text)
    except Refusal:
        return redirect(f"/specifications/drafts/{row.pk}/text")
    return _edited(request, row, "draft_about", given, lambda said: editing.with_about(row.text, said))


@for_coordinators
def draft_column(request: HttpRequest, number: int, at: int | None = None) -> HttpResponse:
    row = _row(number)
    try:
        given = editing.column(row.text, at)
    except Refusal:
        raise Http404 from None
    kinds = [(kind, text(page.KINDS[kind])) for kind in TYPES]
    if given["type"] not in TYPES:
        kinds.append((given["type"], text(page.KINDS[given["type"]])))
    levels = [(level, text(word)) for level, word in page.LEVELS.items() if level != "conditional"]
    if given["level"] == "conditional":
        levels.append(("conditional", text(page.LEVELS["conditional"])))
    more = {"kinds": kinds, "levels": levels, "at": at}
    return _edited(request, row, "draft_column", given, lambda said: editing.with_column(row.text, at, said), **more)


@for_coordinators
def draft_text(request: HttpRequest, number: int) -> HttpResponse:
    row = _row(number)
    return _edited(request, row, "draft_text", {"text": row.text}, lambda said: said.get("text", ""))


def _edited(
    request: HttpRequest,
    row: OwnSpecification,
    name: str,
    given: Mapping[str, str],
    made: Callable[[Mapping[str, str]], str],
    **more: object,
) -> HttpResponse:
    """A form about one part of a draft; what was typed stays there while something is to be changed."""
    if row.status != OwnSpecification.Status.DRAFT:
        return redirect(f"/specifications/drafts/{row.pk}")
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            life.change(by=request.user, row=row, text=made(request.POST)[:MOST_TEXT], seen=_seen(request))
            return redirect(f"/specifications/drafts/{row.pk}")
        except Refusal as refusal:
            problems = tuple(problem.sentence() for problem in refusal.problems)
            given = {**given, **request.POST.dict()}
    shown = {"row": row, "said": given, "problems": problems, "languages": LANGUAGES, **more}
    return _page(request, name, **shown)


def _done(request: HttpRequest, row: OwnSpecification) -> HttpResponse:
    """What a button of the overview stands for."""
    form, here = request.POST, f"/specifications/drafts/{row.pk}"
    if "adopt" in form:
        life.adopt(by=request.user, row=row, seen=_seen(request))
        return redirect(f"/specifications/{row.identifier}/{row.version}")
    if "retire" in form:
        life.retire(by=request.user, row=row)
    elif "drop" in form:
        life.drop(by=request.user, row=row)
        return redirect("/specifications/drafts")
    elif "next" in form:
        one = known().get(row.identifier, row.version)
        if one is None:
            raise refuse("rules.state", value=row.identifier)
        begun = life.begin(by=request.user, text=life.next_version(one))
        return redirect(f"/specifications/drafts/{begun.pk}")
    elif "try" in form:
        trying.ask(by=request.user, row=row)
    else:
        _moved(request, row)
    return redirect(here)


def _moved(request: HttpRequest, row: OwnSpecification) -> None:
    for button, made in (("up", editing.moved_up), ("remove", editing.without_column)):
        at = request.POST.get(button, "")
        if at.isdecimal() and len(at) < 6:
            life.change(by=request.user, row=row, text=made(row.text, int(at)), seen=_seen(request))
            return


def _beginning(request: HttpRequest) -> str:
    """From a file that was brought along, a copy of one that is there, or a name alone."""
    brought = request.FILES.get("file")
    if brought is not None:
        if brought.size > MOST_TEXT:
            raise refuse("check.rules_large", limit=1)
        return str(brought.read().decode("utf-8-sig", "replace"))
    name, label = request.POST.get("name", "").strip(), request.POST.get("label", "").strip()
    copied = known().get(request.POST.get("copy", "")) if request.POST.get("copy") else None
    if copied is not None:
        labels = {language(): label} if label else copied.labels
        return specifications.own_text(
            replace(copied, id=name or copied.id, version="1.0", status="draft", labels=labels, changes=())
        )
    return editing.empty(name, label or name, language())


def _file_name(request: HttpRequest) -> str:
    brought = request.FILES.get("file")
    return (brought.name if brought else None) or "specification.yaml"


def _row(number: int) -> OwnSpecification:
    found = OwnSpecification.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _seen(request: HttpRequest) -> datetime | None:
    written = request.POST.get("seen", "")
    try:
        return parse_datetime(written)
    except ValueError:
        return None


def _page(request: HttpRequest, name: str, **shown: object) -> HttpResponse:
    status = 422 if shown.get("problems") else 200
    return render(request, f"validation/{name}.html", {"hub": hub(), **shown}, status=status)
