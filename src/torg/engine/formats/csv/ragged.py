"""The patient way: line by line, for files whose rows are of many widths or whose quotes are astray."""

import csv
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import pyarrow as pa

from torg.foundation.problems import refuse

from ..text import Text
from .dialect import Cut, reader

_LONGEST_LINE = 16 << 20
_SWALLOWED_LINES = 1_000
_ASTRAY = 500
_SWALLOWED_LETTERS = 16 << 20
_BATCH_ROWS, _BATCH_LETTERS = 10_000, 8 << 20


class Hopeless(Exception):
    """So many quotes never close that they are no quotes in this file."""


@dataclass
class Scan:
    """What a pass over the file found; ``odd`` holds the cell count of rows of another width."""

    rows: int = 0
    width: int = 1
    odd: dict[int, int] = field(default_factory=dict)
    literal: list[int] = field(default_factory=list)
    first: int | None = None
    last: int = 0


def scan(text: Text, cut: Cut) -> Scan:
    found = Scan(width=cut.width)
    for number, cells in enumerate(_records(text, cut, found.literal), 1):
        count = _filled(cells, cut.width)
        found.rows = number
        found.width = max(found.width, count)
        if count == cut.width:
            found.first, found.last = found.first or number, number
        elif any(cell.strip() for cell in cells):
            found.odd[number] = count
    return found


def read(text: Text, cut: Cut, width: int) -> Iterator[pa.RecordBatch]:
    names = [f"c{place}" for place in range(width)]
    records = _records(text, cut, [])
    while rows := _some(records):
        padded = [[cell or None for cell in row[:width]] + [None] * (width - len(row)) for row in rows]
        columns = [pa.array(column, pa.string()) for column in zip(*padded, strict=True)]
        yield pa.record_batch(columns, names=names)


def _some(records: Iterator[list[str]]) -> list[list[str]]:
    rows: list[list[str]] = []
    letters = 0
    for row in islice(records, _BATCH_ROWS):
        rows.append(row)
        letters += sum(map(len, row))
        if letters > _BATCH_LETTERS:
            break
    return rows


def _filled(cells: list[str], width: int) -> int:
    """How many cells there are, empty ones beyond the usual width not counted."""
    count = len(cells)
    while count > width and not cells[count - 1]:
        count -= 1
    return count


def _records(text: Text, cut: Cut, literal: list[int]) -> Iterator[list[str]]:
    """One list of cells a row; rows whose quotes had to be read as letters are noted in ``literal``."""
    feed = _Feed(_lines(text))
    for _ in range(cut.skip):
        feed.take()
    number = swallowed = 0
    while (line := feed.take()) is not None:
        number += 1
        if not cut.wrapped and (not cut.quote or cut.quote not in line) and not cut.escape:
            yield _letters(line, cut)
            continue
        cells, taken = _quoted(line, feed, cut)
        if len(taken) > 1 and _is_swallowed(cells, taken, cut):
            feed.give_back(taken[1:])
            cells = _letters(line, cut)
            literal.append(number)
            swallowed += 1
        elif text.stray_quotes and len(taken) == 1 and not cut.escape and not _is_strict(taken, cut):
            cells = _cells_with_quotes(line, cells, cut)
            literal.append(number)
        if swallowed > _ASTRAY:
            raise Hopeless
        yield _inner(cells, cut) if cut.wrapped else cells


def _cells_with_quotes(line: str, cells: list[str], cut: Cut) -> list[str]:
    """The cells of ``1,"Pipe 5" wide,"b"``: quotes go where they enclose a cell, others stay."""
    pieces = _letters(line, cut)
    if len(pieces) != cut.width:
        return cells
    return [piece[1:-1] if _is_enclosed(piece, cut.quote) else piece for piece in pieces]


def _is_enclosed(piece: str, quote: str) -> bool:
    return len(piece) > 1 and piece[0] == piece[-1] == quote and quote not in piece[1:-1]


def _quoted(line: str, feed: "_Feed", cut: Cut) -> tuple[list[str], list[str]]:
    taken = [line]

    def following() -> Iterator[str]:
        yield line
        letters = len(line)
        while len(taken) <= _SWALLOWED_LINES and letters < _SWALLOWED_LETTERS:
            further = feed.take()
            if further is None:
                return
            letters += len(further)
            taken.append(further)
            yield further

    return next(iter(reader(following(), cut)), []), taken


def _is_swallowed(cells: list[str], taken: list[str], cut: Cut) -> bool:
    """Whether a quote that was never closed ate the following rows: they are whole rows by themselves."""
    if len(taken) > _SWALLOWED_LINES or sum(map(len, taken)) >= _SWALLOWED_LETTERS:
        return True
    if cut.width < 2 or len(_letters(taken[0], cut)) < cut.width:
        return False
    inner = taken[1:]
    whole = sum(1 for line in inner if len(_letters(line, cut)) == cut.width)
    if whole < 0.5 * len(inner):
        return False
    return not _is_strict(taken, cut) or (whole >= 3 and whole >= 0.8 * len(inner) and len(cells) != cut.width)


def _is_strict(taken: list[str], cut: Cut) -> bool:
    """Whether every quote that closes stands at the end of its cell."""
    try:
        list(reader(taken, cut, strict=True))
    except csv.Error:
        return False
    return True


def _letters(line: str, cut: Cut) -> list[str]:
    bare = line.rstrip("\r\n")
    return bare.split(cut.delimiter) if bare else []


def _inner(cells: list[str], cut: Cut) -> list[str]:
    """The cells of a line that was quoted as a whole."""
    filled = [cell for cell in cells if cell.strip(";, ")]
    if len(filled) != 1:
        return cells
    return next(iter(reader([filled[0]], cut)), [])


class _Feed:
    """Lines that can be given back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._returned: deque[str] = deque()

    def take(self) -> str | None:
        return self._returned.popleft() if self._returned else next(self._lines, None)

    def give_back(self, lines: list[str]) -> None:
        self._returned.extendleft(reversed(lines))


def _lines(text: Text) -> Iterator[str]:
    with io.TextIOWrapper(io.BufferedReader(text.open(), 1 << 20), "utf-8", newline="") as stream:
        while line := stream.readline(_LONGEST_LINE):
            if len(line) >= _LONGEST_LINE:
                raise refuse("line.long", limit=_LONGEST_LINE >> 20)
            yield line
