"""Timetables of public transport (GTFS): a zip archive of text tables that belong together."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path, PurePosixPath

import pyarrow as pa

from torg.foundation.problems import refuse

from ..archives import Member, members, unpack
from ..content import Content, Format, Layer
from ..csv.reading import read_table
from ..workplaces import workplace
from ..xml_parts import ZIP_FAULTS, damage_of
from ..zip_names import zip_names

_NEEDED = {"stops.txt", "routes.txt", "trips.txt", "stop_times.txt", "agency.txt"}
_ENOUGH = 3


class Gtfs(Format):
    name = "gtfs"
    label = "GTFS timetable"
    extensions = (".zip", ".gtfs")
    media_type = "application/zip"
    every_layer = True

    def detect(self, head: bytes, path: Path) -> bool:
        names = [PurePosixPath(name).name.lower() for name in zip_names(head, path)]
        return "stops.txt" in names and len(_NEEDED.intersection(names)) >= _ENOUGH

    def layers(self, path: Path) -> list[Layer]:
        with damage_of(path, *ZIP_FAULTS):
            return [Layer(name) for name in _tables(path)]

    def read(self, path: Path, layer: str) -> Content:
        with damage_of(path, *ZIP_FAULTS), ExitStack() as keep:
            member = _tables(path).get(layer)
            if member is None:
                raise refuse("file.layer", layer=layer)
            folder = workplace(keep)
            content = _headed(read_table(unpack(path, member.name, folder), layer, on_trust=False))
            content.batches = _held(content.batches, keep.pop_all())
            return content


def _tables(path: Path) -> dict[str, Member]:
    """The tables by name, in the order of their names; all lie beside ``stops.txt``."""
    found = members(path)
    place = next((PurePosixPath(one.name).parent for one in found if _name(one) == "stops.txt"), None)
    tables = [one for one in found if one.suffix == ".txt" and PurePosixPath(one.name).parent == place]
    return {_name(one).removesuffix(".txt"): one for one in sorted(tables, key=_name)}


def _name(member: Member) -> str:
    return PurePosixPath(member.name).name.lower()


def _headed(content: Content) -> Content:
    """GTFS lays down that the first row names the columns."""
    first = next(content.batches, None)
    if first is None or not first.num_rows:
        return content
    names = tuple((first.column(f"c{at}")[0].as_py() or "").strip() for at in range(content.width))
    content.batches = _chained(first.slice(1), content.batches)
    content.columns, content.first_row = names, content.first_row + 1
    return content


def _chained(first: pa.RecordBatch, rest: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield first
    yield from rest


def _held(batches: Iterator[pa.RecordBatch], keep: ExitStack) -> Iterator[pa.RecordBatch]:
    with keep:
        yield from batches
