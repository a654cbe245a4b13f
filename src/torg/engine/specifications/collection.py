"""The library: every specification shipped, and those of the hub's own folder, each read once."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from torg.foundation.problems import Refusal, refuse
from torg.foundation.shipped import shipped

from .loading import load
from .model import Specification

FILES = ("specification.yaml", "schema.json", "csv-metadata.json")
"""What the file of a version is called, in whichever of the three formats."""

Signature = tuple[tuple[str, int, int], ...]

_read: dict[Path, tuple[Signature, "Specification | Refusal"]] = {}
"""By path, with the state of the files it was made of; shared by all libraries of the process."""


@dataclass(frozen=True)
class Shelved:
    """A version in a folder, not read yet."""

    id: str
    version: str
    path: Path


class Library:
    """Folders of ``<id>/<version>/`` as they are now; of two with one name and version the first folder's counts.

    A file that cannot be read makes no page fall: iterating passes over it, and ``faults`` tells it.
    """

    def __init__(self, *folders: Path) -> None:
        self._folders = folders
        shelved = [one for folder in reversed(folders) for one in _shelved(folder)]
        self._shelved = {(one.id, one.version): one for one in shelved}
        self._blocks = _states(path for folder in folders for path in folder.glob("_blocks/**/*.yaml"))

    def __iter__(self) -> Iterator[Specification]:
        """The newest adopted version of each."""
        for name in self.ids():
            if (newest := self._newest(name, "adopted")) is not None:
                yield newest

    def __contains__(self, name: object) -> bool:
        return name in self.ids()

    def ids(self) -> tuple[str, ...]:
        return tuple(sorted({name for name, _ in self._shelved}))

    def get(self, name: str, version: str | None = None) -> Specification | None:
        """Without ``version`` the newest adopted; where none is, the newest. Raises Refusal for a broken file."""
        if version is not None:
            one = self._shelved.get((name, version))
            return self._of(one) if one else None
        return self._newest(name, "adopted") or self._newest(name)

    def versions(self, name: str) -> tuple[Specification, ...]:
        """Newest first, drafts and retired ones too."""
        return tuple(found for one in self._of_name(name) if (found := self._whole(one)))

    def folder(self, name: str, version: str) -> Path | None:
        """Where its about-texts and examples lie."""
        one = self._shelved.get((name, version))
        return one.path.parent if one else None

    @property
    def faults(self) -> tuple[tuple[Path, Refusal], ...]:
        return tuple(
            (one.path, found) for one in self._shelved.values() if isinstance(found := self._once(one), Refusal)
        )  # fmt: skip

    def _newest(self, name: str, status: str | None = None) -> Specification | None:
        found = (self._whole(one) for one in self._of_name(name))
        return next((one for one in found if one and status in (None, one.status)), None)

    def _of_name(self, name: str) -> list[Shelved]:
        mine = [one for one in self._shelved.values() if one.id == name]
        return sorted(mine, key=lambda one: _order(one.version), reverse=True)

    def _whole(self, one: Shelved) -> Specification | None:
        found = self._once(one)
        return None if isinstance(found, Refusal) else found

    def _of(self, one: Shelved) -> Specification:
        found = self._once(one)
        if isinstance(found, Refusal):
            raise Refusal(*found.problems)
        return found

    def _once(self, one: Shelved) -> Specification | Refusal:
        """Read anew where its file has changed, or a block: that changes everything made of it."""
        signature = (*_states([one.path]), *self._blocks)
        known = _read.get(one.path)
        if known is None or known[0] != signature:
            _read[one.path] = known = (signature, _loaded(one))
        return known[1]


def library(own: Path | None = None) -> Library:
    """``own`` is the hub's own folder; what lies there comes before what is shipped."""
    return Library(*([own] if own else []), shipped("specifications"))


def _shelved(folder: Path) -> Iterator[Shelved]:
    for version in sorted(folder.glob("[!_.]*/*")):
        path = next((version / name for name in FILES if (version / name).is_file()), None)
        if path:
            yield Shelved(version.parent.name, version.name, path)


def _order(version: str) -> tuple[tuple[int, str], ...]:
    """1.10 comes after 1.9."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"[.-]", version))


def _states(paths: Iterable[Path]) -> Signature:
    return tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(paths))


def _loaded(one: Shelved) -> Specification | Refusal:
    try:
        found = load(one.path)
    except Refusal as refusal:
        return refusal
    if found.origin != "torg":  # others are called as the hub has put them on its shelf
        return replace(found, id=one.id, version=one.version)
    said, there = f"{found.id} {found.version}", f"{one.id} {one.version}"
    if said != there:
        return refuse("spec.folder", file=one.path.name, line=1, value=said, other=there)
    return found
