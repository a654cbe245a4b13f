"""What the doctor looks at here: whether the shelf says what the catalogue says, and the originals are there."""

from collections.abc import Iterator

from torg.catalogue.datasets.queries import as_shelved, datasets
from torg.engine.shelf import Shelf, open_shelf
from torg.foundation.home import home
from torg.kit.upkeep.actions import Finding, broken, check, doubtful, fine, made_anew

from .models import Publication
from .tidying import reconcile_shelf

MOST = 2_000
"""Newest datasets that are compared: further back nothing changes."""

made_anew(reconcile_shelf)


@check("shelf")
def shelf_says_what_the_catalogue_says() -> Iterator[Finding]:
    shelf = open_shelf(home().shelf_url)
    try:
        compared = [(one.slug, _agrees(shelf, one)) for one in datasets()[:MOST].iterator(chunk_size=200)]
        apart = [slug for slug, agrees in compared if not agrees]
    finally:
        shelf.close()
    if apart:
        yield broken("doctor.shelf_apart", count=len(apart), value=apart[0])
    else:
        yield fine("doctor.shelf", count=len(compared))


def _agrees(shelf: Shelf, one: object) -> bool:
    wanted = as_shelved(one)
    if wanted.withdrawn is not None:
        return True  # it has lost its versions on the way there
    return shelf.dataset(wanted.id) == wanted


@check("originals")
def originals_are_there() -> Iterator[Finding]:
    names = list(Publication.objects.exclude(original="").values_list("original", flat=True))
    there = {path.name for path in home().originals.iterdir()} if home().originals.is_dir() else set()
    gone = [name for name in names if name not in there]
    if gone:
        yield doubtful("doctor.originals_missing", count=len(gone), value=gone[0])
    else:
        yield fine("doctor.originals", count=len(names))
