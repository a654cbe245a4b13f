"""Rows: specifications of the hub's own, which dataset follows which, what checks found, headings people confirmed."""

from django.db import models
from django.utils import timezone

from torg.catalogue.datasets.models import Dataset, TableVersion
from torg.catalogue.people.models import Organisation, User


class OwnSpecification(models.Model):
    """A specification this hub added: ``text`` is the YAML file it is; one that is not a draft stays as it is.

    ``trial`` is what came of trying it on the lists of members: ``{"version", "ended", "lists": [...]}``.
    """

    class Status(models.TextChoices):
        DRAFT = "draft"
        ADOPTED = "adopted"
        RETIRED = "retired"

    identifier = models.SlugField(max_length=80)
    version = models.CharField(max_length=20)
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    text = models.TextField()
    trial = models.JSONField(null=True, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["identifier", "created"]
        constraints = [models.UniqueConstraint(fields=["identifier", "version"], name="validation_one_version")]

    def __str__(self) -> str:
        return f"{self.identifier} {self.version} ({self.status})"


class Followed(models.Model):
    """The specification a dataset is held against, in the version it was taken up with.

    ``columns`` are what people said: their heading -> field, or None for a column of their own.
    """

    dataset = models.OneToOneField(Dataset, on_delete=models.CASCADE, related_name="followed")
    specification = models.CharField(max_length=80)
    version = models.CharField(max_length=20)
    columns = models.JSONField(default=dict)
    by = models.CharField(max_length=200)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["specification"], name="validation_followers")]

    def __str__(self) -> str:
        return f"{self.dataset_id} follows {self.specification} {self.version}"


class Check(models.Model):
    """What a check of one published version found. ``verdict`` is the whole of it but for the single problems."""

    version = models.OneToOneField(TableVersion, on_delete=models.CASCADE, related_name="+")
    specification = models.CharField(max_length=80)
    specification_version = models.CharField(max_length=20)
    rows = models.PositiveBigIntegerField()
    fine = models.PositiveBigIntegerField()
    mended = models.PositiveBigIntegerField()
    waiting = models.PositiveBigIntegerField()
    verdict = models.JSONField()
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["specification"], name="validation_checked_against")]

    def __str__(self) -> str:
        return f"{self.version_id} against {self.specification} {self.specification_version}"


class ConfirmedHeading(models.Model):
    """Somebody said that a heading of theirs is this field. Two organisations that say so teach all others."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    heading = models.CharField(max_length=200)
    specification = models.CharField(max_length=80)
    field = models.CharField(max_length=80)
    by = models.CharField(max_length=200)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "specification", "heading"], name="validation_one_field_a_heading"
            )
        ]

    def __str__(self) -> str:
        return f"“{self.heading}” is {self.field} of {self.specification}"
