"""Rows: datasets, their tables, immutable versions of these, and slugs that are never given twice."""

from django.db import models
from django.utils import timezone

from torg.catalogue.people.models import Organisation
from torg.engine.tables import Version


class Dataset(models.Model):
    """What people find and cite. Texts are by language; bounds are west, south, east, north.

    ``contact_mail`` is empty where questions go to the organisation. ``replaced_by`` is what readers of a withdrawn
    dataset are led to.
    """

    class State(models.TextChoices):
        PUBLIC = "public"
        WITHDRAWN = "withdrawn"

    id = models.CharField(max_length=32, primary_key=True)
    slug = models.SlugField(max_length=80, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="datasets")
    title = models.JSONField()
    description = models.JSONField(default=dict)
    language = models.CharField(max_length=3, default="en")
    licence = models.CharField(max_length=40)
    attribution = models.CharField(max_length=200, default="", blank=True)
    themes = models.JSONField(default=list)
    keywords = models.JSONField(default=list)
    frequency = models.CharField(max_length=20, default="", blank=True)
    contact_mail = models.EmailField(default="", blank=True)
    bounds = models.JSONField(null=True, blank=True)
    covers_from = models.DateField(null=True, blank=True)
    covers_to = models.DateField(null=True, blank=True)
    issued = models.DateTimeField(default=timezone.now)
    modified = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.PUBLIC)
    withdrawn_because = models.CharField(max_length=400, default="", blank=True)
    withdrawn_since = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["-modified"], name="datasets_newest")]

    def __str__(self) -> str:
        return self.slug

    @property
    def contact(self) -> str:
        """Where questions go: an address of its own, else the organisation's."""
        return f"mailto:{self.contact_mail}" if self.contact_mail else self.organisation.contact

    def title_in(self, language: str) -> str:
        return self.title.get(language) or self.title.get(self.language) or next(iter(self.title.values()), self.slug)

    def title_language(self, language: str) -> str:
        """The language that ``title_in`` finds its words in."""
        return _spoken(self.title, language, self.language)

    def description_in(self, language: str) -> str:
        return self.description.get(language) or next(iter(self.description.values()), "")

    def description_language(self, language: str) -> str:
        return language if self.description.get(language) else next(iter(self.description), self.language)


def _spoken(texts: dict[str, str], wanted: str, own: str) -> str:
    return next((one for one in (wanted, own) if texts.get(one)), next(iter(texts), own))


class Slug(models.Model):
    """Every slug that a dataset has or had: the row stays when the slug changes, so no other dataset gets it."""

    slug = models.SlugField(max_length=80, primary_key=True)
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="slugs")
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.slug


class Table(models.Model):
    """One table of a dataset; ``layer`` is the sheet or layer it comes from, ``minted`` the last number given out."""

    id = models.CharField(max_length=32, primary_key=True)
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="tables")
    slug = models.CharField(max_length=170, unique=True)
    name = models.CharField(max_length=200)
    layer = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()
    minted = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["dataset", "position"], name="datasets_table_position")]

    def __str__(self) -> str:
        return self.slug

    @property
    def newest(self) -> "TableVersion | None":
        return self.versions.order_by("-number").first()


class TableVersion(models.Model):
    """An immutable version: the manifest of its parts, and where it came from."""

    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    manifest = models.JSONField()
    source_name = models.CharField(max_length=255)
    source_sha256 = models.CharField(max_length=64)
    report = models.JSONField()
    created = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["table", "number"], name="datasets_version_number")]

    def __str__(self) -> str:
        return f"{self.table_id} version {self.number}"

    @property
    def version(self) -> Version:
        return Version.from_json(self.manifest)


class Follower(models.Model):
    """An address that is told of new versions. The row is written when its owner has said so, and goes with one click.

    ``here`` is the address of the hub as the follower saw it: letters are written where no request says it.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="followers")
    address = models.EmailField()
    language = models.CharField(max_length=10, default="en")
    here = models.CharField(max_length=300, default="", blank=True)
    told = models.DateTimeField(default=timezone.now)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dataset", "address"], name="datasets_one_follower")]

    def __str__(self) -> str:
        return f"follower {self.pk} of {self.dataset_id}"
