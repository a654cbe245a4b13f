"""Which named checks there are, without loading what they run on: a page reads specifications and checks nothing."""

from functools import cache
from importlib.metadata import entry_points

GROUP = "torg.engine.specifications.checks"
NAMES = (
    "cohesive-columns", "columns-together", "compare-columns", "french-siren", "french-siret", "nomenclature-actes",
    "one-of-required", "opening-hours", "phone-number", "sum-columns", "year-interval",
)  # fmt: skip
SUFFIX = "-value"
"""The French registry's names end in it."""
COLUMNS = ("column", "column1", "column2", "other", "columns", "othercolumns")
"""Parameters that name fields."""


@cache
def names() -> frozenset[str]:
    """Those of packages from outside are called as their entry points are."""
    ours = (*NAMES, *(name + SUFFIX for name in NAMES if name != "columns-together"))
    return frozenset((*ours, *(point.name for point in entry_points(group=GROUP))))
