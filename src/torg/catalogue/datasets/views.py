"""Pages: the home of the hub, a dataset, one table of it."""

from django.db.models import Count, Max, Model, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from torg.catalogue.people.queries import hub

from . import queries
from .asking import Question, added, read_question
from .assembly import dataset_sheet, publisher, table_parts
from .lists import list_page, page_number, publishers
from .models import Dataset, Table, TableVersion
from .remembering import remembered
from .sheet import TableSheet
from .slots import dataset_panel

_MEDIA_TYPES = {"text/turtle": "ttl", "application/rdf+xml": "rdf", "application/ld+json": "jsonld"}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    newest = TableVersion.objects.order_by("-pk").values_list("pk", flat=True).first()
    changed = Dataset.objects.aggregate(last=Max("modified"), public=Count("pk", filter=Q(state=Dataset.State.PUBLIC)))
    return remembered(request, (newest, *changed.values(), *_facts(hub())), lambda: _home(request))


def _home(request: HttpRequest) -> HttpResponse:
    found = list_page(queries.public_datasets(), page_number(request.GET.get("page", "1")))
    if found is None:
        raise Http404
    return render(request, "datasets/home.html", {**vars(found), "publishers": publishers(), "hub": hub()})


@require_safe
def dataset(request: HttpRequest, slug: str) -> HttpResponse:
    held = queries.slug_holder(slug)
    if held is None:
        raise Http404
    if held.state == Dataset.State.WITHDRAWN:
        return withdrawn(request, held)
    wanted = request.get_preferred_type(["text/html", *_MEDIA_TYPES])
    if wanted in _MEDIA_TYPES:
        answer: HttpResponse = _see_other(f"/datasets/{held.slug}.{_MEDIA_TYPES[wanted]}")
    elif held.slug != slug:
        answer = redirect(f"/datasets/{held.slug}", permanent=True)
    else:
        answer = remembered(request, _stamp(held), lambda: _page(request, held))
    patch_vary_headers(answer, ["Accept"])
    return answer


@require_safe
def one_table(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    held = queries.slug_holder(slug)
    tables = list(held.tables.all()) if held else []
    found = [table for table in tables if table_parts(tables)[table.id] == part]
    if held is None or not found:
        raise Http404
    if held.state == Dataset.State.WITHDRAWN:
        return withdrawn(request, held)
    if len(tables) == 1 or held.slug != slug:
        return redirect(f"/datasets/{held.slug}" + (f"/{part}" if len(tables) > 1 else ""), permanent=len(tables) > 1)
    return remembered(request, _stamp(held), lambda: _table_page(request, held, found[0], part))


def _table_page(request: HttpRequest, held: Dataset, table: Table, part: str) -> HttpResponse:
    row, question = _asked(request, table)
    if question is not None and (more := added(question, request.GET)):
        return redirect(more.address())
    sheet = dataset_sheet(held, base(request), shown=table, version=row, question=question)
    shown = next(one for one in sheet.tables if one.address.endswith(f"/{part}"))
    context = {"sheet": sheet, "table_sheet": shown, "hub": hub()}
    return render(request, "datasets/one_table.html", context, status=_status(shown))


def _stamp(held: Dataset) -> tuple[object, ...]:
    """Everything a page of a dataset says that can change: its row, its publisher's, the hub's, the newest version."""
    newest = TableVersion.objects.filter(table__dataset=held).order_by("-pk").values_list("pk", flat=True).first()
    return (newest, *_facts(held), *_facts(held.organisation), *_facts(hub()))


def _facts(row: Model) -> list[object]:
    return [getattr(row, field.attname) for field in row._meta.concrete_fields]


def _page(request: HttpRequest, held: Dataset) -> HttpResponse:
    here, tables = base(request), list(held.tables.all())
    if len(tables) > 1 and "version" in request.GET:  # each table counts its own
        return redirect(f"/datasets/{held.slug}")
    row, question = _asked(request, tables[0]) if len(tables) == 1 else (None, None)
    if question is not None and (more := added(question, request.GET)):
        return redirect(more.address())
    sheet = dataset_sheet(held, here, version=row, question=question)
    if not sheet.tables:
        raise Http404
    context = {"sheet": sheet, "panels": dataset_panel.panels(held, here, request), "hub": hub()}
    return render(request, "datasets/dataset.html", context, status=_status(sheet.tables[0]))


def _asked(request: HttpRequest, table: Table) -> tuple[TableVersion | None, Question | None]:
    """The version that is looked at, and what is asked of it."""
    chosen, newest = _chosen(request, table), table.newest
    row = chosen or newest
    if row is None or newest is None:
        return None, None
    return row, read_question(request.path, request.GET, row.version, old=row.number < newest.number)


def _status(shown: TableSheet) -> int:
    """A question that could not be read as it stands is answered with the page, the sentence, and 400."""
    return 400 if shown.shown is not None and shown.shown.wrong else 200


def _chosen(request: HttpRequest, table: Table) -> TableVersion | None:
    """The version that the address names, if it names one."""
    written = request.GET.get("version")
    if written is None:
        return None
    found = queries.versions_of(table).filter(number=page_number(written)).first()
    if found is None:
        raise Http404
    return found


def withdrawn(request: HttpRequest, held: Dataset) -> HttpResponse:
    context = {
        "title": held.title_in(get_language() or "en"),
        "title_language": held.title_language(get_language() or "en"),
        "reason": held.withdrawn_because,
        "since": held.withdrawn_since,
        "instead": held.replaced_by,
        "publisher": publisher(held.organisation),
        "issued": held.issued,
        "hub": hub(),
    }
    return render(request, "datasets/withdrawn.html", context, status=410)


def base(request: HttpRequest) -> str:
    """The address of the hub, as its keeper wrote it, else as the request came in; no slash at its end."""
    return (hub().public_url or request.build_absolute_uri("/")).rstrip("/")


def _see_other(address: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": address})
