"""Schedules: a row each, moved on by whichever worker comes first."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from .models import Job, Schedule
from .registry import Rhythm, works

LOW = -10


def plant_schedules() -> None:
    """A row for every schedule of the rooms, none for one that is gone; a pause made shorter takes effect at once."""
    now = timezone.now()
    rhythms = _rhythms()
    Schedule.objects.exclude(name__in=rhythms).delete()
    for name, rhythm in rhythms.items():
        latest = rhythm.after(now)
        row, created = Schedule.objects.get_or_create(name=name, defaults={"due": latest})
        if not created and row.due > latest:
            Schedule.objects.filter(pk=name).update(due=latest)


def enqueue_due() -> int:
    """Queue what is due. After a long silence each is queued once, however often it was missed."""
    now = timezone.now()
    late = Schedule.objects.filter(due__lte=now, name__in=_rhythms())
    return sum(_enqueue(row, now) for row in late)


@transaction.atomic
def _enqueue(row: Schedule, now: datetime) -> bool:
    later = works()[row.name].rhythm.after(now)  # type: ignore[union-attr]  only those that have one are asked for
    if Schedule.objects.filter(pk=row.pk, due=row.due).update(due=later) == 0:
        return False  # another worker was here
    Job.objects.get_or_create(
        name=row.name, unique="schedule", state__in=Job.UNFINISHED,
        defaults={"state": Job.State.QUEUED, "priority": LOW},
    )  # fmt: skip
    return True


def _rhythms() -> dict[str, Rhythm]:
    return {name: work.rhythm for name, work in works().items() if work.rhythm is not None}
