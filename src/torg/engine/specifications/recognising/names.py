"""What a file is called, and what its rows speak of: *Spielplatz* in the name of the file, the sheet, the cells."""

import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import PurePath

from .index import Index
from .seen import Seen
from .spoken import ENDING, STEMMED, stemmed, telling_words, words_of
from .weights import Rarity

_LONG = 6
"""A word so long is looked for inside compounds; a shorter one stands in too many."""

_SHORTEST = 4
"""A shorter word has to stand for itself."""

_FEW = 0.2
"""A share of cells that may speak of anything."""

CALLED, HEADED, SPOKEN = 1.8, 1.0, 1.2
"""What the name of the file counts, a heading, and the cells, as against one telling column."""


class Said:
    """Words, to be asked for one of them: whole, bent, or as part of a compound."""

    def __init__(self, words: Sequence[str]) -> None:
        self._text = f" {' '.join(words)} "
        self._stems: dict[tuple[str, str], int] = {}
        for word in words:
            if len(word) >= _SHORTEST:
                self._stems.update({(code, stemmed((word,), code)): len(word) for code in STEMMED})

    def has(self, part: str) -> bool:
        if len(part) < _SHORTEST:
            return f" {part} " in self._text
        if len(part) >= _LONG:
            return part in self._text or self._has_bent(part)
        return (f" {part}" in self._text and self._begins(part)) or self._has_bent(part)

    def _begins(self, part: str) -> bool:
        """*Baum* begins *Baumkataster*; *spår* does not begin *sparse*."""
        return re.search(rf" {part}(?:[a-z0-9]{{{_SHORTEST},}})? ", self._text) is not None

    def _has_bent(self, part: str) -> bool:
        """Not *stations* for *stationnement*, which have one stem."""
        long = (self._stems.get((code, stemmed((part,), code))) for code in STEMMED)
        return any(one is not None and abs(one - len(part)) <= ENDING for one in long)


class Names:
    """The words of a file and its sheet, of its headings, and of the texts in its cells."""

    def __init__(self, file: str, sheet: str, columns: Sequence[Seen]) -> None:
        stem = PurePath(file.replace("\\\\", "/")).name
        stem = stem.rsplit(".", 1)[0] if "." in stem else stem
        self.called = Said((*telling_words(stem), *telling_words(sheet)))
        self._columns = columns

    @cached_property
    def headed(self) -> Said:
        return Said(tuple(dict.fromkeys(word for seen in self._columns for word in seen.spoken.words)))

    @cached_property
    def cells(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """The words of every cell, column by column, where cells are texts."""
        texts = (seen for seen in self._columns if seen.values and (seen.share_numbers or 0.0) < 0.5)
        return tuple(tuple(words_of(value) for value in seen.values) for seen in texts)

    @cached_property
    def text(self) -> str:
        return " ".join(word for column in self.cells for cell in column for word in cell)


def spoken_of(index: Index, names: Names, rarity: Rarity) -> tuple[float, float]:
    """What the name of the file says for a specification, and what headings and cells say besides."""
    called = max((_said(name, names.called) * rarity.of_name(name) for name in index.names), default=0.0)
    headed = max((_said(name, names.headed) * rarity.of_name(name) for name in index.names), default=0.0)
    cells = max((_in_cells(name, names) * rarity.of_name(name) for name in index.names), default=0.0)
    return CALLED * called, max(HEADED * headed, SPOKEN * cells)


def _said(name: tuple[str, ...], said: Said) -> float:
    return 1.0 if all(said.has(part) for part in name) else 0.0


def _in_cells(name: tuple[str, ...], names: Names) -> float:
    """How large a share of the cells of one column speak of it."""
    part = "".join(name)
    if len(name) > 1 or len(part) < _SHORTEST or part not in names.text:
        return 0.0
    share = max(
        sum(any(_cell_word(part, word) for word in cell) for cell in column) / len(column) for column in names.cells
    )
    return min(1.0, max(0.0, (share - _FEW) / 0.6))


def _cell_word(part: str, word: str) -> bool:
    return part == word or (len(part) >= _LONG and part in word)
