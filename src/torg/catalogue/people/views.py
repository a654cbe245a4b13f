"""The page of an organisation, and its arms."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from torg.kit.components import safe_colour, text

from . import queries
from .models import Arms, Organisation
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


@require_safe
def arms(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture alone. It was cleaned when it came in; opened by itself it may load and run nothing besides."""
    found = Arms.objects.filter(organisation__slug=slug).first()
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found.content), content_type=found.media_type)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = f"public, max-age={31536000 if request.META.get('QUERY_STRING') else 300}"
    return answer


def _facts(one: Organisation) -> list[str]:
    """What kind of body it is and its official code, as far as somebody said it."""
    kinds = {"municipality": text("Municipality"), "region": text("Region"), "other": text("Publisher")}
    facts = [str(kinds[one.kind])] if one.kind in kinds else []
    if one.official_code:
        words = "official code {code}" if facts else "Official code {code}"
        facts.append(str(text(words, code=one.official_code)))
    return facts
