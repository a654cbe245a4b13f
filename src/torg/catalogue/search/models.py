"""Rows: what people looked for in vain."""

from django.db import models


class MissedSearch(models.Model):
    """Words that nothing had, and how often on one day. Nothing about who asked: no person, no address, no time."""

    words = models.CharField(max_length=80)
    day = models.DateField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "words"], name="search_one_row_a_day")]

    def __str__(self) -> str:
        return f"{self.words} on {self.day}"
