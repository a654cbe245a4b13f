"""Lists of datasets for pages: each line with its rows and formats, a page at a time, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language

from torg.catalogue.people.models import Organisation

from .assembly import formats, publisher
from .models import Dataset, TableVersion
from .sheet import Line, Publisher
from .values import plain

PER_PAGE = 25


@dataclass(frozen=True)
class ListPage:
    lines: tuple[Line, ...]
    page: int
    pages: int
    total: int
    rows: int
    changed: datetime | None


def list_page(datasets: QuerySet[Dataset], page: int) -> ListPage | None:
    """None for a page that there is not."""
    total = datasets.count()
    pages = max(-(-total // PER_PAGE), 1)
    if not 1 <= page <= pages:
        return None
    shown = list(datasets[(page - 1) * PER_PAGE : page * PER_PAGE])
    last = TableVersion.objects.order_by("-pk").values_list("pk", "table_id").first()
    sizes = dict(_sizes(*last)) if last else {}
    counted = sum(sizes[pk][0] for pk in datasets.order_by().values_list("pk", flat=True) if pk in sizes)
    changed = datasets.order_by("-modified").values_list("modified", flat=True).first()
    return ListPage(tuple(_lines(shown, sizes)), page, pages, total, counted, changed)


def page_number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else 0


def publishers() -> list[tuple[Publisher, int]]:
    """Organisations with something public and how much, those with the most first."""
    public = Count("datasets", filter=Q(datasets__state=Dataset.State.PUBLIC))
    found = Organisation.objects.annotate(count=public).filter(count__gt=0).order_by("-count", "slug")
    return [(publisher(one), one.count) for one in found]


def _lines(datasets: Iterable[Dataset], sizes: dict[str, tuple[int, bool]]) -> Iterable[Line]:
    language = get_language() or "en"
    for one in datasets:
        by = publisher(one.organisation)
        rows, has_places = sizes.get(one.pk, (0, False))
        yield Line(
            title=one.title_in(language),
            title_language=one.title_language(language),
            address=f"/datasets/{one.slug}",
            summary=plain(one.description_in(language)),
            summary_language=one.description_language(language),
            organisation=by.name,
            organisation_address=by.address,
            rows=rows,
            updated=one.modified,
            formats=formats(has_places),
        )


@lru_cache(maxsize=1)
def _sizes(last: int, table: str) -> tuple[tuple[str, tuple[int, bool]], ...]:
    """Rows of every dataset, and whether it has places. Versions never change, so this holds until the next one.

    ``table`` is that of the last version: with its number it names a version even where databases come and go.
    """
    newest = {
        table: (dataset, sum(part["rows"] for part in parts), geometry is not None)
        for table, dataset, parts, geometry in TableVersion.objects.filter(pk__lte=last)
        .order_by("number")
        .values_list("table_id", "table__dataset_id", "manifest__parts", "manifest__geometry")
        .iterator()
    }
    sizes: dict[str, tuple[int, bool]] = {}
    for dataset, rows, has_places in newest.values():
        before = sizes.get(dataset, (0, False))
        sizes[dataset] = (before[0] + rows, before[1] or has_places)
    return tuple(sizes.items())
