"""What is asked about publications."""

from typing import Any

from .models import Publication
from .telling import all_notices, kept, told

__all__ = ["answer", "publication"]


def publication(identifier: str) -> Publication | None:
    return Publication.objects.select_related("organisation", "dataset", "job").filter(pk=identifier).first()


def answer(one: Publication, address: str) -> dict[str, Any]:
    """A publication as programs see it; ``address`` is where the hub is reached."""
    shown: dict[str, Any] = {
        "id": one.pk,
        "state": one.state,
        "report": one.report,
        "dataset": one.dataset.slug if one.dataset else one.slug,
        "title": one.title,
        "organisation": one.organisation.slug,
        "tables": [],
        "problem": one.problem,
        "notices": all_notices(one.report),
        "progress": _progress(one),
        "url": f"{address}/api/v1/publications/{one.pk}",
    }
    if one.state == Publication.State.PUBLIC:
        shown["tables"] = _tables(one, address)
        shown["page"] = f"{address}/datasets/{shown['dataset']}"
        shown["licence"] = one.dataset.licence
    elif one.ended:
        shown["notices"] += map(told, kept(one.dataset))
    return shown


def _tables(one: Publication, address: str) -> list[dict[str, Any]]:
    plan = dict((one.plan or {}).values())
    return [
        {
            "id": table.pk,
            "slug": table.slug,
            "name": table.name,
            "version": plan[table.pk],
            "rows": table.versions.get(number=plan[table.pk]).version.rows,
            "url": f"{address}/api/v1/tables/{table.pk}/rows",
        }
        for table in one.dataset.tables.all()
        if table.pk in plan
    ]


def _progress(one: Publication) -> dict[str, Any] | None:
    if one.ended or one.job is None:
        return None
    return {"stage": one.job.stage, "done": one.job.done, "total": one.job.total}
