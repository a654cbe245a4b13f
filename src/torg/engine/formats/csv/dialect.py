"""How a text file is cut into cells, decided by parsing samples of its head, middle and tail."""

import csv
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..text import Text

_CANDIDATES = (";", ",", "\t", "|", "^", "~", "¦", "\x1f", ":")
_SEPARATORS = re.compile(r"[;\t|]")
_NEVER_IN_TEXT = "\x1e"
_HEAD, _PART = 256 << 10, 64 << 10
_ROWS = 1_500
_TOO_UNEVEN, _EVEN = 0.35, 0.5
_SEP_LINE = re.compile(r'"?sep=(.)"?\r?\n?', re.I)
_BACKSLASHED = re.compile(r'[^\\;,\t|]\\"')
_DOUBLED = re.compile(r'[^;,\t|\r\n"]""')

Rows = list[list[str]]


@dataclass(frozen=True)
class Cut:
    """``delimiter`` is one no text contains where the file has one column; ``quote`` is "" where quotes are letters."""

    delimiter: str
    quote: str = '"'
    escape: str = ""
    line_end: str = "\n"
    width: int = 1
    skip: int = 0
    wrapped: bool = False

    @property
    def is_one_column(self) -> bool:
        return self.delimiter == _NEVER_IN_TEXT


def understand_cut(text: Text, size: int) -> Cut:
    samples = _samples(text, size)
    named = _SEP_LINE.match(samples[0])
    if named and len(samples[0].splitlines()[0]) <= 8:
        samples[0] = samples[0][named.end() :]
        return _described(samples, named.group(1), skip=1)
    best, score = _best(samples)
    if score >= _TOO_UNEVEN:
        return _described(samples, best)
    return _unwrapped(samples) or _astray(samples) or _described(samples, _NEVER_IN_TEXT)


def _astray(samples: list[str]) -> Cut | None:
    """The cut of a file whose rows are even only when quotes are taken for letters."""
    best, score = _best(samples, quote="")
    if score < _EVEN:
        return None
    counts = Counter(len(row) for sample in samples for row in _some_rows(sample, Cut(best, "")) if row)
    return replace(_described(samples, best), width=_usual(counts))


def without_quotes(text: Text, size: int, cut: Cut) -> Cut:
    """The same cut where quotes are letters."""
    bare = replace(cut, quote="", escape="")
    counts = Counter(len(row) for sample in _samples(text, size) for row in _some_rows(sample, bare) if row)
    return replace(bare, width=_usual(counts))


def rows_of(lines: Iterable[str], cut: Cut) -> Rows:
    return list(reader(lines, cut))


def reader(lines: Iterable[str], cut: Cut, strict: bool = False) -> Iterator[list[str]]:
    """Python's own reader with this cut; it accepts what others refuse."""
    csv.field_size_limit(1 << 30)
    return csv.reader(
        lines,
        delimiter=cut.delimiter,
        quotechar=cut.quote or None,
        quoting=csv.QUOTE_MINIMAL if cut.quote else csv.QUOTE_NONE,
        doublequote=True,
        escapechar=cut.escape or None,
        strict=strict,
    )


def _samples(text: Text, size: int) -> list[str]:
    samples = [text.sample(0, _HEAD)]
    if size > _HEAD + 2 * _PART:
        samples += [text.sample(size // 2, _PART), text.sample(size - _PART, _PART)]
    return samples


def _described(samples: list[str], delimiter: str, skip: int = 0, wrapped: bool = False) -> Cut:
    joined = samples[0]
    line_end = "\r\n" if "\r\n" in joined else "\n" if "\n" in joined else "\r" if "\r" in joined else "\n"
    quote = _quote(joined, delimiter)
    escape = "\\" if _BACKSLASHED.search(joined) and not _DOUBLED.search(joined) and quote else ""
    cut = Cut(delimiter, quote, escape, line_end, skip=skip, wrapped=wrapped)
    counts = Counter(len(row) for sample in samples for row in _some_rows(sample, cut) if row)
    return Cut(delimiter, quote, escape, line_end, _usual(counts), skip, wrapped)


def _usual(counts: Counter[int]) -> int:
    if not counts:
        return 1
    wide = Counter({width: count for width, count in counts.items() if width > 1 and count > 0.1 * counts.total()})
    return (wide or counts).most_common(1)[0][0]


def _quote(sample: str, delimiter: str) -> str:
    if '"' in sample:
        return '"'
    edge = re.escape(delimiter)
    quoted = re.findall(rf"(?:^|{edge})'(?:[^'\r\n]|'')*'(?={edge}|\r?$)", sample, re.M)
    return "'" if len(quoted) > 0.5 * max(sample.count("\n"), 1) else '"'


def _some_rows(sample: str, cut: Cut) -> Rows:
    lines = sample.splitlines(keepends=True)[: 2 * _ROWS]
    rows = rows_of(lines, cut)
    return rows[:-1] if len(rows) > 2 and len(sample) >= _PART - 4 else rows


def _best(samples: list[str], quote: str = '"') -> tuple[str, float]:
    scores = {delimiter: _score(samples, delimiter, quote) for delimiter in _CANDIDATES}
    best = max(scores, key=scores.__getitem__)
    return best, scores[best]


def _score(samples: list[str], delimiter: str, quote: str) -> float:
    """Share of rows with the usual number of cells, times how much the cells look like cells."""
    if delimiter not in samples[0]:
        return 0.0
    rows = [row for sample in samples for row in _some_rows(sample, Cut(delimiter, quote)) if any(row)]
    counts = Counter(len(row) for row in rows)
    width = _usual(counts)
    if width < 2:
        return 0.0
    several = sum(count for cells, count in counts.items() if cells > 1)
    share = (counts[width] + 0.3 * (several - counts[width])) / len(rows)
    rare = 0.3 if delimiter in ":^~" else 1.0
    return share * _cleanliness(rows, delimiter) * (1 + 0.05 * math.log2(width)) * rare


def _cleanliness(rows: Rows, delimiter: str) -> float:
    cells = [cell for row in rows[:400] if len(row) > 1 for cell in row[:60]]
    if not cells:
        return 0.0
    return sum(_cell_worth(cell, delimiter) for cell in cells) / len(cells)


def _cell_worth(cell: str, delimiter: str) -> float:
    odd = cell.count('"') % 2 == 1 or (cell.startswith('"') and cell != '"')
    foreign = any(mark != delimiter for mark in _SEPARATORS.findall(cell))
    return 0.2 if foreign else 0.4 if odd else 1.0


def _unwrapped(samples: list[str]) -> Cut | None:
    """The cut of lines that were quoted as a whole once more, if they are."""
    rows = [row[0] for row in _some_rows(samples[0], Cut(_NEVER_IN_TEXT)) if row]
    quoted = sum(1 for line in samples[0].splitlines() if line.startswith('"') and line.rstrip(";,").endswith('"'))
    if len(rows) < 2 or quoted < 0.7 * len(rows):
        return None
    inner = ["\n".join(rows)]
    best, score = _best(inner)
    return _described(inner, best, wrapped=True) if score >= _EVEN else None
