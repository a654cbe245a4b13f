"""What the doctor looks at here: whether the shelf says what the catalogue says, and the originals are there."""

import time
from collections.abc import Iterator

from torg.catalogue.datasets.models import Dataset
from torg.catalogue.datasets.queries import as_shelved, datasets
from torg.engine.shelf import Shelf, open_shelf
from torg.foundation.home import home
from torg.kit.upkeep.actions import Finding, broken, check, doubtful, fine, made_anew

from .models import Draft, Publication
from .tidying import reconcile_shelf

MOST = 2_000
"""Newest datasets that are compared: further back nothing changes."""

PATIENCE = 3.0

made_anew(reconcile_shelf)


@check("shelf")
def shelf_says_what_the_catalogue_says() -> Iterator[Finding]:
    shelf = open_shelf(home().shelf_url)
    try:
        compared = {one.pk: _agrees(shelf, one) for one in datasets()[:MOST].iterator(chunk_size=200)}
        apart = _still_apart(shelf, [identifier for identifier, agrees in compared.items() if not agrees])
    finally:
        shelf.close()
    if apart:
        yield broken("doctor.shelf_apart", count=len(apart), value=apart[0])
    else:
        yield fine("doctor.shelf", count=len(compared))


def _still_apart(shelf: Shelf, apart: list[str]) -> list[str]:
    """Slugs of those that are apart a moment later too: between the commit and the shelf lies a moment."""
    if not apart:
        return []
    time.sleep(PATIENCE)
    return [one.slug for one in datasets().filter(pk__in=apart) if not _agrees(shelf, one)]


def _agrees(shelf: Shelf, one: Dataset) -> bool:
    wanted = as_shelved(one)
    if wanted.withdrawn is not None:
        return True  # it has lost its versions on the way there
    return shelf.dataset(wanted.id) == wanted


@check("originals")
def originals_are_there() -> Iterator[Finding]:
    kept = (rows.objects.exclude(original="").values_list("original", flat=True) for rows in (Publication, Draft))
    names = {name for rows in kept for name in rows}
    there = {path.name for path in home().originals.iterdir()} if home().originals.is_dir() else set()
    gone = [name for name in names if name not in there]
    if gone:
        yield doubtful("doctor.originals_missing", count=len(gone), value=min(gone))
    else:
        yield fine("doctor.originals", count=len(names))
