"""Pages about specifications: which there are, and what one asks for."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from torg.catalogue.people.queries import hub
from torg.kit.components.words import language

from . import page, queries

LONGEST_WORDS = 80


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
        "hub": hub(),
    }
    return render(request, "validation/specification.html", shown)
