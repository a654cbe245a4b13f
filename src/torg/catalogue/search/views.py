"""Pages of the search: results, and what was looked for in vain."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from torg.catalogue.people.queries import coordinates, hub
from torg.kit.permissions import signed_in

from .actions import note_missed
from .asked import Asked, read
from .queries import finder
from .queries import missed as missed_words
from .results import Results, results

DAYS = 90
LISTED = 200


@require_safe
def datasets(request: HttpRequest) -> HttpResponse:
    asked = read(request.GET)
    found = results(finder(), asked) if asked.page else None
    if found is None or (asked.page > 1 and asked.page > found.pages):
        raise Http404
    if request.method == "GET" and _in_vain(asked, found):
        note_missed(question=asked.words)
    context = {"results": found, "asked": asked, "hub": hub(), "plain": not request.GET}
    return render(request, "search/datasets.html", context)


def _in_vain(asked: Asked, found: Results) -> bool:
    """Nothing there has these words. Where the list was narrowed down, that may be why; half an index knows nothing."""
    answer = found.answer
    without = answer.total == 0 or answer.reading == "some"
    return bool(asked.words) and without and not asked.narrowed and not asked.cut and answer.whole


@require_safe
@signed_in
def missed(request: HttpRequest) -> HttpResponse:
    if not coordinates(request.user):
        raise Http404
    rows = list(missed_words(DAYS)[:LISTED])
    return render(request, "search/missed.html", {"rows": rows, "days": DAYS, "hub": hub()})
