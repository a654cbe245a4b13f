"""What a person does to a job: cancel it, or have one that failed done again."""

from django.db import transaction
from django.utils import timezone

from .models import Job
from .registry import works

__all__ = ["cancel", "retry"]


@transaction.atomic
def cancel(*, by: str, job: Job) -> bool:
    """Take a job back; False where it is too late, or where its room says nobody may. ``by`` is for the log.

    Of a job that runs the lease is taken away: its worker notices at the next heartbeat and commits nothing.
    """
    kind = works().get(job.name)
    if kind is None or kind.cancel is None:
        return False
    unfinished = Job.objects.select_for_update().filter(pk=job.pk, state__in=Job.UNFINISHED)
    if not unfinished.exists() or not kind.cancel(**job.payload):
        return False
    ended = {"state": Job.State.CANCELLED, "finished": timezone.now(), "lease": "", "problem": None}
    return unfinished.update(**ended) == 1


@transaction.atomic
def retry(*, by: str, job: Job) -> bool:
    """Put a job that failed into the queue once more, with all its attempts; False where it did not fail."""
    failed = Job.objects.select_for_update().filter(pk=job.pk, state=Job.State.FAILED)
    kind = works().get(job.name)
    if kind is None or not failed.exists() or _is_under_way(job):
        return False
    if kind.again is not None:
        kind.again(**job.payload)
    fresh = {"state": Job.State.QUEUED, "due": timezone.now(), "attempts": 0, "faults": 0, "problem": None}
    return failed.update(finished=None, stage="", done=0, total=None, **fresh) == 1


def _is_under_way(job: Job) -> bool:
    if job.unique is None:
        return False
    return Job.objects.filter(name=job.name, unique=job.unique, state__in=Job.UNFINISHED).exists()
