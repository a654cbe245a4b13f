"""What is asked about publications."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from torg.catalogue.datasets.queries import slug_holder
from torg.catalogue.people.queries import organisations_of
from torg.foundation import ids
from torg.foundation.problems import Problem

from .models import Draft, Publication
from .telling import all_notices, kept, told

__all__ = ["answer", "draft", "drafts_of", "handed_in_by_programs", "publication", "taken"]


def draft(identifier: str) -> Draft | None:
    found = Draft.objects.select_related("organisation", "dataset", "publication__dataset", "publication__job", "job")
    return found.filter(pk=identifier).first()


def drafts_of(user: Any) -> QuerySet[Draft]:
    """What somebody can go on with: drafts of their organisations that are not public, the newest first."""
    ended_well = Q(state=Draft.State.HANDED_OVER, publication__state=Publication.State.PUBLIC)
    theirs = Draft.objects.filter(organisation__in=organisations_of(user)).exclude(ended_well)
    rows = theirs.select_related("organisation", "publication", "changed_by")
    return rows.defer("report", "preview", "history").order_by("-changed", "id")


def handed_in_by_programs(user: Any) -> QuerySet[Publication]:
    """Of their organisations, by the API or the command line: what still runs, and what came to nothing this week."""
    lately = timezone.now() - timedelta(days=7)
    rows = Publication.objects.filter(organisation__in=organisations_of(user), created__gt=lately)
    drafted = Draft.objects.filter(publication__isnull=False).values("publication")
    rows = rows.exclude(state=Publication.State.PUBLIC).exclude(pk__in=drafted)
    return rows.select_related("organisation", "dataset").defer("report").order_by("-created")


def taken(one: Draft, said: dict[str, Any]) -> dict[str, Problem]:
    """What is in the way of a new list under this title and address, by the field it is about."""
    if one.dataset is not None:
        return {}
    if said.get("slug"):
        return {"slug": Problem("draft.slug_taken", value=said["slug"])} if slug_holder(said["slug"]) else {}
    holder = slug_holder(ids.slug(said.get("title", "")))
    if holder is None:
        return {}
    if holder.organisation_id == one.organisation_id:
        return {"title": Problem("draft.title_taken", value=holder.title_in(holder.language))}
    return {}


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
