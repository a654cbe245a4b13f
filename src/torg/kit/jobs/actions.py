"""What other rooms do with jobs: put one in the queue, announce something, take a queued job up at once."""

from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from .ending import cancel, retry
from .models import Announcement, Job
from .registry import Subject, around_pages, job, schedule, subscribe, who_sees
from .worker import Running, run_now, run_worker

__all__ = [
    "BACKGROUND",
    "WAITED_FOR",
    "Running",
    "Subject",
    "announce",
    "around_pages",
    "cancel",
    "enqueue",
    "job",
    "retry",
    "run_now",
    "run_worker",
    "schedule",
    "subscribe",
    "who_sees",
]

WAITED_FOR = 10
"""Priority of what a person waits for."""
BACKGROUND = -10
"""Priority of what nobody would miss for an hour."""


def enqueue(
    name: str,
    *,
    unique: str | None = None,
    priority: int = 0,
    wait: timedelta | None = None,
    about: object = "",
    **payload: Any,
) -> Job:
    """A job in the caller's transaction; with ``unique`` the unfinished job of that name and key, if there is one.

    ``about`` is the organisation (its row or its number) whose people see the job in the list.
    """
    owner = str(about.pk if isinstance(about, models.Model) else about)
    facts = {"payload": payload, "priority": priority, "about": owner, "due": timezone.now() + (wait or timedelta())}
    if unique is None:
        return Job.objects.create(name=name, **facts)
    with transaction.atomic():
        found, _ = Job.objects.get_or_create(
            name=name, unique=unique, state__in=Job.UNFINISHED, defaults={**facts, "state": Job.State.QUEUED}
        )
    return found


def announce(topic: str, subject: models.Model) -> None:
    Announcement.objects.create(topic=topic, subject=str(subject.pk))
