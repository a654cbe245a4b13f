"""What is asked of the search: datasets, and what was looked for in vain."""

from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from django.db.models import Max, QuerySet, Sum
from django.utils import timezone

from torg.engine.search import Finder
from torg.engine.shelf import open_shelf
from torg.foundation.home import home

from .models import MissedSearch

__all__ = ["finder", "missed"]


def finder() -> Finder:
    """The search of this hub, opened once a process."""
    here = home()
    return _finder(here.shelf_url, here.search)


@lru_cache(maxsize=2)
def _finder(shelf_url: str, folder: Path) -> Finder:
    return Finder(open_shelf(shelf_url), folder)


def missed(days: int) -> QuerySet[MissedSearch, dict[str, object]]:
    """Words nothing had in so many days, those asked for most often first."""
    since = timezone.now().date() - timedelta(days=days)
    rows = MissedSearch.objects.filter(day__gt=since).values("words")
    return rows.annotate(times=Sum("count"), last=Max("day")).order_by("-times", "-last", "words")
