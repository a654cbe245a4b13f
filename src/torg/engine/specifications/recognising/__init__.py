"""Recognising: which specification a file is of, and which of its columns is which field."""

from collections.abc import Iterable, Sequence

from ..found import ColumnSample, Likeness
from ..model import Specification
from .content import Box
from .index import index_of
from .learned import Learned, learned_for
from .likeness import likeness
from .names import Names
from .naming import PROPOSED, SURE
from .seen import Seen
from .weights import Rarity

__all__ = ["PROPOSED", "SURE", "Learned", "match", "recognise"]


def recognise(
    columns: Sequence[ColumnSample],
    specifications: Iterable[Specification],
    *,
    file: str = "",
    sheet: str = "",
    within: Box | None = None,
    learned: Sequence[Learned] = (),
) -> tuple[Likeness, ...]:
    """Best first; of several versions of a specification the one that fits best, and of equals the first."""
    indexes = [index_of(one) for one in specifications]
    seen = [Seen(column) for column in columns]
    rarity, names = Rarity(indexes), Names(file, sheet, seen)
    best: dict[str, Likeness] = {}
    for index in indexes:
        told = learned_for(index.specification, learned)
        found = likeness(index, seen, rarity, names, within, told)
        if found.specification not in best or found.score > best[found.specification].score:
            best[found.specification] = found
    return tuple(sorted(best.values(), key=lambda one: (-one.score, one.specification)))


def match(
    columns: Sequence[ColumnSample],
    specification: Specification,
    *,
    within: Box | None = None,
    learned: Sequence[Learned] = (),
) -> Likeness:
    """The columns of a file that is said to be of this specification."""
    seen = [Seen(column) for column in columns]
    index = index_of(specification)
    told = learned_for(specification, learned)
    return likeness(index, seen, Rarity([index]), Names("", "", seen), within, told)
