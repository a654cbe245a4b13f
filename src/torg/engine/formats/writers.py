"""Writers by name. A writer is found without its reader, because the data API never reads files."""

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from torg.engine.tables import Column, Geometry

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class About:
    """What a writer has to know of the table. ``facts`` are pairs for people (Title, Licence ...)."""

    columns: tuple[Column, ...]
    geometry: Geometry | None = None
    facts: tuple[tuple[str, str], ...] = ()
    excel: bool = False
    """For a spreadsheet program: semicolons, decimal commas, no formulas."""


class Writer:
    """Writes batches of typed rows (geometry columns hold WKB) in bounded memory."""

    media_type: str
    extension: str

    def write(self, batches: "Iterator[pa.RecordBatch]", out: BinaryIO, about: About) -> None:
        raise NotImplementedError


WRITERS = ("csv", "xlsx", "json", "ndjson", "geojson", "parquet")


def writer(name: str) -> Writer:
    """The writer of a format in ``WRITERS``."""
    if name not in WRITERS:
        raise LookupError(name)
    made: Writer = importlib.import_module(f"{__package__}.{name}.writing").Writing()
    return made
