"""Rows: a letter that is not posted yet."""

from django.db import models
from django.utils import timezone


class Letter(models.Model):
    """Kept apart from the job that posts it, so that no address outlives the posting: jobs stay listed, letters go.

    ``way_out`` is an address at which one POST ends letters of this kind, empty where nobody asked for them.
    """

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    way_out = models.TextField(default="", blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return f"letter {self.pk}"
