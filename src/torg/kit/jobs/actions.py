"""What other rooms do with jobs: put one in the queue, announce something, take a queued job up at once."""

from typing import Any

from django.db import models, transaction

from .models import Announcement, Job
from .registry import job, subscribe
from .worker import Running, run_now, run_worker

__all__ = ["Running", "announce", "enqueue", "job", "run_now", "run_worker", "subscribe"]


def enqueue(name: str, *, unique: str | None = None, **payload: Any) -> Job:
    """A job in the caller's transaction; with ``unique`` the unfinished job of that name and key, if there is one."""
    if unique is None:
        return Job.objects.create(name=name, payload=payload)
    with transaction.atomic():
        found, _ = Job.objects.get_or_create(
            name=name, unique=unique, state__in=Job.UNFINISHED, defaults={"payload": payload, "state": Job.State.QUEUED}
        )
    return found


def announce(topic: str, subject: models.Model) -> None:
    Announcement.objects.create(topic=topic, subject=str(subject.pk))
