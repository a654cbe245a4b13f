"""What is asked about jobs."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from .living import QUIET
from .models import Job, Worker

__all__ = ["nobody_works"]

SOON = timedelta(minutes=1)
"""In this time a worker is started for a job that waits."""


def nobody_works() -> bool:
    """Whether jobs have waited for longer than a start takes, and no worker says that it lives."""
    now = timezone.now()
    waits = Q(state=Job.State.QUEUED, due__lt=now - SOON) | Q(state=Job.State.RUNNING, leased_until__lt=now - SOON)
    return Job.objects.filter(waits).exists() and not Worker.objects.filter(seen__gt=now - QUIET).exists()
