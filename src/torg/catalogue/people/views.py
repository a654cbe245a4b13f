"""The page of an organisation."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from torg.kit.components import safe_colour, text

from . import queries
from .models import Organisation
from .slots import member_panel


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    found = queries.organisation(slug)
    if found is None:
        raise Http404
    context = {
        "organisation": found,
        "colour": safe_colour(found.colour),
        "kind": _kind(found),
        "panels": member_panel.panels(found, request),
        "hub": queries.hub(),
    }
    return render(request, "people/organisation.html", context)


def _kind(one: Organisation) -> str:
    kinds = {"municipality": text("Municipality"), "region": text("Region"), "other": text("Publisher")}
    return str(kinds.get(one.kind, one.kind))
