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
        "facts": _facts(found),
        "panels": member_panel.panels(found, request),
        "hub": queries.hub(),
    }
    return render(request, "people/organisation.html", context)


def _facts(one: Organisation) -> list[str]:
    """What kind of body it is and its official code, as far as somebody said it."""
    kinds = {"municipality": text("Municipality"), "region": text("Region"), "other": text("Publisher")}
    facts = [str(kinds[one.kind])] if one.kind in kinds else []
    if one.official_code:
        words = "official code {code}" if facts else "Official code {code}"
        facts.append(str(text(words, code=one.official_code)))
    return facts
