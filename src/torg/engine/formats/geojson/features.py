"""Features as rows: their properties flattened, their geometry as WKB."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from torg.foundation.problems import Step

from ..content import Content
from ..json_rows import Names, Row, cell, flat
from ..json_text import Ends, Source, exact, members, skipped
from .shapes import Shapes

_BATCH_ROWS, _BATCH_LETTERS = 5_000, 16 << 20
_UNTOLD = ("type", "bbox")


@dataclass(frozen=True)
class Feature:
    """``shape`` is the geometry's own text, "" where there is none."""

    row: Row
    shape: str


Features = Callable[[], Iterable[Feature]]


def content_of(features: Features, layer: str, crs: str) -> Content:
    names = Names()
    for feature in features():
        names.add(feature.row)
    columns = names.tuple()
    label = "geometry"
    while label in columns:
        label += "_2"
    content = Content(layer, iter(()), len(columns) + 1, (*columns, label), geometry=len(columns), crs=crs)
    content.batches = _batches(features(), columns, content)
    return content


def feature_at(source: Source, at: int, ends: Ends) -> Feature:
    row: Row = {}
    others: dict[str, Any] = {}
    shape = ""
    for key, place in members(source, at, ends):
        if key == "geometry":
            ends.at = skipped(source, place)
            shape = source.text[place : ends.at]
        elif key in _UNTOLD:
            ends.at = skipped(source, place)
        else:
            value, ends.at = exact(source, place)
            if key == "properties":
                row = flat(value) if isinstance(value, dict) else {}
            else:
                others[key] = value
    beside = {f"feature_{key}" if key in row else key: cell(value) for key, value in others.items()}
    return Feature(beside | row, "" if shape == "null" else shape)


def geometry_at(source: Source, at: int, ends: Ends) -> Feature:
    ends.at = skipped(source, at)
    shape = source.text[at : ends.at]
    return Feature({}, "" if shape == "null" else shape)


def _batches(features: Iterable[Feature], columns: tuple[str, ...], content: Content) -> Iterator[pa.RecordBatch]:
    first = 1
    shapes = Shapes()
    for some in _in_batches(features):
        arrays = [pa.array([feature.row.get(name) for feature in some], pa.string()) for name in columns]
        arrays.append(shapes.drawn([feature.shape for feature in some], first))
        yield pa.record_batch(arrays, names=[f"c{place}" for place in range(len(arrays))])
        first += len(some)
    content.problems += shapes.problems()
    if shapes.closed:
        content.steps.append(Step("geo.closed", count=shapes.closed))


def _in_batches(features: Iterable[Feature]) -> Iterator[list[Feature]]:
    some: list[Feature] = []
    letters = 0
    for feature in features:
        some.append(feature)
        letters += len(feature.shape) + 100
        if len(some) >= _BATCH_ROWS or letters > _BATCH_LETTERS:
            yield some
            some, letters = [], 0
    if some:
        yield some
