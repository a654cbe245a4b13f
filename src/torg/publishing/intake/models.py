"""Rows: a publication on its way, from the file handed in to the version it became."""

from django.db import models
from django.utils import timezone

from torg.catalogue.datasets.models import Dataset
from torg.catalogue.people.models import Organisation
from torg.kit.jobs.models import Job


class Publication(models.Model):
    """One file that was handed in to be published.

    ``options`` are the wishes that came with it (layer, licence, description, language). ``plan`` holds the
    identifiers minted for it, so that a job that is repeated writes to the same places. ``committed`` is set in
    the transaction that makes its versions public. ``original`` is a file name in the home's ``originals``.
    """

    class State(models.TextChoices):
        RECEIVED = "received"
        UNDERSTANDING = "understanding"
        STORING = "storing"
        PUBLIC = "public"
        REFUSED = "refused"
        FAILED = "failed"

    ENDED = (State.PUBLIC, State.REFUSED, State.FAILED)

    id = models.CharField(max_length=32, primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=400, default="", blank=True)
    slug = models.SlugField(max_length=80)
    options = models.JSONField(default=dict)
    source_name = models.CharField(max_length=255)
    source_url = models.CharField(max_length=2000, default="", blank=True)
    original = models.CharField(max_length=40, default="", blank=True)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    bytes = models.BigIntegerField(default=0)
    idempotency_key = models.CharField(max_length=200, null=True, blank=True)
    request_digest = models.CharField(max_length=64, default="", blank=True)
    state = models.CharField(max_length=14, choices=State, default=State.RECEIVED)
    plan = models.JSONField(null=True, blank=True)
    report = models.JSONField(null=True, blank=True)
    problem = models.JSONField(null=True, blank=True)
    committed = models.DateTimeField(null=True, blank=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.CharField(max_length=200)
    created = models.DateTimeField(default=timezone.now)
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "idempotency_key"], name="intake_one_per_key"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.state})"

    @property
    def ended(self) -> bool:
        return self.state in self.ENDED
