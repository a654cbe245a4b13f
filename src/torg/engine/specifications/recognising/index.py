"""Everything a specification's fields are called, ready to be looked up."""

import re
import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeVar

from ..model import Choice, Field, Specification
from .ordinary import ordinary
from .patterns import is_special
from .spoken import STEMMED, key_of, sorted_key, stemmed, telling_words, words_of

Key = TypeVar("Key")
Kind = Literal["exact", "label", "alias", "was"]
SCORES: dict[Kind, float] = {"exact": 1.0, "label": 0.98, "was": 0.98, "alias": 0.97}

KEPT = 500
"""Specifications whose index is kept."""

_SHORTEST_OWN = 3


@dataclass(frozen=True)
class Entry:
    """A word for a field. ``text`` is the word as the specification writes it."""

    field: Field
    kind: Kind
    text: str
    language: str

    @property
    def score(self) -> float:
        return SCORES[self.kind]


class Index:
    """``keys`` finds a word by its letters, ``turned`` by its words in any order, ``stems`` by language and stem."""

    def __init__(self, specification: Specification) -> None:
        self.specification = specification
        self.keys: dict[str, tuple[Entry, ...]] = {}
        self.turned: dict[str, tuple[Entry, ...]] = {}
        self.stems: dict[tuple[str, str], tuple[Entry, ...]] = {}
        for entry in _entries(specification):
            self._file(entry)
        self.words = {key: telling_words(entries[0].text) for key, entries in self.keys.items()}
        self.spelt = tuple(key for key in self.keys if len(key) > 4)
        self.by_word = self._by_word()

    def _file(self, entry: Entry) -> None:
        words = words_of(entry.text)
        _add(self.keys, "".join(words), entry)
        telling = telling_words(entry.text)
        if len(telling) > 1:
            _add(self.turned, sorted_key(telling), entry)
        for language in (entry.language,) if entry.language in STEMMED else ():
            _add(self.stems, (language, stemmed(telling or words, language)), entry)

    def _by_word(self) -> dict[str, tuple[str, ...]]:
        """Keys by each word in them; a word that stands in very many keys finds none."""
        found: dict[str, dict[str, None]] = {}
        for key, words in self.words.items():
            for word in words:
                found.setdefault(word, {})[key] = None
        return {word: tuple(keys) for word, keys in found.items() if len(word) > 2 and len(keys) <= 40}

    @cached_property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """What files of it are called, each as its words: file words, the label, and the id."""
        texts = [word for words in self.specification.file_words.values() for word in words]
        texts += [*self.specification.labels.values(), self.specification.id]
        found = {words: None for words in map(telling_words, texts) if words and not ordinary().issuperset(words)}
        return tuple(found)

    @cached_property
    def own_words(self) -> tuple[str, ...]:
        """What the things themselves are called: in *badplatsnamn* they say nothing of which field it is."""
        found = {"".join(words) for words in self.names} | {"".join(telling_words(self.specification.id))}
        found.update(telling_words(self.specification.id))
        kept = {word for word in found if len(word) >= _SHORTEST_OWN} - ordinary()
        return tuple(sorted(kept, key=lambda word: (-len(word), word)))

    def own_start(self, word: str) -> str:
        """The longest own word it begins with: *badplats* of ``badplatsnamn``; may be empty."""
        found = self._own.match(word)
        return found[0] if found else ""

    @cached_property
    def _own(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, self.own_words)) or "(?!)")

    @cached_property
    def ordinary_keys(self) -> frozenset[str]:
        """Words for fields of building blocks."""
        blocks = (key for key, entries in self.keys.items() if any(entry.field.block for entry in entries))
        return frozenset(blocks)

    @cached_property
    def telling_fields(self) -> frozenset[str]:
        """Fields whose values alone may tell them: long lists and special patterns of the specification itself."""
        return frozenset(
            field.name
            for field in self.specification.fields
            if field.block is None
            and (len(self.choices[field.name]) > 4 or is_special(field.constraints.pattern or ""))
        )

    @cached_property
    def choices(self) -> dict[str, frozenset[str]]:
        """The words of each field's list, as they are compared."""
        return {field.name: frozenset(filter(None, _choice_keys(field))) for field in self.specification.fields}


def _choice_keys(field: Field) -> Iterator[str]:
    listed = field.item if field.item is not None and not field.choices else field
    for choice in listed.choices:
        yield from (key_of(text) for text in _said(choice))
    yield from (key_of(code) for code in listed.constraints.enum)


def _said(choice: Choice) -> Iterator[str]:
    yield choice.code
    yield from choice.labels.values()
    for texts in choice.aliases.values():
        yield from texts


def _entries(specification: Specification) -> Iterator[Entry]:
    for field in specification.fields:
        yield Entry(field, "exact", field.name, "")
        yield from (Entry(field, "was", name, "") for name in field.was)
        yield from (Entry(field, "label", text, language) for language, text in field.labels.items())
        for language, texts in field.aliases.items():
            yield from (Entry(field, "alias", text, language) for text in texts)


def _add(into: dict[Key, tuple[Entry, ...]], key: Key, entry: Entry) -> None:
    """One entry a field: the best."""
    before = into.get(key, ())
    if key and not any(one.field.name == entry.field.name and one.score >= entry.score for one in before):
        into[key] = (*(one for one in before if one.field.name != entry.field.name), entry)


_indexes: "OrderedDict[int, Index]" = OrderedDict()
_lock = threading.Lock()


def index_of(specification: Specification) -> Index:
    """Made once for each specification in memory. The index holds it, so its place in memory stays its own."""
    with _lock:
        found = _indexes.get(id(specification))
        if found is not None:
            _indexes.move_to_end(id(specification))
            return found
    made = Index(specification)
    with _lock:
        _indexes[id(specification)] = made
        while len(_indexes) > KEPT:
            _indexes.popitem(last=False)
    return made
