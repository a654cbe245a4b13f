"""The specifications this hub knows: those that are shipped, and those it has added itself."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from torg.engine.specifications import Specification, library, load
from torg.foundation.problems import Refusal

from .models import OwnSpecification


class Known:
    """Of two with one name and version the hub's own counts. Newest versions come first."""

    def __init__(self, own: Iterable[Specification] = ()) -> None:
        self._shipped = library()
        self._own: dict[str, list[Specification]] = {}
        for one in own:
            self._own.setdefault(one.id, []).append(one)

    def __iter__(self) -> Iterator[Specification]:
        """The newest adopted version of each: what files are recognised among."""
        for name in self.ids():
            newest = next((one for one in self.versions(name) if one.status == "adopted"), None)
            if newest is not None:
                yield newest

    def ids(self) -> tuple[str, ...]:
        return tuple(sorted({*self._shipped.ids(), *self._own}))

    def get(self, name: str, version: str | None = None) -> Specification | None:
        """Without ``version`` the newest adopted; where none is, the newest that is no draft."""
        versions = self.versions(name)
        if version is not None:
            return next((one for one in versions if one.version == version), None)
        shown = [one for one in versions if one.status != "draft"]
        return next((one for one in shown if one.status == "adopted"), next(iter(shown), None))

    def versions(self, name: str) -> tuple[Specification, ...]:
        own = self._own.get(name, [])
        taken = {one.version for one in own}
        every = [*own, *(one for one in self._shipped.versions(name) if one.version not in taken)]
        return tuple(sorted(every, key=lambda one: _order(one.version), reverse=True))

    def beside(self, one: Specification, name: str) -> str | None:
        """A text that lies beside it: ``about.sv.md``, ``example.csv``. Those the hub added itself have none."""
        folder = self._shipped.folder(one.id, one.version)
        path = folder / name if folder and one not in self._own.get(one.id, []) else None
        return path.read_text(encoding="utf-8") if path and path.is_file() else None


def known() -> Known:
    rows = OwnSpecification.objects.values_list("pk", "changed", "status", "text", "identifier")
    own = (_parsed(text, status, identifier) for _, _, status, text, identifier in rows)
    return Known(one for one in own if one is not None)


@lru_cache(maxsize=256)
def _parsed(text: str, status: str, identifier: str) -> Specification | None:
    """None where a text that once was sound is none any more: an old draft must not end every page."""
    try:
        return replace(load(text, f"{identifier}.yaml"), status=status)  # type: ignore[arg-type]
    except Refusal:
        return None


def _order(version: str) -> tuple[tuple[int, str], ...]:
    """1.10 comes after 1.9."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"[.-]", version))
