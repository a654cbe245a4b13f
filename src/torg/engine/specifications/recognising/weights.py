"""How much a column says of what a file is: a name and a position say little, a diving tower nearly all."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

from ..model import Field
from .index import Index
from .ordinary import ordinary
from .spoken import Spoken, key_of

Word = TypeVar("Word")

ORDINARY = 0.12
"""What a column says that every list may have."""

SPECIAL_WORD = 0.5
"""What a rare word for an ordinary field says: *etat_pdc* is a status, but only of a charging point."""

_PART = 0.95
"""Ways to say a heading that are only a part of it cost more."""

FEWEST = 12
"""With fewer specifications to choose from, rarity among them says nothing."""


class Rarity:
    """Among the specifications a file may be of; several versions of one count once."""

    def __init__(self, indexes: Sequence[Index]) -> None:
        by_id: dict[str, set[str]] = {}
        self._ordinary = ordinary().union(*(index.ordinary_keys for index in indexes))
        names: dict[str, set[tuple[str, ...]]] = {}
        for index in indexes:
            by_id.setdefault(index.specification.id, set()).update(index.keys)
            names.setdefault(index.specification.id, set()).update(index.names)
        self.size = max(FEWEST, len(by_id))
        self._headings = _counted(by_id.values())
        self._names = _counted(names.values())

    def of(self, spoken: Spoken, field: Field, word: str = "") -> float:
        """0 to 1 for a heading that was taken for ``field``, perhaps because it is like ``word``."""
        keys = [key for key, cost in spoken.ways if cost > _PART] + [key_of(word)]
        if field.block is not None or field.geometry is not None or not self._ordinary.isdisjoint(keys):
            return ORDINARY
        often = max(self._headings.get(key, 1) for key in keys)
        if is_ordinary(field):
            return max(ORDINARY, SPECIAL_WORD * self._rare(often))
        return max(ORDINARY, self._rare(max(often, self._headings.get(key_of(field.name), 1))))

    def is_ordinary(self, spoken: Spoken) -> bool:
        return any(key in self._ordinary for key, _ in spoken.ways)

    def of_name(self, words: tuple[str, ...]) -> float:
        return max(0.3, self._rare(self._names.get(words, 1)))

    def _rare(self, often: int) -> float:
        return math.log(self.size / min(often, self.size)) / math.log(self.size)


def is_ordinary(field: Field) -> bool:
    """Of a building block, a position, or called what every list has."""
    return (
        field.block is not None
        or field.geometry is not None
        or any(_is_ordinary_name(name) for name in (field.name, *field.labels.values()))
    )


@lru_cache(maxsize=50_000)
def _is_ordinary_name(name: str) -> bool:
    """``facility.name`` is a name."""
    return key_of(name) in ordinary() or key_of(name.rsplit(".", 1)[-1]) in ordinary()


def _counted(groups: Iterable[set[Word]]) -> dict[Word, int]:
    counts: dict[Word, int] = {}
    for group in groups:
        for one in group:
            counts[one] = counts.get(one, 0) + 1
    return counts
