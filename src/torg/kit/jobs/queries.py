"""What is asked about jobs: which ones a person sees, and whether anybody does them."""

from datetime import timedelta
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from .living import QUIET
from .models import Job, Worker
from .registry import seen_by

__all__ = ["jobs_of", "nobody_works", "worth_a_look"]

SOON = timedelta(minutes=1)
"""In this time a worker is started for a job that waits."""


def jobs_of(person: Any) -> QuerySet[Job]:
    """The jobs a person may see: those that are not over yet first, then the newest."""
    organisations = seen_by(person)
    rows = Job.objects.all() if organisations is None else Job.objects.filter(about__in=set(organisations) - {""})
    over = Case(When(state__in=Job.UNFINISHED, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.order_by(over, "-id")


def worth_a_look(rows: QuerySet[Job]) -> QuerySet[Job]:
    """Without what the hub did for itself and did well: an administrator would find nothing else in the list."""
    return rows.exclude(about="", state=Job.State.DONE)


def nobody_works() -> bool:
    """Whether jobs have waited for longer than a start takes, and no worker says that it lives."""
    now = timezone.now()
    waits = Q(state=Job.State.QUEUED, due__lt=now - SOON) | Q(state=Job.State.RUNNING, leased_until__lt=now - SOON)
    return Job.objects.filter(waits).exists() and not Worker.objects.filter(seen__gt=now - QUIET).exists()
