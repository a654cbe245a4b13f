"""The records of a binary worksheet, for what calamine does not tell: errors, and how far the sheet reaches."""

import posixpath
import zipfile
from collections.abc import Iterator

from torg.foundation.problems import refuse

from ..grids import MOST_CELLS, MOST_COLUMNS
from ..xlsx.parts import Package
from ..xml_parts import Damaged

Errors = dict[tuple[int, int], str]
_ROW, _BUNDLE = 0, 156
_CELLS = range(1, 12)
_ERRORS = (3, 11)
_TEXTS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_MEMBER = "xl/workbook.bin"


def errors_within_bounds(archive: zipfile.ZipFile) -> list[Errors]:
    """The cells with errors of each sheet in order. Refuses sheets whose rectangle would not fit into memory."""
    package = Package(archive)
    targets = package.related(_MEMBER)
    found = []
    for kind, content in _records(archive.read(_MEMBER)):
        if kind == _BUNDLE:
            length = int.from_bytes(content[8:12], "little")
            place = targets.get(content[12 : 12 + 2 * length].decode("utf-16-le"), ("", ""))[1]
            member = posixpath.normpath(place)
            found.append(_errors(archive.read(member)) if package.has(member) and place else {})
    return found


def _errors(sheet: bytes) -> Errors:
    errors: Errors = {}
    row = last = width = 0
    for kind, content in _records(sheet):
        if kind == _ROW:
            row = int.from_bytes(content[:4], "little")
        elif kind in _CELLS:
            column = int.from_bytes(content[:4], "little")
            last, width = max(last, row), max(width, column + 1)
            if kind in _ERRORS:
                errors[row, column] = _TEXTS.get(content[8], "#ERROR!")
    if width > MOST_COLUMNS:
        raise refuse("columns.many", count=width, limit=MOST_COLUMNS)
    if (last + 1) * width > MOST_CELLS:
        raise refuse("size.cells", limit=MOST_CELLS)
    return errors


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    try:
        while at < len(content):
            kind, at = _sevens(content, at, 2)
            length, at = _sevens(content, at, 4)
            yield kind, content[at : at + length]
            at += length
    except IndexError as fault:
        raise Damaged from fault


def _sevens(content: bytes, at: int, most: int) -> tuple[int, int]:
    """A number written in sevens of bits, the low ones first; and where it ends."""
    number = 0
    for place in range(most):
        byte = content[at + place]
        number |= (byte & 127) << 7 * place
        if byte < 128:
            break
    return number, at + place + 1
