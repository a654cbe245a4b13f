"""Gives each edition the day on which its office would have handed it in; else all of them were of today."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from torg.catalogue.datasets.actions import describe
from torg.catalogue.datasets.models import Dataset, TableVersion
from torg.publishing.intake.models import Publication

from .listing import Listing
from .settling import BY

AGES = {"HOURLY": 1, "WEEKLY": 9, "MONTHLY": 40, "QUARTERLY": 120, "ANNUAL": 460, "": 900}
"""How many days old a list may be: some offices are late."""
YEAR, QUARTER = timedelta(days=365), timedelta(days=91)


def days(listing: Listing, now: datetime) -> list[datetime]:
    """When the editions came, the oldest first, within office hours."""
    chance = random.Random(f"day of {listing.owner} {listing.title}")
    newest = now - timedelta(days=chance.randint(1, AGES[listing.frequency]))
    newest = newest.replace(hour=chance.randint(8, 15), minute=chance.randint(0, 59))
    apart = QUARTER if listing.frequency == "QUARTERLY" else YEAR
    return [newest - apart * back for back in reversed(range(listing.editions))]


@transaction.atomic
def date(listing: Listing, publications: list[Publication], now: datetime) -> None:
    """Bears repeating. ``publications`` are those of the list that became public, the oldest first."""
    on = days(listing, now)[-len(publications) :]
    for publication, day in zip(publications, on, strict=True):
        for table, number in publication.plan.values():
            _date_version(TableVersion.objects.get(table=table, number=number), day)
    dataset = publications[0].dataset
    describe(by=BY, dataset=dataset)  # it is announced, so that the shelf follows
    Dataset.objects.filter(pk=dataset.pk).update(issued=on[0], modified=on[-1])


def _date_version(row: TableVersion, day: datetime) -> None:
    row.manifest = replace(row.version, created=day).as_json()
    row.created = day
    row.save(update_fields=["manifest", "created"])
