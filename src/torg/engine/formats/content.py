"""What a reader hands on: layers, and one layer's cells in Arrow batches, nothing interpreted yet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from torg.foundation.problems import Problem, Step

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Layer:
    """A table inside a file: a sheet, a table of a GeoPackage, a file of a GTFS zip."""

    name: str
    rows: int | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Dialect:
    delimiter: str
    quote: str = '"'
    line_end: str = "\n"


@dataclass(frozen=True)
class Letters:
    """How a person says that the bytes of a text become letters; ``mended`` False keeps broken ones as they are."""

    encoding: str | None = None
    mended: bool = True


class ReadAgain(Exception):
    """The batches were read on trust, and the file is not as it seemed: take the content from ``again``."""


@dataclass
class Content:
    """The cells of one layer.

    Two shapes of batch:
    * a grid (``columns`` is None): string columns ``c0 .. cN``, every row of the file in order, title rows,
      blank rows and totals included, so that row ``first_row + i`` is the row a person sees in their program.
      An empty cell is null; text is kept to the letter. Workbooks add ``k0 .. kN`` (int8) with the kind of
      each cell (``KIND_*`` below); then numbers are written with a decimal point (percentages as ``45 %``),
      dates as ISO 8601, booleans as ``true``/``false``, errors as their text (``#N/A``).
    * a typed table (``columns`` names them): columns ``c0 .. cN`` in the file's own Arrow types; strings are
      still looked into. A geometry column holds WKB in the CRS ``crs``.

    ``steps`` and ``problems`` are complete once ``batches`` is exhausted. Where ``again`` is set, the batches may
    raise ReadAgain: all that came out of them is void then, and ``again`` gives the content anew, read with patience.
    """

    layer: str
    batches: "Iterator[pa.RecordBatch]"
    width: int
    columns: tuple[str, ...] | None = None
    first_row: int = 1
    encoding: str | None = None
    dialect: Dialect | None = None
    geometry: int | None = None
    crs: str | None = None
    hidden_columns: tuple[int, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    steps: list[Step] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    again: "Callable[[], Content] | None" = None

    def through(self, passage: "Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]") -> "Content":
        """The same content with its batches, also those of a second reading, led through ``passage``."""
        again = self.again
        self.batches = passage(self.batches)
        self.again = again and (lambda: again().through(passage))
        return self


KIND_EMPTY, KIND_TEXT, KIND_NUMBER, KIND_DATE, KIND_BOOLEAN, KIND_ERROR, KIND_TIME = range(7)


class Format:
    """A file format. A plug-in is one subclass in ``engine/formats/<format>/`` with a ``sample.<extension>``.

    ``layers`` and ``read`` raise Refusal for a file that cannot be read; both run in a process with
    operating-system limits, so they may assume that memory and time are bounded, but must not rely on it for
    ordinary hostile input: sizes after unpacking are checked before unpacking.
    """

    name: str
    label: str
    extensions: tuple[str, ...] = ()
    media_type: str = "application/octet-stream"
    every_layer: bool = False
    """True where the layers belong together and all of them are published (GTFS, GeoPackage)."""

    def detect(self, head: bytes, path: Path) -> bool:
        """Whether the file is of this format, by content: ``head`` is its first 64 KiB; ``path`` may be opened."""
        raise NotImplementedError

    def layers(self, path: Path) -> list[Layer]:
        raise NotImplementedError

    def read(self, path: Path, layer: str) -> Content:
        raise NotImplementedError

    def read_first(self, path: Path, layer: str, rows: int) -> Content:
        """At least the first rows, and one more where there is one, for a first look; formats that can, stop there."""
        return self.read(path, layer)

    def read_as(self, path: Path, layer: str, letters: Letters) -> Content | None:
        """As ``read``, with letters as a person says they are; None where the format leaves no such choice."""
        return None
