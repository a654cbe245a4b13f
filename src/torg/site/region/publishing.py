"""Publishes the lists of the region as a clerk would: files are handed in, workers take them from there."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from torg.catalogue.datasets.actions import describe
from torg.catalogue.people.queries import organisation
from torg.foundation.home import home
from torg.publishing.intake import actions
from torg.publishing.intake.models import Publication

from .listing import Listing
from .settling import BY

WORKERS = 2
IDLE = 3.0
LOOK = 0.3
STEP = 10

Say = Callable[[str], None]


def publish_all(listings: Sequence[Listing], say: Say) -> list[Publication]:
    """One edition after the other, as they came over the years. Returns what could not be published.

    Bears repeating: what was handed in before goes on where it was, and nothing is handed in twice.
    """
    for edition in range(max(one.editions for one in listings)):
        for one in listings:
            if edition < one.editions:
                _hand_in(one, edition)
        _work_off(sum(one.editions for one in listings), say)
    for one in listings:
        _describe(one)
    return list(_mine().exclude(state=Publication.State.PUBLIC))


def _hand_in(listing: Listing, edition: int) -> None:
    owner, key = organisation(listing.owner), _key(listing, edition)
    if _mine().filter(organisation=owner, idempotency_key=key).exists():
        return
    first = _mine().filter(organisation=owner, idempotency_key=_key(listing, 0)).first() if edition else None
    wishes = actions.Wishes(
        dataset=first.slug if first else "", description=listing.about, language=listing.member.language
    )
    actions.publish(
        by=BY,
        organisation=owner,
        title=listing.title,
        source=actions.HandedFile(_written(listing, edition), listing.file_name(edition)),
        wishes=wishes,
        idempotency_key=key,
    )


def _key(listing: Listing, edition: int) -> str:
    return f"demo {listing.title} {edition}"


def _written(listing: Listing, edition: int) -> Path:
    """The file as the office has it; it stays, so that visitors of the demonstration can look at it."""
    path = home().folder / "files" / listing.owner / listing.file_name(edition)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(listing.written(edition))
    return path


def _mine() -> "Publication.objects":
    return Publication.objects.filter(by=BY)


def _work_off(total: int, say: Say) -> None:
    """Until every publication has ended; workers end by themselves when there is nothing to do."""
    workers: list[subprocess.Popen[bytes]] = []
    said = -1
    try:
        while _mine().exclude(state__in=Publication.ENDED).exists():
            workers = [*_living(workers)]
            workers += [_worker() for _ in range(WORKERS - len(workers))]
            done = _mine().filter(state__in=Publication.ENDED).count()
            if done // STEP != said:
                say(f"{done} of {total} files are published")
                said = done // STEP
            time.sleep(LOOK)
    finally:
        for one in workers:
            one.terminate()
        for one in workers:
            one.wait()


def _living(workers: Sequence["subprocess.Popen[bytes]"]) -> Iterator["subprocess.Popen[bytes]"]:
    yield from (one for one in workers if one.poll() is None)


def _worker() -> "subprocess.Popen[bytes]":
    """It ends with this process: its standard input does."""
    return subprocess.Popen([sys.executable, "-m", "torg.site.worker", str(IDLE)], stdin=subprocess.PIPE)


def _describe(listing: Listing) -> None:
    first = _mine().filter(organisation__slug=listing.owner, idempotency_key=_key(listing, 0)).first()
    if first is not None and first.dataset is not None and not first.dataset.frequency:
        describe(by=BY, dataset=first.dataset, themes=[listing.theme], frequency=listing.frequency or "IRREG")
