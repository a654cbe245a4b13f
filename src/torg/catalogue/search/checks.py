"""What the doctor looks at here: whether the search knows every dataset there is."""

import time
from collections.abc import Iterator

from torg.engine.search import Question
from torg.engine.shelf import open_shelf
from torg.foundation.home import home
from torg.kit.upkeep.actions import Finding, check, doubtful, fine

from .queries import finder

PATIENCE = 20.0
"""Seconds: asked for the first time the search makes its index, and a dataset may just have been published."""


@check("search")
def search_knows_every_dataset() -> Iterator[Finding]:
    until = time.monotonic() + PATIENCE
    known, there = _counted()
    while known != there and time.monotonic() < until:
        time.sleep(0.5)
        known, there = _counted()
    if known == there:
        yield fine("doctor.search", count=there)
    else:
        yield doubtful("doctor.search_apart", known=known, count=there, value=str(home().search))


def _counted() -> tuple[int, int]:
    """How many datasets the search finds without words, and how many are public."""
    known = finder().ask(Question(limit=1)).total
    shelf = open_shelf(home().shelf_url)
    try:
        return known, shelf.count()
    finally:
        shelf.close()
