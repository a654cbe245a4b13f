"""Jobs of the jobs themselves: those that ended long ago are forgotten."""

from datetime import time, timedelta

from django.utils import timezone

from .models import Job
from .registry import job, schedule
from .worker import Running

KEPT = timedelta(days=30)


@schedule(daily=time(3, 10))
@job("jobs.forget", label="Forget jobs that ended a month ago")
def forget(running: Running) -> None:
    Job.objects.filter(finished__lt=timezone.now() - KEPT).exclude(state__in=Job.UNFINISHED).delete()
