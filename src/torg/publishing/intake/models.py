"""Rows: a draft that people work on, an upload in pieces, a publication on its way to the version it became."""

from django.db import models
from django.utils import timezone

from torg.catalogue.datasets.models import Dataset
from torg.catalogue.people.models import Organisation, User
from torg.kit.jobs.models import Job


class Publication(models.Model):
    """One file that was handed in to be published.

    ``options`` are the wishes that came with it (layer, licence, description, language). ``plan`` holds the
    identifiers minted for it, so that a job that is repeated writes to the same places. ``committed`` is set in
    the transaction that makes its versions public, with ``before``: what was said about the dataset until then, empty
    where nothing was public. ``undone`` is set when it was taken back. ``original`` is a file name in ``originals``.
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
    before = models.JSONField(null=True, blank=True)
    undone = models.DateTimeField(null=True, blank=True)
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


class Draft(models.Model):
    """A list on its way through the steps of the browser; any editor of its organisation may go on with it.

    ``answers`` are what people said about the reading. ``reading`` counts the readings asked for: what a job of an
    earlier one finds is not kept. ``version`` counts what people changed, and ``history`` tells the last changes, for
    somebody whose page is older. ``followed`` are the rules it is held against and what people said about them,
    ``verdict`` is what that found. ``source_name``, ``original``, ``sha256`` and ``bytes`` are as in a publication.
    """

    class State(models.TextChoices):
        READING = "reading"
        READY = "ready"
        REFUSED = "refused"
        HANDED_OVER = "handed_over"

    class Step(models.TextChoices):
        FOUND = "found"
        DESCRIBE = "describe"
        LOOK = "look"

    OPEN = (State.READING, State.READY, State.REFUSED)

    id = models.CharField(max_length=32, primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    publication = models.ForeignKey(Publication, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.READING)
    step = models.CharField(max_length=8, choices=Step, default=Step.FOUND)
    source_name = models.CharField(max_length=255)
    source_url = models.CharField(max_length=2000, default="", blank=True)
    original = models.CharField(max_length=40, default="", blank=True)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    bytes = models.BigIntegerField(default=0)
    answers = models.JSONField(default=dict)
    described = models.JSONField(default=dict)
    report = models.JSONField(null=True, blank=True)
    preview = models.JSONField(null=True, blank=True)
    followed = models.JSONField(default=dict, blank=True)
    verdict = models.JSONField(null=True, blank=True)
    problem = models.JSONField(null=True, blank=True)
    reading = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    history = models.JSONField(default=list)
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)
    asked = models.DateTimeField(default=timezone.now)
    warned = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-changed"], name="intake_drafts_newest")]

    def __str__(self) -> str:
        return f"{self.pk} ({self.state})"

    @property
    def title(self) -> str:
        return str(self.described.get("title") or self.source_name)

    @property
    def open(self) -> bool:
        return self.state in self.OPEN


class Upload(models.Model):
    """A large file that arrives in pieces; what is there of it lies in the work folder under ``place``.

    ``mark`` is what the browser knows of the file (name, size, last change): the same one goes on where it broke off.
    """

    id = models.CharField(max_length=32, primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    mark = models.CharField(max_length=64)
    bytes = models.BigIntegerField()
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "mark"], name="intake_one_upload")]

    def __str__(self) -> str:
        return self.pk

    @property
    def place(self) -> str:
        return f"upload-{self.pk}"
