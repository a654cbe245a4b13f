"""Atom feeds of versions: of one dataset, and of everything the hub publishes."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from torg.catalogue.people.queries import hub
from torg.kit.components import text

from . import queries
from .assembly import table_parts
from .changes import changes
from .models import Dataset, Table, TableVersion
from .views import base, withdrawn

ENTRIES = 50
_ATOM = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

ElementTree.register_namespace("", _ATOM)


@require_safe
def of_dataset(request: HttpRequest, slug: str) -> HttpResponse:
    held = queries.slug_holder(slug)
    if held is None:
        raise Http404
    if held.state == Dataset.State.WITHDRAWN:
        return withdrawn(request, held)
    rows = list(TableVersion.objects.filter(table__dataset=held).select_related("table").order_by("-pk")[: ENTRIES + 1])
    here = f"{base(request)}/datasets/{held.slug}"
    title = str(text("Versions of {title}", title=held.title_in(get_language() or "en")))
    entries = _entries(rows, {held.pk: held}, base(request))
    return _answer(request, held.id, title, f"{here}/versions.atom", here, rows, entries)


@require_safe
def of_hub(request: HttpRequest) -> HttpResponse:
    public = TableVersion.objects.filter(table__dataset__state=Dataset.State.PUBLIC)
    rows = list(public.select_related("table__dataset__organisation").order_by("-pk")[:ENTRIES])
    datasets = {row.table.dataset.pk: row.table.dataset for row in rows}
    here = base(request)
    title = hub().title_in(get_language() or "en")
    return _answer(request, "hub", title, f"{here}/datasets.atom", f"{here}/", rows, _entries(rows, datasets, here))


def _entries(rows: list[TableVersion], datasets: dict[str, Dataset], here: str) -> Iterator[ElementTree.Element]:
    befores, tables = _befores(rows), _tables(datasets)
    for row in rows[:ENTRIES]:
        dataset = datasets[row.table.dataset_id]
        parts = table_parts(tables[dataset.pk])
        part = f"/{parts[row.table_id]}" if len(parts) > 1 else ""
        name = f" – {row.table.layer}" if part else ""
        entry = ElementTree.Element(f"{{{_ATOM}}}entry")
        title = text("{title}, version {number}", title=dataset.title_in(dataset.language), number=str(row.number))
        _add(entry, "id", uuid5(NAMESPACE_URL, f"torg:{row.table_id}:{row.number}").urn)
        _add(entry, "title", f"{_plain(title)}{name}")
        _add(entry, "updated", row.created.isoformat(timespec="seconds"))
        author = ElementTree.SubElement(entry, f"{{{_ATOM}}}author")
        _add(author, "name", dataset.organisation.name_in(dataset.language))
        _add(entry, "link", rel="alternate", href=f"{here}/datasets/{dataset.slug}{part}?version={row.number}")
        _add(entry, "summary", " ".join(changes(row, befores.get((row.table_id, row.number)))))
        yield entry


def _tables(datasets: dict[str, Dataset]) -> dict[str, list[Table]]:
    found: dict[str, list[Table]] = {pk: [] for pk in datasets}
    for table in Table.objects.filter(dataset__in=datasets):
        found[table.dataset_id].append(table)
    return found


def _befores(rows: list[TableVersion]) -> dict[tuple[str, int], TableVersion]:
    """The version before each, by table and number: of those listed, and of one more query for the rest."""
    tables = {row.table_id for row in rows}
    known = {(row.table_id, row.number): row for row in rows}
    known |= {
        (row.table_id, row.number): row for row in TableVersion.objects.filter(table__in=tables).order_by("-pk")[:200]
    }
    found: dict[tuple[str, int], TableVersion] = {}
    for row in rows:
        earlier = [number for table, number in known if table == row.table_id and number < row.number]
        if earlier:
            found[row.table_id, row.number] = known[row.table_id, max(earlier)]
    return found


def _answer(
    request: HttpRequest,
    name: str,
    title: str,
    own: str,
    page: str,
    rows: list[TableVersion],
    entries: Iterable[ElementTree.Element],
) -> HttpResponse:
    stamp = f'W/"{sha256(repr((own, title, [row.pk for row in rows])).encode()).hexdigest()[:32]}"'
    headers = {"ETag": stamp, "Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*"}
    if stamp in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", uuid5(NAMESPACE_URL, f"torg:{name}").urn if name != "hub" else own)
    _add(feed, "title", _plain(title))
    _add(feed, "updated", _latest(rows).isoformat(timespec="seconds"))
    _add(feed, "link", rel="self", href=own, type="application/atom+xml")
    _add(feed, "link", rel="alternate", href=page, type="text/html")
    feed.extend(entries)
    body = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8", headers=headers)


def _latest(rows: list[TableVersion]) -> datetime:
    return max((row.created for row in rows), default=timezone.now())


def _add(parent: ElementTree.Element, name: str, words: str | None = None, **facts: str) -> None:
    ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", facts).text = words and _NO_XML.sub("", words)


def _plain(words: object) -> str:
    """Words of a page are escaped for HTML; a feed escapes for itself."""
    return words.unescape() if hasattr(words, "unescape") else str(words)
