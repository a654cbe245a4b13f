"""Rows made of JSON objects: nested ones flattened to ``a.b``, lists kept as JSON, numbers as written."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from torg.foundation.problems import refuse

from .json_text import Number

_DEPTH = 3
_COLUMNS = 5_000
_BATCH_ROWS, _BATCH_LETTERS = 10_000, 16 << 20

Row = dict[str, str | None]


def flat(value: Any) -> Row:
    """One object as a row; anything else becomes a row of its own kind with the column ``value``."""
    row: Row = {}
    if isinstance(value, dict):
        _into(row, value, "", 1)
    elif value is not None:
        row["value"] = cell(value)
    return row


def cell(value: Any) -> str | None:
    """A value as text: numbers and words as written, lists and objects as JSON, nothing as null."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return str(value)
    return as_json(value)


def as_json(value: Any) -> str:
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{_quoted(key)}:{as_json(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(as_json, value)) + "]"
    return _quoted(value)


class Names:
    """Columns in the order in which they first appear."""

    def __init__(self) -> None:
        self._places: dict[str, None] = {}

    def add(self, row: Row) -> None:
        if not row.keys() <= self._places.keys():
            self._places.update(dict.fromkeys(row))
            check_width(len(self._places))

    def tuple(self) -> tuple[str, ...]:
        return tuple(self._places)


def check_width(width: int) -> None:
    if width > _COLUMNS:
        raise refuse("columns.many", count=width, limit=_COLUMNS)


def batched(rows: Iterable[Row], names: tuple[str, ...]) -> Iterator[pa.RecordBatch]:
    for some in in_batches(rows):
        columns = [pa.array([row.get(name) for row in some], pa.string()) for name in names]
        yield pa.record_batch(columns, names=[f"c{place}" for place in range(len(names))])


def in_batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    some: list[Row] = []
    letters = 0
    for row in rows:
        some.append(row)
        letters += sum(len(value) for value in row.values() if value)
        if len(some) >= _BATCH_ROWS or letters > _BATCH_LETTERS:
            yield some
            some, letters = [], 0
    if some:
        yield some


def _into(row: Row, value: dict[str, Any], prefix: str, depth: int) -> None:
    for key, item in value.items():
        kind = type(item)
        name = prefix + key
        if kind is dict and item and depth < _DEPTH:
            _into(row, item, f"{name}.", depth + 1)
            continue
        while name in row:
            name += "_2"
        row[name] = item or None if kind is str or kind is Number else cell(item)  # the two that are nearly all


def _quoted(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
