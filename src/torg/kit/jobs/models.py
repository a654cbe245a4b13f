"""Rows: a job with its lease and progress, a schedule, a worker that is alive, an announcement not yet told."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Job(models.Model):
    """Work to be done once its transaction is committed.

    While it runs its worker holds a lease and renews it by a heartbeat; a job whose lease has run out is taken
    again by the next worker. ``unique`` keeps a second job of the same kind away while the first is unfinished.
    Of those that are due the one of the highest ``priority`` is taken first. ``about`` is the number of the
    organisation whose people may see it in the list of jobs; where it is empty only administrators of the hub do.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    UNFINISHED = (State.QUEUED, State.RUNNING)

    name = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    unique = models.CharField(max_length=120, null=True, blank=True)
    priority = models.SmallIntegerField(default=0)
    about = models.CharField(max_length=40, default="", blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    faults = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField(default=timezone.now)
    lease = models.CharField(max_length=32, default="", blank=True)
    worker = models.CharField(max_length=120, default="", blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    stage = models.CharField(max_length=80, default="", blank=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    problem = models.JSONField(null=True, blank=True)
    created = models.DateTimeField(default=timezone.now)
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "due"], name="jobs_waiting"),
            models.Index(fields=["about", "-id"], name="jobs_of_an_organisation"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "unique"], condition=Q(state__in=("queued", "running")), name="jobs_one_unfinished"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk} ({self.state})"

    @property
    def finished_at_all(self) -> bool:
        return self.state not in self.UNFINISHED


class Announcement(models.Model):
    """Something that happened, written in the transaction in which it happened; the row goes when all are told."""

    topic = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    created = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.topic} {self.subject}"


class Schedule(models.Model):
    """When a job that is done again and again is due next; the row is what several workers agree by."""

    name = models.CharField(max_length=80, primary_key=True)
    due = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.due:%Y-%m-%d %H:%M}"


class Worker(models.Model):
    """A worker process. It writes down that it lives; one that ended in order has no row any more."""

    name = models.CharField(max_length=120, primary_key=True)
    since = models.DateTimeField(default=timezone.now)
    seen = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name
