"""The tables inside one JSON file: where they stand, which columns they have, and their rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from torg.foundation.problems import Problem, refuse

from ..content import Content, Layer
from ..json_rows import Names, Row, batched, cell, check_width, flat
from ..json_text import Ends, Source, elements, exact, members, note_rest, opened, skip_list, skipped
from . import arcgis

ONLY = "table"
_DEPTH = 3
_WHOLE = 128 << 20

Rows = Callable[[Source], Iterator[Row]]


@dataclass
class Table:
    """A list in the file. ``is_grid``: lists of cells whose headings, if any, are still a row among them."""

    name: str
    rows: Rows
    count: int = 0
    names: Names = field(default_factory=Names)
    is_grid: bool = False
    width: int = 0

    def counted(self, source: Source) -> "Table":
        for row in self.rows(source):
            self.count += 1
            self.names.add(row)
        self.width = len(self.names.tuple())
        return self


def layers_of(path: Path) -> list[Layer]:
    return [Layer(table.name, table.count) for table in _found(path).tables]


def read_layer(path: Path, layer: str) -> Content:
    found = _found(path)
    table = next((table for table in found.tables if table.name == layer), found.tables[0])
    source = opened(path)
    content = arcgis.read(source, table.rows, table.name) or _content(source, table)
    content.encoding = source.about.name
    content.steps[:0] = source.steps
    content.problems[:0] = found.problems
    return content


@dataclass(frozen=True)
class _Found:
    tables: list[Table]
    problems: list[Problem]


def _found(path: Path) -> _Found:
    state = path.stat()
    return _looked_through(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1)
def _looked_through(path: Path, changed: int, size: int) -> _Found:
    """Layers are asked for just before one is read: the file is looked through once for both."""
    source = opened(path)
    return _Found(_tables(source, path.name), source.problems)


def _content(source: Source, table: Table) -> Content:
    names = table.names.tuple()
    batches = batched(table.rows(source), names)
    return Content(table.name, batches, len(names), None if table.is_grid else names)


def _tables(source: Source, file: str) -> list[Table]:
    """The longest first."""
    ends = Ends()
    found = list(_lists(source, source.root, "", 0, ends))
    note_rest(source, ends.at)
    found = found or _whole(source)
    if not any(table.count for table in found):
        raise refuse("json.none", file=file)
    return sorted(found, key=lambda table: -table.count)


def _lists(source: Source, at: int, name: str, depth: int, ends: Ends) -> Iterator[Table]:
    """Every list of objects (or of lists) down to the third level."""
    first = source.text[at : at + 1]
    if first == "[":
        yield from _list(source, at, name, depth, ends)
    elif first == "{" and depth < _DEPTH:
        for key, value in members(source, at, ends):
            yield from _lists(source, value, f"{name}.{key}" if name else key, depth + 1, ends)
    else:
        ends.at = skipped(source, at)


def _list(source: Source, at: int, name: str, depth: int, ends: Ends) -> Iterator[Table]:
    inner = next(elements(source, at, Ends()), None)
    first = source.text[inner] if inner is not None else ""
    if first == "[" and inner is not None and _is_list_of_objects(source, inner):
        yield Table(name or ONLY, _objects_in_lists(at, ends)).counted(source)
        return
    if first == "{" or (first == "[" and depth <= 1) or (first and depth == 0):
        table = Table(name or ONLY, _objects(at, ends), is_grid=first == "[")
        yield table.counted(source)
        return
    skip_list(source, at, ends)


def _is_list_of_objects(source: Source, at: int) -> bool:
    inner = next(elements(source, at, Ends()), None)
    return inner is not None and source.text[inner] == "{"


def _objects(at: int, outer: Ends) -> Rows:
    def rows(source: Source) -> Iterator[Row]:
        for place in elements(source, at, outer):
            value, outer.at = exact(source, place)
            yield _cells(value) if isinstance(value, list) else flat(value)

    return rows


def _objects_in_lists(at: int, outer: Ends) -> Rows:
    def rows(source: Source) -> Iterator[Row]:
        for place in elements(source, at, outer):
            if source.text[place] == "[":
                yield from _objects(place, outer)(source)
            else:
                value, outer.at = exact(source, place)
                yield flat(value)

    return rows


def _cells(values: list[Any]) -> Row:
    check_width(len(values))
    return {str(place): cell(value) for place, value in enumerate(values)}


def _whole(source: Source) -> list[Table]:
    """Keyed rows (``{"a": {...}, "b": {...}}``) or columns side by side (``{"x": [...], "y": [...]}``)."""
    if len(source.text) > _WHOLE:
        raise refuse("json.large", limit=_WHOLE >> 20)
    value, _ = exact(source, source.root)
    if not isinstance(value, dict) or not value:
        return []
    return _keyed(source, value, ONLY) or _columns(source, value, ONLY) or _one_deeper(source, value)


def _one_deeper(source: Source, value: dict[str, Any]) -> list[Table]:
    found: list[Table] = []
    for name, inner in value.items():
        if isinstance(inner, dict) and inner:
            found += _keyed(source, inner, name) or _columns(source, inner, name)
    return found


def _keyed(source: Source, value: dict[str, Any], name: str) -> list[Table]:
    if len(value) < 2 or not all(isinstance(row, dict) for row in value.values()):
        return []
    return [Table(name, lambda _: ({"key": key, **flat(row)} for key, row in value.items())).counted(source)]


def _columns(source: Source, value: dict[str, Any], name: str) -> list[Table]:
    lengths = {len(column) if isinstance(column, list) else -1 for column in value.values()}
    if len(lengths) != 1 or min(lengths) < 1 or len(value) < 2:
        return []

    def rows(_: Source) -> Iterator[Row]:
        for cells in zip(*value.values(), strict=True):
            yield {key: cell(item) for key, item in zip(value, cells, strict=True)}

    return [Table(name, rows).counted(source)]
