"""Rows: a job with its lease and progress, and an announcement not yet told."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Job(models.Model):
    """Work to be done once its transaction is committed.

    While it runs its worker holds a lease and renews it by a heartbeat; a job whose lease has run out is taken
    again by the next worker. ``unique`` keeps a second job of the same kind away while the first is unfinished.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    UNFINISHED = (State.QUEUED, State.RUNNING)

    name = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    unique = models.CharField(max_length=120, null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    faults = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField(default=timezone.now)
    lease = models.CharField(max_length=32, default="", blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    stage = models.CharField(max_length=80, default="", blank=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    problem = models.JSONField(null=True, blank=True)
    created = models.DateTimeField(default=timezone.now)
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "due"], name="jobs_waiting")]
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
