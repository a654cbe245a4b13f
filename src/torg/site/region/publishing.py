"""Publishes the lists of the region as a clerk would: files are handed in, workers take them from there."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.db.models import QuerySet
from django.utils import timezone

from torg.catalogue.people.queries import organisation
from torg.foundation.home import home
from torg.kit.jobs.models import Announcement, Job
from torg.publishing.intake import actions
from torg.publishing.intake.models import Publication

from .dating import date
from .listing import Listing
from .settling import BY

WORKERS = 2
IDLE = 60.0
LOOK = 0.3

Say = Callable[[int, int], None]


def publish_all(listings: Sequence[Listing], say: Say) -> list[Publication]:
    """Each list's editions one after the other, as they came over the years. Returns what was not published.

    Charts and whatever else follows are made before it returns, so that the first visitor finds them.

    Bears repeating: what was handed in before goes on where it was, and nothing is handed in twice.
    """
    total, ended = sum(one.editions for one in listings), -1
    with _working() as keep_working:
        while ended < total:
            keep_working()
            if ended != (ended := _ended()):
                say(ended, total)
                for one in listings:
                    _hand_in_next(one)
            time.sleep(LOOK)
        _date(listings)
        while _something_waits():
            keep_working()
            time.sleep(LOOK)
    return list(_mine().exclude(state=Publication.State.PUBLIC))


def _date(listings: Sequence[Listing]) -> None:
    for one in listings:
        if public := list(_of(one).filter(state=Publication.State.PUBLIC).order_by("idempotency_key")):
            date(one, public, timezone.now())


def _of(listing: Listing) -> QuerySet[Publication]:
    keys = [_key(listing, edition) for edition in range(listing.editions)]
    return _mine().filter(organisation__slug=listing.owner, idempotency_key__in=keys)


def _ended() -> int:
    return _mine().filter(state__in=Publication.ENDED).count()


def _something_waits() -> bool:
    return (
        Announcement.objects.exists() or Job.objects.filter(state__in=Job.UNFINISHED, due__lte=timezone.now()).exists()
    )


def _hand_in_next(listing: Listing) -> None:
    """An edition is handed in when those before it have ended, well or not."""
    before = {one.idempotency_key: one for one in _of(listing)}
    known = [before.get(_key(listing, edition)) for edition in range(listing.editions)]
    edition = next((number for number, one in enumerate(known) if one is None), None)
    if edition is not None and all(one.ended for one in known[:edition]):
        _hand_in(listing, edition, known[0].slug if edition else "")


def _hand_in(listing: Listing, edition: int, dataset: str) -> None:
    wishes = actions.Wishes(
        dataset=dataset,
        description=listing.about,
        language=listing.member.language,
        themes=(listing.theme,),
        frequency=listing.frequency,
        spec=listing.rules,
    )
    actions.publish(
        by=BY,
        organisation=organisation(listing.owner),
        title=listing.title,
        source=actions.HandedFile(_written(listing, edition), listing.file_name(edition)),
        wishes=wishes,
        idempotency_key=_key(listing, edition),
    )


def _key(listing: Listing, edition: int) -> str:
    return f"demo {listing.title} {edition}"


def _written(listing: Listing, edition: int) -> Path:
    """The file as the office has it; it stays, so that visitors of the demonstration can look at it."""
    return _write(listing, edition, home().folder / "files" / listing.owner)


def lay_out(listings: Sequence[Listing], folder: Path) -> None:
    """Files that nobody has published yet: visitors may."""
    for one in listings:
        _write(one, one.editions - 1, folder)


def _write(listing: Listing, edition: int, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / listing.file_name(edition)
    path.write_bytes(listing.written(edition))
    return path


def _mine() -> QuerySet[Publication]:
    return Publication.objects.filter(by=BY)


@contextmanager
def _working() -> Iterator[Callable[[], None]]:
    """Workers, and what to call now and then so that there are always as many."""
    workers: list[subprocess.Popen[bytes]] = []

    def keep_working() -> None:
        workers[:] = [one for one in workers if one.poll() is None]
        workers.extend(_worker() for _ in range(WORKERS - len(workers)))

    try:
        yield keep_working
    finally:
        for one in workers:
            one.terminate()
        for one in workers:
            one.communicate()


def _worker() -> "subprocess.Popen[bytes]":
    """It ends with this process: its standard input does."""
    return subprocess.Popen([sys.executable, "-m", "torg.site.worker", str(IDLE)], stdin=subprocess.PIPE)
