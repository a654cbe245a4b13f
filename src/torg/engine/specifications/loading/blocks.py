"""Building blocks: fields and value lists that several specifications compose."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import cast

from ..model import Choice, Field, Level
from .entries import Entries
from .fields import LEVELS, Lists, choices, field, renamed
from .limits import MOST_FIELDS
from .marked import Faults, Mapped, Node, Series
from .text import file_text, marked

BLOCK = ("fields", "lists", "labels", "descriptions")
WORDS = ("aliases", "labels", "descriptions")
"""What a specification may say of a block's fields in its own words."""
USE = ("block", "without", "levels", "prefix", *WORDS)


@dataclass(frozen=True)
class Placed:
    """A field and the entries it was made of, so that mistakes found later can name the place."""

    field: Field
    entries: Entries

    def note(self, code: str, *keys: str, **facts: object) -> None:
        """On the line of the first of these keys that stands there, or of the field."""
        inner = (self.entries.inner(name) for name in ("constraints", "contraints") if name in self.entries)
        for entries in (self.entries, *filter(None, inner)):
            if found := next((key for key in keys if key in entries), None):
                return entries.note(code, found, field=self.field.name, **facts)
        return self.entries.note(code, field=self.field.name, **facts)


class Blocks:
    """The blocks of some folders; the first that has one is taken. ``faults`` collects what is wrong with them."""

    def __init__(self, folders: tuple[Path, ...], faults: Faults) -> None:
        self.folders = folders
        self.faults = faults
        self._read: dict[str, Node | None] = {}

    def fields(self, entries: Entries, outer: Lists | None = None, path: tuple[str, ...] = ()) -> list[Placed]:
        """The fields of a specification or block, those of its own blocks in their place."""
        used = [one.text("block") for one in entries.each("fields") if "block" in one]
        lists = self._lists(entries, [name for name in used if name not in path], outer)
        found: list[Placed] = []
        for one in entries.each("fields"):
            if "block" in one:
                found += self._used(one, lists, path)
            else:
                found.append(Placed(field(one, lists, path[-1] if path else None), one))
            if len(found) > MOST_FIELDS:
                one.note("spec.fields_many", limit=MOST_FIELDS)
                break
        return found

    def _used(self, use: Entries, lists: Lists, path: tuple[str, ...]) -> list[Placed]:
        name = use.text("block")
        use.known(USE)
        if name in path:
            use.note("spec.block_circle", "block", value=" > ".join((*path, name)))
            return []
        block = self.block(name)
        if block is None:
            use.note("spec.block_unknown", "block", value=name)
            return []
        return _chosen(use, self.fields(block, lists, (*path, name)))

    def block(self, name: str) -> Entries | None:
        node = self._node(f"{name}.yaml")
        if not isinstance(node, Mapped):
            return None
        entries = Entries(node, f"{name}.yaml", self.faults)
        entries.known(BLOCK)
        return entries

    def _lists(self, entries: Entries, used: list[str], outer: Lists | None) -> Lists:
        """The lists of the file itself, then of the blocks it uses, then of who uses it, then those of all."""
        own = _named_lists(entries)
        blocks = [block for name in used if (block := self.block(name))]

        def found(name: str) -> tuple[Choice, ...] | None:
            for lists in (own, *map(_named_lists, blocks)):
                if name in lists:
                    return lists[name]
            given = outer(name) if outer else None
            return given if given is not None else self._shared_list(name)

        return found

    def _shared_list(self, name: str) -> tuple[Choice, ...] | None:
        node = self._node(f"lists/{name}.yaml")
        if node is None:
            return None
        whole = Mapped({name: node}, 1) if isinstance(node, Series) else node
        return choices(Entries(whole, f"{name}.yaml", self.faults).each(name)) if isinstance(whole, Mapped) else None

    def _node(self, name: str) -> Node | None:
        if name not in self._read:
            inside = [folder / name for folder in self.folders if _inside(folder, name)]
            path = next((one for one in inside if one.is_file()), None)
            self._read[name] = _once(path, path.stat().st_mtime_ns) if path else None
        return self._read[name]


@lru_cache(maxsize=64)
def _once(path: Path, changed: int) -> Node:
    """Blocks are read for every specification that uses them, and seldom change."""
    return marked(file_text(path), path.name)


def _inside(folder: Path, name: str) -> bool:
    """A block's name is no path that leads elsewhere."""
    return (folder / name).resolve().is_relative_to(folder.resolve())


def _named_lists(entries: Entries) -> Mapping[str, tuple[Choice, ...]]:
    lists = entries.inner("lists")
    return {name: choices(lists.each(name)) for name in lists.node.entries} if lists else {}


def _chosen(use: Entries, placed: list[Placed]) -> list[Placed]:
    """The fields of a block as the specification wants them: some left out, others in its own words and levels."""
    names = {one.field.name for one in placed}
    changes = _Changes(use, names)
    return [
        replace(one, field=changes.applied(one.field)) for one in placed if one.field.name not in changes.without
    ]  # fmt: skip


class _Changes:
    """What a specification wants otherwise than the block; each name has to be a field of the block."""

    def __init__(self, use: Entries, names: set[str]) -> None:
        self.use = use
        self.without = use.texts("without")
        self.prefixed = {name: use.text("prefix") + name for name in names}
        self.per_field = {key: use.inner(key) for key in WORDS}
        self.levels = use.inner("levels")
        for name in self.without:
            self._known(use, "without", name, names)
        for inner in (*self.per_field.values(), self.levels):
            for name in inner.node.entries if inner else ():
                self._known(inner or use, name, name, names)

    def _known(self, entries: Entries, key: str, name: str, names: set[str]) -> None:
        if name not in names:
            entries.note("spec.field_unknown", key, key=self.use.text("block"), value=name)

    def applied(self, field: Field) -> Field:
        aliases, labels, descriptions = (self.per_field[key] for key in WORDS)
        level = self.levels.choice(field.name, LEVELS, field.level) if self.levels else field.level
        own = replace(
            field,
            level=cast(Level, level),
            aliases=_more(field.aliases, aliases.word_lists(field.name) if aliases else {}),
            labels={**field.labels, **(labels.words(field.name) if labels else {})},
            descriptions={**field.descriptions, **(descriptions.words(field.name) if descriptions else {})},
        )
        return renamed(own, self.prefixed)


def _more(ours: Mapping[str, tuple[str, ...]], further: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """What the specification adds comes first: it knows its files better than the block does."""
    languages = dict.fromkeys((*ours, *further))
    return {code: tuple(dict.fromkeys((*further.get(code, ()), *ours.get(code, ())))) for code in languages}
