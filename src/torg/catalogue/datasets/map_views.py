"""The interactive map of a table: a page that draws it as a picture first, and what its script asks for."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from torg.catalogue.people.models import Organisation
from torg.catalogue.people.queries import hub
from torg.engine.queries import Query, parse_query
from torg.engine.tables import Version
from torg.foundation.problems import Refusal
from torg.kit.components import text

from . import glimpses, queries
from .asking import Question, read_question
from .assembly import dataset_sheet, table_parts
from .engines import engine
from .models import Dataset, Table
from .values import shown as worded
from .views import base, withdrawn

MOST_PLACES = 5_000
"""More of them a browser on a phone moves slowly, and nobody tells apart."""
MOST_BYTES = 8 << 20
MOST_GROUNDS = 400
_FINE = 4  # decimals of a degree: ten metres


@require_safe
def page(request: HttpRequest, slug: str, part: str = "") -> HttpResponse:
    held, table = _find(slug, part)
    if held.state == Dataset.State.WITHDRAWN:
        return withdrawn(request, held)
    if held.slug != slug:
        return redirect(f"/datasets/{held.slug}{'/' + part if part else ''}/map", permanent=True)
    version, question = _asked(request, table, held, part)
    try:
        total, problem = _count(version, question), ""
    except Refusal as refusal:
        total, problem, question = version.rows, refusal.problem.sentence(), Question(question.path)
    sheet = dataset_sheet(held, base(request), shown=table)
    context = {
        "sheet": sheet, "table_sheet": _one(sheet.tables, part), "hub": hub(), "total": total, "problem": problem,
        "most": MOST_PLACES, "source": _source(version, question, table, total), "question": question,
        "ground": f"/datasets/{held.slug}/map/ground.geojson", "words": _words(version),
        "bounds": json.dumps(version.geometry.bounds if version.geometry else None),
    }  # fmt: skip
    return render(request, "datasets/map_page.html", context)


@require_safe
def sample(request: HttpRequest, slug: str, part: str = "") -> HttpResponse:
    """Places spread over a table that has too many of them; with filters the first that fit."""
    held, table = _find(slug, part)
    if held.state == Dataset.State.WITHDRAWN:
        return withdrawn(request, held)
    version, question = _asked(request, table, held, part)
    stamp = _stamp(version.table, version.number, question.where(version))
    if stamp in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": stamp})
    return _geojson(list(_features(version, question)), stamp)


@require_safe
def ground(request: HttpRequest, slug: str) -> HttpResponse:
    """The quiet base of the map: outlines of the publishers' areas, as far as they are known here."""
    if queries.slug_holder(slug) is None:
        raise Http404
    rows = Organisation.objects.exclude(boundary=None).order_by("pk")[:MOST_GROUNDS]
    features = [
        {"type": "Feature", "properties": {"name": one.name_in("en")}, "geometry": _coarse(one.boundary)}
        for one in rows
    ]
    return _geojson(features, _stamp("ground", json.dumps(features)))


def _find(slug: str, part: str) -> tuple[Dataset, Table]:
    held = queries.slug_holder(slug)
    tables = list(held.tables.all()) if held else []
    parts = table_parts(tables)
    table = next((one for one in tables if (parts[one.id] == part if part else len(tables) == 1)), None)
    if held is None or table is None:
        raise Http404
    return held, table


def _asked(request: HttpRequest, table: Table, held: Dataset, part: str) -> tuple[Version, Question]:
    newest = table.newest
    if newest is None or newest.version.geometry is None:
        raise Http404
    path = f"/datasets/{held.slug}" + (f"/{part}" if part else "")
    return newest.version, read_question(path, request.GET, newest.version, old=False)


def _one(sheets: Sequence[Any], part: str) -> Any:
    return next(one for one in sheets if not part or one.address.endswith(f"/{part}"))


def _query(version: Version, question: Question) -> Query:
    found = parse_query(version, where=question.where(version))
    if isinstance(found, Query):
        return found
    raise Refusal(found[0])


def _count(version: Version, question: Question) -> int:
    if not question.filters:
        return version.rows
    with engine() as asked:
        return asked.count(version, _query(version, question))


def _source(version: Version, question: Question, table: Table, total: int) -> str:
    """The data API where it gives all of them at once, else a sample of ours."""
    if total <= MOST_PLACES and version.bytes <= MOST_BYTES:
        where = question.where(version)
        return _with(f"/api/v1/tables/{table.slug}/export.geojson", where=where)
    asked = replace(question, page=1, sort="").address().removesuffix("#data").partition("?")
    return f"{question.path}/map/sample.geojson" + (f"?{asked[2]}" if asked[2] else "")


def _with(address: str, **values: str) -> str:
    given = {name: value for name, value in values.items() if value}
    return address + ("?" + urlencode(given) if given else "")


def _features(version: Version, question: Question) -> Iterator[dict[str, Any]]:
    shape = version.geometry
    if shape is None:
        return
    told = [column.name for column in version.columns if column.name not in shape.columns][:6]
    names = [*shape.columns, *told]
    for row in _rows(version, question, names):
        for found in glimpses.shapes(shape, [row[: len(shape.columns)]]):
            values = {name: worded(value) for name, value in zip(told, row[len(shape.columns) :], strict=True)}
            yield {"type": "Feature", "properties": values, "geometry": _geometry(found)}


def _rows(version: Version, question: Question, names: Sequence[str]) -> Sequence[tuple[Any, ...]]:
    if not question.filters:
        return glimpses.spread(version, names, MOST_PLACES)
    with engine() as asked:
        found = asked.run(version, replace(_query(version, question), select=tuple(names), limit=MOST_PLACES))
    return list(zip(*(found.column(name).to_pylist() for name in names), strict=True))


def _geometry(found: Any) -> dict[str, Any]:
    """Outlines of areas are lines here: a map of thousands of them shows no more."""
    if found.points:
        return {"type": "Point", "coordinates": found.points[0]}
    return {"type": "MultiLineString", "coordinates": [*found.lines, *found.rings]}


def _coarse(shape: Any) -> dict[str, Any]:
    areas = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return {"type": "MultiPolygon", "coordinates": [[_ring(ring) for ring in area] for area in areas]}


def _ring(ring: Sequence[Sequence[float]]) -> list[list[float]]:
    rounded = [[round(float(at[0]), _FINE), round(float(at[1]), _FINE)] for at in ring]
    return rounded[:1] + [after for before, after in pairwise(rounded) if after != before]


def _geojson(features: list[dict[str, Any]], stamp: str) -> HttpResponse:
    body = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    headers = {"ETag": stamp, "Cache-Control": "no-cache"}
    return HttpResponse(body, content_type="application/geo+json", headers=headers)


def _stamp(*facts: object) -> str:
    return f'W/"{sha256(repr(facts).encode()).hexdigest()[:32]}"'


def _words(version: Version) -> str:
    """What the script says, and the headings of the columns."""
    columns = {column.name: column.label or column.name for column in version.columns}
    words = {
        "title": text("Map of the places. Move it with the arrow keys, zoom with + and −."),
        "in_view": text("Places in view: {count}"), "more": text("{count} more. Zoom in to see them."),
        "cluster": text("{count} places here. Zoom in."), "nameless": text("Place without a name"),
        "broken": text("The map could not be drawn here. The picture and the table have the same places."),
    }  # fmt: skip
    return json.dumps({**{key: word.unescape() for key, word in words.items()}, "columns": columns})
