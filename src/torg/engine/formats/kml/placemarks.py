"""The placemarks of a KML document by folder, in one streaming pass; links are never followed."""

from collections import Counter
from dataclasses import dataclass, field
from typing import IO

import shapely

from ..xml_parts import DEEPEST, Damaged, feed, parser
from .shapes import Shapes

_PLAIN = {"name": "Name", "description": "Description", "address": "Address", "phoneNumber": "Phone",
          "when": "Time", "begin": "Begin", "end": "End"}  # fmt: skip
_SHAPES = ("Point", "LineString", "LinearRing", "Polygon", "Track")
_CONTAINERS = ("Document", "Folder")
UNNAMED = "table"


@dataclass
class Folder:
    """``shapes`` are WKB, ``broken`` are the rows whose positions could not be read, with what stands there."""

    name: str
    rows: list[dict[str, str]] = field(default_factory=list)
    shapes: list[bytes | None] = field(default_factory=list)
    broken: dict[int, str] = field(default_factory=dict)
    heights: int = 0

    def columns(self) -> list[str]:
        """Names in the order in which they are met, the plain ones first."""
        met = dict.fromkeys(name for row in self.rows for name in row)
        plain = [name for name in _PLAIN.values() if name in met]
        return plain + [name for name in met if name not in plain]


def folders(stream: IO[bytes]) -> list[Folder]:
    """Every folder (or document) that holds placemarks itself, under a name of its own."""
    walk = _Pass()
    walk.run(stream)
    found = [folder for folder in walk.folders if folder.rows]
    names: Counter[str] = Counter()
    for folder in found:
        names[folder.name] += 1
        if names[folder.name] > 1:
            folder.name = f"{folder.name} ({names[folder.name]})"
    return found


class _Pass:
    def __init__(self) -> None:
        self.folders: list[Folder] = []
        self._path: list[str] = []
        self._inside: list[Folder] = []
        self._pieces: list[str] = []
        self._row: dict[str, str] | None = None
        self._label = ""

    def run(self, stream: IO[bytes]) -> None:
        made = parser()
        made.ordered_attributes = False
        made.StartElementHandler, made.EndElementHandler = self._start, self._end
        made.CharacterDataHandler = self._pieces.append
        feed(made, stream)

    def _start(self, tag: str, facts: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self._path.append(name)
        self._pieces.clear()
        if len(self._path) > DEEPEST:
            raise Damaged
        if len(self._path) == 1 and name != "kml":
            raise Damaged
        if name in _CONTAINERS:
            self._inside.append(Folder(UNNAMED))
            self.folders.append(self._inside[-1])
        elif name == "Placemark":
            self._row, self._shapes, self._broken = {}, Shapes(), ""
        elif name in ("Data", "SimpleData"):
            self._label = facts.get("name", "")

    def _end(self, tag: str) -> None:
        name = self._path.pop()
        text = "".join(self._pieces)
        self._pieces.clear()
        parent = self._path[-1] if self._path else ""
        if name in _CONTAINERS:
            self._inside.pop()
        elif name == "Placemark":
            self._placed()
        elif self._row is not None:
            self._told(self._row, name, parent, text)
        elif name == "name" and parent in _CONTAINERS:
            self._inside[-1].name = text.strip() or UNNAMED

    def _told(self, row: dict[str, str], name: str, parent: str, text: str) -> None:
        if name in _PLAIN and parent in ("Placemark", "TimeStamp", "TimeSpan"):
            _keep(row, _PLAIN[name], text)
        elif (name == "value" and parent == "Data") or name == "SimpleData":
            _keep(row, self._label, text)
        elif name in ("coordinates", "coord"):
            self._figures(name, text)
        elif name in _SHAPES and not (name == "LinearRing" and parent.endswith("BoundaryIs")):
            self._shape(name)

    def _figures(self, name: str, text: str) -> None:
        try:
            (self._shapes.coordinates if name == "coordinates" else self._shapes.track)(text)
        except (ValueError, IndexError):
            self._broken = text.strip() or name

    def _shape(self, name: str) -> None:
        try:
            self._shapes.end(name)
        except (ValueError, shapely.errors.ShapelyError):
            self._broken = name

    def _placed(self) -> None:
        if not self._inside:
            self._inside.append(Folder(UNNAMED))
            self.folders.append(self._inside[-1])
        folder = self._inside[-1]
        if self._broken:
            folder.broken[len(folder.rows)] = self._broken
        folder.rows.append(self._row or {})
        folder.shapes.append(None if self._broken else self._shapes.whole())
        folder.heights += self._shapes.high
        self._row = None


def _keep(row: dict[str, str], label: str, text: str) -> None:
    """Blanks around a value come from the way the file is laid out."""
    if text.strip():
        row[label] = text.strip()
