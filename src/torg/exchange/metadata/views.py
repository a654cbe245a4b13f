"""Metadata at its own addresses, the addresses that identifiers stand for, and the map for search engines."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from torg.catalogue.datasets.models import Dataset
from torg.catalogue.datasets.queries import public_datasets, slug_holder
from torg.catalogue.people.queries import hub, organisations

from .addresses import base
from .catalogue import catalogue_record, dataset_record
from .profile import profile
from .serialising import FORMS, serialise

PROFILE = "dcat_ap_3"
# Downloads are open to search engines, for they stand in the metadata; the endless questions to tables are not.
QUESTIONS = ("where", "select", "order_by", "cursor", "limit", "excel")
# The same of tables on pages: their filters are named by column and test.
PAGE_QUESTIONS = ("sort=", "per=", ".contains=", ".is=", ".from=", ".to=", ".empty=")


@require_safe
def catalogue(request: HttpRequest, extension: str) -> HttpResponse:
    rows, address = public_datasets().prefetch_related("tables__versions", "organisation"), base(request)
    stamp = _stamp(address, extension, public_datasets().values_list("id", "modified"))
    if unchanged := _unchanged(request, stamp):
        return unchanged
    return _written([catalogue_record(hub(), rows, address)], extension, stamp)


@require_safe
def dataset(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    found = slug_holder(slug)
    if found is None:
        raise Http404
    if found.state == Dataset.State.WITHDRAWN:
        return HttpResponse(found.withdrawn_because + "\n", status=410, content_type="text/plain; charset=utf-8")
    if found.slug != slug:
        return redirect(f"/datasets/{found.slug}.{extension}", permanent=True)
    address = base(request)
    stamp = _stamp(address, extension, [(found.id, found.modified)])
    if unchanged := _unchanged(request, stamp):
        return unchanged
    record = dataset_record(found, address)
    return _written([record, *record.services], extension, stamp)


@require_safe
def identified(request: HttpRequest, identifier: str) -> HttpResponse:
    """What an identifier stands for is described elsewhere: 303, to the form that was asked for."""
    found = public_datasets().filter(id=identifier).first()
    if found is None:
        raise Http404
    wanted = next((f".{form.extension}" for form in FORMS.values() if request.accepts(form.media_type)), "")
    answer = redirect(f"/datasets/{found.slug}{'' if request.accepts('text/html') else wanted}")
    answer.status_code = 303
    patch_vary_headers(answer, ["Accept"])
    return answer


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    address = base(request)
    pages = [(f"{address}/", None)]
    pages += [(f"{address}/organisations/{organisation.slug}", None) for organisation in organisations()]
    pages += [(f"{address}/datasets/{slug}", when) for slug, when in public_datasets().values_list("slug", "modified")]
    lines = "".join(f"<url><loc>{escape(page)}</loc>{_last(when)}</url>\n" for page, when in pages)
    heading = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return HttpResponse(f"{heading}{lines}</urlset>\n", content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    closed = "".join(f"Disallow: /*?*{name}=\n" for name in QUESTIONS)
    closed += "".join(f"Disallow: /datasets/*?*{end}\n" for end in PAGE_QUESTIONS)
    text = f"User-agent: *\n{closed}Disallow: /datasets?\nDisallow: /searches\n\nSitemap: {base(request)}/sitemap.xml\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _last(when: datetime | None) -> str:
    return f"<lastmod>{when.isoformat(timespec='seconds')}</lastmod>" if when else ""


def _stamp(address: str, extension: str, rows: Iterable[tuple[str, datetime]]) -> str:
    """A weak ETag (prefixes come in any order); the address is in it because it stands in every triple."""
    digest = sha256(f"{PROFILE} {address} {extension}".encode())
    for identifier, modified in rows:
        digest.update(f"{identifier} {modified.isoformat()}".encode())
    return f'W/"{digest.hexdigest()[:32]}"'


def _unchanged(request: HttpRequest, stamp: str) -> HttpResponse | None:
    if stamp in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": stamp})
    return None


def _written(records: Iterable[object], extension: str, stamp: str) -> HttpResponse:
    form = FORMS[extension]
    body = serialise(records, profile(PROFILE), form)
    headers = {"ETag": stamp, "Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*"}
    return HttpResponse(body, content_type=f"{form.media_type}; charset=utf-8", headers=headers)
