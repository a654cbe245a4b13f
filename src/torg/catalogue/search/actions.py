"""Keeping what people looked for in vain: a sign of what is wanted, as long as it tells of nobody."""

import re
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from .models import MissedSearch

__all__ = ["note_missed"]

LONGEST = 80
MOST_A_DAY = 500
KEPT_DAYS = 400
_PRIVATE = re.compile(r"@|\d(?:[\s./:-]?\d){4,}|https?:|www\.", re.IGNORECASE)
"""Addresses of people and of pages, and numbers as long as those of phones, persons and accounts."""
_SIGNS = re.compile(r"[^\w\s'’-]+|_+")


def note_missed(*, question: str) -> None:
    """Count a search without results. What may be about a person is not written down at all."""
    words = wanted(question)
    if not words:
        return
    today = timezone.now().date()
    rows = MissedSearch.objects.filter(day=today, words=words)
    if rows.update(count=F("count") + 1):
        return
    if MissedSearch.objects.filter(day=today).count() < MOST_A_DAY:
        _begin(words, today)


def wanted(question: str) -> str:
    """The words in small letters, without signs; empty where they are not to be kept."""
    if _PRIVATE.search(question):
        return ""
    words = " ".join(_SIGNS.sub(" ", question.lower()).split())
    return words if 2 <= len(words) <= LONGEST else ""


def _begin(words: str, today: date) -> None:
    try:
        with transaction.atomic():
            MissedSearch.objects.create(day=today, words=words)
            MissedSearch.objects.filter(day__lt=today - timedelta(days=KEPT_DAYS)).delete()
    except IntegrityError:  # somebody else asked the same in this moment
        MissedSearch.objects.filter(day=today, words=words).update(count=F("count") + 1)
