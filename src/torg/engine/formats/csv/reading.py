"""One delimited file as a grid: every row in order, as wide as its widest."""

from collections.abc import Iterator
from pathlib import Path

from torg.foundation.problems import Problem, Step, refuse

from ..content import Content, Dialect, Letters
from ..mending import mended
from ..text import Text, examine, told_letters
from . import ragged, regular
from .dialect import Cut, understand_cut, without_quotes

_COLUMNS = 5_000
_NAMED_ROWS = 100
AS_FOUND = Letters()


def read_table(path: Path, layer: str, *, on_trust: bool = True, letters: Letters = AS_FOUND) -> Content:
    """A file whose rows all look alike is read on trust, in one pass, and again where one does not."""
    text = told_letters(examine(path), letters)
    cut = understand_cut(text, path.stat().st_size)
    if not (on_trust and _is_plain(text, cut)):
        return _patient(text, cut, layer)
    content = Content(layer, regular.trusting(text, cut), cut.width, again=lambda: _patient(text, cut, layer))
    return _told(content, text, cut)


def _is_plain(text: Text, cut: Cut) -> bool:
    return not cut.wrapped and not (text.stray_quotes and cut.quote and not cut.escape) and cut.width <= _COLUMNS


def _patient(text: Text, cut: Cut, layer: str) -> Content:
    try:
        content = _cells(text, cut, layer)
    except ragged.Hopeless:
        cut = without_quotes(text, text.path.stat().st_size, cut)
        content = _cells(text, cut, layer)
        content.steps.append(Step("text.unquoted"))
    return _told(content, text, cut)


def _told(content: Content, text: Text, cut: Cut) -> Content:
    content.encoding = text.name
    content.dialect = Dialect("," if cut.is_one_column else cut.delimiter, cut.quote, cut.line_end)
    content.steps[:0] = [*text.steps(), *_steps(cut)]
    if text.doubled:
        content.batches = mended(content.batches, content.steps)  # a second reading is told, and mended, by itself
    return content


def _cells(text: Text, cut: Cut, layer: str) -> Content:
    _check_width(cut.width)
    try:
        content = _regular(text, cut, layer)
    except regular.Irregular:
        content = _ragged(text, cut, layer)
    _check_width(content.width)
    return content


def _regular(text: Text, cut: Cut, layer: str) -> Content:
    if not _is_plain(text, cut):
        raise regular.Irregular
    found = regular.scan(text, cut)
    counts = {number: len(cells) for number, cells in found.odd.items() if any(cell.strip() for cell in cells)}
    width = max([cut.width, *(len(cells) for cells in found.odd.values())])
    problems = _problems(counts, cut, *regular.span(found))
    return Content(layer, regular.read(text, cut, found, width), width, problems=problems)


def _ragged(text: Text, cut: Cut, layer: str) -> Content:
    found = ragged.scan(text, cut)
    _check_width(found.width)
    problems = _problems(found.odd, cut, found.first or 0, found.last)
    content = Content(layer, ragged.read(text, cut, found.width), found.width, problems=problems)
    if found.literal:
        content.steps.append(Step("text.quotes", count=len(found.literal), rows=found.literal[:20]))
    return content


def _problems(counts: dict[int, int], cut: Cut, first: int, last: int) -> list[Problem]:
    """Rows between the first and the last regular one that have too few or too many cells."""
    inside = [(row, count) for row, count in sorted(counts.items()) if first < row < last]
    short = [(row, count) for row, count in inside if count < cut.width]
    long = [(row, count) for row, count in inside if count > cut.width]
    return _named("row.short", "rows.short", short, cut.width) + _named("row.long", "rows.long", long, cut.width)


def _named(one: str, many: str, rows: list[tuple[int, int]], width: int) -> list[Problem]:
    if len(rows) <= _NAMED_ROWS:
        return [Problem(one, row=row, count=count, width=width) for row, count in rows]
    return [Problem(many, row=rows[0][0], count=len(rows), width=width)]


def _steps(cut: Cut) -> Iterator[Step]:
    if cut.skip:
        yield Step("text.sep", value=cut.delimiter)
    if cut.wrapped:
        yield Step("text.wrapped")


def _check_width(width: int) -> None:
    if width > _COLUMNS:
        raise refuse("columns.many", count=width, limit=_COLUMNS)
