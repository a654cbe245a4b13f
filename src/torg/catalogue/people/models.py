"""Rows: the hub, organisations, accounts, tokens."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone


class Hub(models.Model):
    """The one row about this hub. Without a ``public_url`` addresses follow the request."""

    title = models.JSONField(default=dict)
    description = models.JSONField(default=dict)
    contact_mail = models.EmailField(default="", blank=True)
    country = models.CharField(max_length=2, default="", blank=True)
    languages = models.JSONField(default=list)
    public_url = models.URLField(default="", blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="people_one_hub")]

    def __str__(self) -> str:
        return self.public_url or "this hub"

    def title_in(self, language: str) -> str:
        return self.title.get(language) or next(iter(self.title.values()), "Torg")

    def description_in(self, language: str) -> str:
        return self.description.get(language) or next(iter(self.description.values()), "")


class Organisation(models.Model):
    """A publisher. ``name`` is by language; ``boundary`` is GeoJSON geometry in longitude and latitude.

    ``kind`` is empty until somebody says it.
    """

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality"
        REGION = "region"
        OTHER = "other"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.JSONField()
    kind = models.CharField(max_length=12, choices=Kind, default="", blank=True)
    official_code = models.CharField(max_length=40, default="", blank=True)
    contact_mail = models.EmailField(default="", blank=True)
    contact_url = models.URLField(default="", blank=True)
    colour = models.CharField(max_length=7, default="", blank=True)
    boundary = models.JSONField(null=True, blank=True)
    licence = models.CharField(max_length=40, default="CC0-1.0")
    created = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.slug

    def name_in(self, language: str) -> str:
        """The name in a language, else in the first one there is."""
        return self.name.get(language) or next(iter(self.name.values()), self.slug)

    @property
    def contact(self) -> str:
        """Where questions go: an address for mail, else a page; empty where nobody said."""
        return f"mailto:{self.contact_mail}" if self.contact_mail else self.contact_url


class Users(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, default="", blank=True)
    is_admin = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created = models.DateTimeField(default=timezone.now, editable=False)

    objects = Users()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.email


class Token(models.Model):
    """A key for programs of one organisation. Only its digest is kept; ``prefix`` tells which one is meant."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=120, default="", blank=True)
    prefix = models.CharField(max_length=16)
    digest = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField(null=True, blank=True)
    last_used = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return f"{self.prefix}… of {self.organisation.slug}"
