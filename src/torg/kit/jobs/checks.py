"""What the doctor looks at here: jobs that nobody takes up, jobs that ended badly, workers that are gone."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from torg.kit.upkeep.actions import Finding, broken, check, doubtful, fine

from .living import QUIET
from .models import Job, Worker

LATE = timedelta(minutes=10)
OURS = ("job.fault", "job.lost", "job.unknown")


@check("jobs")
def jobs_are_done() -> Iterator[Finding]:
    now = timezone.now()
    late = Job.objects.filter(state=Job.State.QUEUED, due__lt=now - LATE).count()
    late += Job.objects.filter(state=Job.State.RUNNING, leased_until__lt=now - LATE).count()
    recent = Job.objects.filter(state=Job.State.FAILED, finished__gt=now - timedelta(days=7))
    ours = recent.filter(problem__code__in=OURS).count()
    quiet = list(Worker.objects.filter(seen__lt=now - QUIET).values_list("name", flat=True))
    if late:
        yield broken("doctor.jobs_late", count=late)
    if ours:
        yield doubtful("doctor.jobs_ended_badly", count=ours)
    if quiet:
        yield doubtful("doctor.workers_quiet", value=", ".join(quiet[:3]))
    if not (late or ours or quiet):
        yield fine("doctor.jobs", count=Job.objects.filter(state=Job.State.QUEUED).count())
