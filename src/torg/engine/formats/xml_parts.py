"""Reading XML of strangers: no document type, no entities, no depth without end."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from xml.parsers import expat

from torg.foundation.problems import refuse

_PIECE = 1 << 20
DEEPEST = 256
ZIP_FAULTS = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, UnicodeDecodeError,
)  # fmt: skip
"""What Python's zipfile raises on damaged archives, and on packings it does not know."""


class Damaged(ValueError):
    """A file that breaks the rules of its own format; its reader turns it into a refusal with the file's name."""


class Entities(Exception):
    """XML that declares a document type, where entities that grow or reach elsewhere would be declared."""


@contextmanager
def damage_of(path: Path, *faults: type[Exception]) -> Iterator[None]:
    """Turns what goes wrong while a damaged file is read into the refusal that names it."""
    all_faults: tuple[type[Exception], ...] = (Damaged, *faults)
    try:
        yield
    except Entities as fault:
        raise refuse("file.entities", file=path.name) from fault
    except all_faults as fault:
        raise refuse("file.unreadable", file=path.name) from fault


def parser(encoding: str | None = None) -> expat.XMLParserType:
    """An expat parser that stops at a document type, which is where entities are declared."""
    made = expat.ParserCreate(encoding)
    made.ordered_attributes = True
    made.buffer_text = True
    made.buffer_size = 1 << 16
    made.StartDoctypeDeclHandler = _stop
    made.EntityDeclHandler = _stop
    return made


def _stop(*_: object) -> None:
    raise Entities


def feed(made: expat.XMLParserType, stream: IO[bytes]) -> None:
    """Parse a stream to its end; XML that is no XML is a damaged file."""
    try:
        while piece := stream.read(_PIECE):
            made.Parse(piece, False)
        made.Parse(b"", True)
    except expat.ExpatError as fault:
        raise Damaged from fault


Started = Callable[[str, dict[str, str]], None]


def each_element(stream: IO[bytes], started: Started) -> None:
    """Call ``started`` with the local name and the attributes (prefixes kept) of every element."""
    made = parser()
    made.ordered_attributes = False
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Damaged
        started(name.rpartition(":")[2], attributes)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    made.StartElementHandler = start
    made.EndElementHandler = end
    feed(made, stream)


def check(stream: IO[bytes]) -> None:
    """Read XML to its end for what is refused, before a program that is less careful does."""
    each_element(stream, lambda name, facts: None)
