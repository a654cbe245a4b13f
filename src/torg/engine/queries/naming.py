"""The name a reader may have meant."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from torg.engine.tables import Column
from torg.foundation.ids import column_name
from torg.foundation.problems import Problem


def nearest(name: str, names: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The name most like the one given; the case does not count."""
    folded = {each.casefold(): each for each in reversed(list(names))}
    found = get_close_matches(name.casefold()[:100], folded, n=1, cutoff=cutoff)
    return folded[found[0]] if found else None


def no_column(name: str, columns: Sequence[Column], parameter: str = "where") -> Problem:
    """A heading leads to its column; else the nearest name, else the names there are."""
    labels = {column.label.casefold(): column.name for column in columns}
    names = {column.name: column.name for column in columns}
    wanted = column_name(name)
    close = labels.get(name.casefold()) or names.get(wanted) or nearest(name, [*names, *labels]) or ""
    close = labels.get(close.casefold(), close)
    if not close:
        return Problem("query.no_column", value=name, names=list(names)[:12], parameter=parameter)
    return Problem("query.near_column", value=name, nearest=close, parameter=parameter)
