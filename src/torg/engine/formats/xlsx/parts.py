"""The parts of a workbook around its sheets: the list of sheets, number formats, shared texts."""

import posixpath
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from typing import IO

import pyarrow as pa

from ..grids import NUMBER, sort_of
from ..xml_parts import Damaged, each_element, feed, parser

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class SheetPart:
    """A worksheet: ``member`` is its place in the zip."""

    name: str
    member: str
    hidden: bool


def text_of(written: str) -> str:
    """Excel writes characters XML cannot hold as ``_x000D_``."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), written) if "_x" in written else written


class Package:
    """The zip of a workbook, opened part by part."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self._members = {name.lower().replace("\\", "/").lstrip("/"): name for name in archive.namelist()}

    def has(self, member: str) -> bool:
        return member.lower() in self._members

    def open(self, member: str) -> IO[bytes]:
        if not self.has(member):
            raise Damaged
        return self.archive.open(self._members[member.lower()])

    def related(self, member: str) -> dict[str, tuple[str, str]]:
        """Relationship id -> (kind, member) of a part; ``""`` is the package itself."""
        folder, name = posixpath.split(member)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, tuple[str, str]] = {}

        def started(name: str, facts: dict[str, str]) -> None:
            if name == "Relationship" and facts.get("TargetMode") != "External":
                target = facts.get("Target", "")
                place = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found[facts.get("Id", "")] = (facts.get("Type", "").rpartition("/")[2], posixpath.normpath(place))

        if self.has(relations):
            with self.open(relations) as stream:
                each_element(stream, started)
        return found


class Workbook:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.from_1904 = False
        self.macros = any(name.endswith("vbaproject.bin") for name in package._members)
        self._sheets: list[tuple[str, str, bool]] = []
        self.member = next(
            (place for kind, place in package.related("").values() if kind == "officeDocument"), "xl/workbook.xml"
        )
        with package.open(self.member) as stream:
            each_element(stream, self._started)

    def _started(self, name: str, facts: dict[str, str]) -> None:
        if name == "workbookPr":
            self.from_1904 = facts.get("date1904", "0") in ("1", "true")
        elif name == "sheet":
            relation = next((value for key, value in facts.items() if key.rpartition(":")[2] == "id"), "")
            self._sheets.append((facts.get("name", ""), relation, facts.get("state", "visible") != "visible"))

    @cached_property
    def relations(self) -> dict[str, tuple[str, str]]:
        return self.package.related(self.member)

    @cached_property
    def sheets(self) -> list[SheetPart]:
        """The worksheets in the order of their tabs; sheets that are charts, dialogs or macros hold no table."""
        known = [(name, *self.relations.get(relation, ("", "")), hidden) for name, relation, hidden in self._sheets]
        return [SheetPart(name, place, hidden) for name, kind, place, hidden in known if kind == "worksheet"]

    def _part(self, kind: str) -> str | None:
        return next((place for is_a, place in self.relations.values() if is_a == kind), None)

    @cached_property
    def styles(self) -> list[int]:
        """For each cell style the sort of cell (``grids``) it makes of a number."""
        member = self._part("styles")
        if member is None or not self.package.has(member):
            return [NUMBER]
        codes: dict[int, str] = {}
        numbers: list[int] = []
        inside = False

        def started(name: str, facts: dict[str, str]) -> None:
            nonlocal inside
            if name == "numFmt":
                codes[int(facts.get("numFmtId", 0))] = facts.get("formatCode", "")
            elif name in ("cellXfs", "cellStyleXfs", "cellStyles"):
                inside = name == "cellXfs"
            elif name == "xf" and inside:
                numbers.append(int(facts.get("numFmtId", 0)))

        with self.package.open(member) as stream:
            each_element(stream, started)
        return [sort_of(codes.get(number, ""), number) for number in numbers] or [NUMBER]

    def comments(self, sheet: SheetPart) -> int:
        """How many cells of a sheet have a comment; what it says is between those who wrote it."""
        count = 0

        def started(name: str, facts: dict[str, str]) -> None:
            nonlocal count
            count += name == "comment"

        for kind, member in self.package.related(sheet.member).values():
            if kind == "comments" and self.package.has(member):
                with self.package.open(member) as stream:
                    each_element(stream, started)
        return count

    @cached_property
    def shared(self) -> pa.Array:
        member = self._part("sharedStrings")
        if member is None or not self.package.has(member):
            return pa.array([], pa.string())
        with self.package.open(member) as stream:
            return pa.array(_shared_texts(stream), pa.string())


def _shared_texts(stream: IO[bytes]) -> list[str]:
    """The texts of ``sharedStrings.xml``: the runs of each joined, without the reading aids of Japanese."""
    texts: list[str] = []
    runs: list[str] = []
    aside = False
    made = parser()

    def start(name: str, _: list[str]) -> None:
        nonlocal aside
        local = name.rpartition(":")[2]
        if local == "si":
            runs.clear()
        elif local == "rPh":
            aside = True
        elif local == "t" and not aside:
            made.CharacterDataHandler = runs.append

    def end(name: str) -> None:
        nonlocal aside
        local = name.rpartition(":")[2]
        if local == "t":
            made.CharacterDataHandler = None
        elif local == "rPh":
            aside = False
        elif local == "si":
            texts.append(text_of("".join(runs)))

    made.StartElementHandler = start
    made.EndElementHandler = end
    feed(made, stream)
    return texts
