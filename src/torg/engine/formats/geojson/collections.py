"""The features of one GeoJSON file, wherever its root keeps them, and the grid their numbers are in."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from torg.foundation.problems import refuse

from ..content import Content, Layer
from ..json_text import Ends, Source, elements, exact, members, note_rest, opened, skip_list, skipped
from .features import Feature, content_of, feature_at, geometry_at

ONLY = "table"
_LON_LAT = "EPSG:4326"
_BEGIN = re.compile(r'\{[^{\[]*"type"\s*:\s*"FeatureCollection"')
_CODE = re.compile(r"EPSG(?::|/)(?:[\d.]*[:/])?(\d{4,6})|^(\d{4,6})$", re.I)

At = Callable[[Source, int, Ends], Feature]


def layers_of(path: Path) -> list[Layer]:
    source = opened(path)
    return [Layer(name, _Collection(source, place).count) for name, place in _collections(source).items()]


def read_layer(path: Path, layer: str) -> Content:
    source = opened(path)
    found = _collections(source)
    if layer not in found:
        raise refuse("file.layer", layer=layer)
    collection = _Collection(source, found[layer])
    if not collection.count:
        raise refuse("json.none", file=path.name)
    content = content_of(collection.features, layer, collection.crs)
    content.encoding = source.about.name
    content.steps[:0] = source.steps
    content.problems[:0] = source.problems
    return content


def _collections(source: Source) -> dict[str, int]:
    """Where each collection begins, by the key it stands under; most files are one collection."""
    if source.text[source.root : source.root + 1] != "{":
        return {ONLY: source.root}
    named: dict[str, int] = {}
    ends = Ends()
    for key, place in members(source, source.root, ends):
        if key in ("type", "features", "geometry", "geometries", "coordinates"):
            return {ONLY: source.root}
        if _BEGIN.match(source.text, place):
            named[key] = place
        ends.at = skipped(source, place)
    return named or {ONLY: source.root}


class _Collection:
    """Where the features stand: in ``features``, in a bare list, or the object at ``root`` is one itself."""

    def __init__(self, source: Source, root: int) -> None:
        self.source = source
        self.root = root
        self.crs = _LON_LAT
        self.list: int | None = None
        self.one: At = geometry_at
        self.count = 1
        ends = Ends()
        if source.text[root : root + 1] == "[":
            self._many(root, feature_at, ends)
        else:
            self._root(ends)
        if root == source.root:
            note_rest(source, ends.at)

    def features(self) -> Iterator[Feature]:
        ends = Ends()
        places = iter((self.root,)) if self.list is None else elements(self.source, self.list, ends)
        for place in places:
            yield self.one(self.source, place, ends)

    def _root(self, ends: Ends) -> None:
        keep: dict[str, Callable[[int, Ends], None]] = {
            "features": partial(self._many_at, feature_at),
            "geometries": partial(self._many_at, geometry_at),
            "crs": self._grid,
        }
        for key, place in members(self.source, self.root, ends):
            if key == "geometry" and self.list is None:
                self.one = feature_at
            if key in keep:
                keep[key](place, ends)
            else:
                ends.at = skipped(self.source, place)

    def _many_at(self, one: At, place: int, ends: Ends) -> None:
        self._many(place, one, ends)

    def _many(self, place: int, one: At, ends: Ends) -> None:
        if self.source.text[place : place + 1] != "[":
            ends.at = skipped(self.source, place)
            return
        self.list, self.one = place, one
        self.count = skip_list(self.source, place, ends)

    def _grid(self, place: int, ends: Ends) -> None:
        named, ends.at = exact(self.source, place)
        self.crs = grid_named(named) or self.crs


def grid_named(crs: Any) -> str | None:
    """``EPSG:3006`` for a ``crs`` member; CRS84 is longitude and latitude."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    if not isinstance(properties, dict):
        return None
    found = _CODE.search(str(properties.get("name") or properties.get("code") or ""))
    return f"EPSG:{found.group(1) or found.group(2)}" if found else None
