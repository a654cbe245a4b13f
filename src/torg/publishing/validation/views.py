"""Pages about specifications: which there are, and what one asks for."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from torg.catalogue.people.queries import hub
from torg.engine import specifications as engine
from torg.engine.specifications import Specification
from torg.kit.components import language

from . import page, queries
from .asking import LANGUAGES

LONGEST_WORDS = 80
MACHINES = ("table-schema", "json-schema", "csvw")
TEMPLATES = ("xlsx", "ods")


@require_safe
def specifications(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:LONGEST_WORDS]
    themes = page.themes(queries.known(), language(), words, queries.followers())
    return render(request, "validation/specifications.html", {"themes": themes, "words": words, "hub": hub()})


@require_safe
def specification(request: HttpRequest, identifier: str, version: str | None = None) -> HttpResponse:
    known = queries.known()
    one = known.get(identifier, version)
    if one is None or (one.status == "draft" and version is None):
        raise Http404
    shown = {
        "one": one,
        "rows": page.rows(one, language()),
        "about": page.about(known, one, language()),
        "versions": known.versions(identifier),
        "lists": queries.lists_following(identifier),
        "said": page.said,
        "example": known.beside(one, "example.csv") is not None,
        "spoken": language() if language() in LANGUAGES else "en",
        "languages": LANGUAGES,
        "hub": hub(),
    }
    return render(request, "validation/specification.html", shown)


@require_safe
def machine(request: HttpRequest, identifier: str, version: str, kind: str) -> HttpResponse:
    """The specification as programs read it."""
    if kind not in MACHINES:
        raise Http404
    return _download(_version(identifier, version), kind, "en", shown=True)


@require_safe
def template(request: HttpRequest, identifier: str, version: str, language: str, kind: str) -> HttpResponse:
    """A spreadsheet to fill in, in one of the languages."""
    if kind not in TEMPLATES or language not in LANGUAGES:
        raise Http404
    return _download(_version(identifier, version), kind, language)


@require_safe
def example(request: HttpRequest, identifier: str, version: str) -> HttpResponse:
    known = queries.known()
    text = known.beside(_version(identifier, version), "example.csv")
    if text is None:
        raise Http404
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{identifier}-{version}-example.csv"'
    return answer


def _version(identifier: str, version: str) -> Specification:
    found = queries.known().get(identifier, version)
    if found is None:
        raise Http404
    return found


def _download(one: Specification, kind: str, language: str, *, shown: bool = False) -> HttpResponse:
    form = engine.machine_form(one, kind, language)
    answer = HttpResponse(form.content, content_type=form.media_type)
    if not shown:
        answer["Content-Disposition"] = f'attachment; filename="{form.file_name}"'
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
