"""Rows: the hub, organisations, accounts and who may do what, tokens, what happened."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
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

    ``kind`` is empty until somebody says it. ``licence``, ``theme`` and ``language`` are what new datasets begin with.
    ``arms`` is the beginning of the digest of the row in Arms, empty where there is none.
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
    theme = models.CharField(max_length=8, default="", blank=True)
    language = models.CharField(max_length=8, default="", blank=True)
    arms = models.CharField(max_length=16, default="", blank=True)
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

    @property
    def arms_address(self) -> str:
        return f"/organisations/{self.slug}/arms?{self.arms}" if self.arms else ""


class Arms(models.Model):
    """The picture itself, cleaned when it came in; apart from Organisation, which is read with every list."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="picture")
    media_type = models.CharField(max_length=20)
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"arms of {self.organisation_id}"


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

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="people_one_account_per_address")]

    def __str__(self) -> str:
        return self.email

    @property
    def called(self) -> str:
        """The name, or what stands before the @ until somebody said one."""
        return self.name or self.email.partition("@")[0]

    @property
    def has_password(self) -> bool:
        """Nobody needs one; Django takes an empty field for a password that exists."""
        return bool(self.password) and self.has_usable_password()


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator"
    EDITOR = "editor"


class Membership(models.Model):
    """Who works for an organisation. An administrator of the hub needs none."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=13, choices=Role)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "organisation"], name="people_one_membership")]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id} of {self.organisation_id}"


class Invitation(models.Model):
    """A letter to somebody who may join; the row goes when it was accepted or taken back."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=13, choices=Role)
    by = models.CharField(max_length=254)
    created = models.DateTimeField(default=timezone.now, editable=False)
    expires = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), "organisation", name="people_one_invitation_per_address")
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class CodeRequest(models.Model):
    """Somebody asked for a code; a job looks whether the address is known, so that the answer never tells."""

    email = models.EmailField()
    next = models.CharField(max_length=2000, default="", blank=True)
    base = models.CharField(max_length=300, default="", blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return f"request {self.pk}"


class SignInCode(models.Model):
    """A code that was mailed, as a digest; the signed link in the same letter names this row.

    ``asked`` is the number of the request, which the session of whoever asked knows.
    """

    asked = models.PositiveBigIntegerField(default=0)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64)
    next = models.CharField(max_length=2000, default="", blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    created = models.DateTimeField(default=timezone.now, editable=False)
    expires = models.DateTimeField()

    def __str__(self) -> str:
        return f"code {self.pk}"


class Attempt(models.Model):
    """One try to come in, counted under a digest of an address or of a client; forgotten after a day."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["kind", "key", "at"], name="people_attempts")]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%H:%M}"


class Event(models.Model):
    """What happened, in the transaction in which it did: ``what`` is a code, ``about`` the thing it was done to."""

    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="events")
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.CharField(max_length=120, default="", blank=True)
    what = models.CharField(max_length=40)
    about = models.CharField(max_length=300, default="", blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-at"], name="people_events")]

    def __str__(self) -> str:
        return f"{self.what} {self.about}"


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
