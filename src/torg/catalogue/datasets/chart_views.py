"""Pages of one chart: with its numbers and the code to embed it, and the embedded picture itself."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from torg.catalogue.people.queries import hub
from torg.engine.tables import Version

from . import charts, queries
from .assembly import dataset_sheet, table_parts
from .models import Dataset, Table
from .sheet import ChartShown
from .views import base, withdrawn

# Framed by anybody, and by that open to nothing else: no script, no form, no picture from elsewhere.
EMBEDDED = (
    "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
)


@dataclass(frozen=True)
class _Found:
    dataset: Dataset
    table: Table
    address: str
    version: Version | None
    chart: ChartShown | None


@require_safe
def chart(request: HttpRequest, slug: str, number: int, part: str = "") -> HttpResponse:
    found = _find(request, slug, part, number)
    if found.dataset.state == Dataset.State.WITHDRAWN:
        return withdrawn(request, found.dataset)
    if found.dataset.slug != slug:
        return redirect(f"{found.address}/charts/{number}", permanent=True)
    if found.chart is None:
        raise Http404
    context = {"sheet": dataset_sheet(found.dataset, base(request)), "hub": hub(), **vars(found)}
    return render(request, "datasets/chart_page.html", context)


@require_safe
def embedded(request: HttpRequest, slug: str, number: int, part: str = "") -> HttpResponse:
    """A sentence with a link where the chart is gone: an emptiness in somebody's page would be ours."""
    found = _find(request, slug, part, number)
    gone = found.dataset.state == Dataset.State.WITHDRAWN
    context = {**vars(found), "gone": gone, "title": found.dataset.title_in(get_language() or "en")}
    if not gone:
        context["sheet"] = dataset_sheet(found.dataset, base(request))
    status = 410 if gone else 200 if found.chart else 404
    answer = render(request, "datasets/embedded.html", context, status=status)
    answer["Content-Security-Policy"] = EMBEDDED
    answer.xframe_options_exempt = True  # type: ignore[attr-defined]
    return answer


def _find(request: HttpRequest, slug: str, part: str, number: int) -> _Found:
    held = queries.slug_holder(slug)
    tables = list(held.tables.all()) if held else []
    parts = table_parts(tables)
    table = next((one for one in tables if (parts[one.id] == part if part else len(tables) == 1)), None)
    if held is None or table is None:
        raise Http404
    address = f"{base(request)}/datasets/{held.slug}" + (f"/{part}" if part else "")
    version = charts.newest_kept(table) if held.state == Dataset.State.PUBLIC else None
    listed = charts.shown(version, address) if version else ()
    chosen = next((one for one in listed if one.number == number), None)
    return _Found(held, table, address, version, chosen)
