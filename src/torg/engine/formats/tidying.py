"""What is made even in a batch of features: heights, curves, letters cut in the middle."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from torg.foundation.problems import Step

_CURVED = (8, 9, 10, 11, 12)
_HIGH, _MEASURED = 0x80000000, 0x40000000


class Tidying:
    """Flat WKB without curves, texts whose last letter is whole, columns ``c0 .. cN``; counts what it does.

    ``straight`` reads the geometries of ``most`` features from the ``at``-th on once more, without curves.
    """

    def __init__(
        self, names: Sequence[str], geometry: int | None, straight: Callable[[int, int], Any] | None = None
    ) -> None:
        self.names = names
        self.geometry = geometry
        self.straight = straight
        self.heights = 0
        self.curves = 0
        self.cut: Counter[str] = Counter()

    def __call__(self, batch: pa.RecordBatch, first: int = 0) -> pa.RecordBatch:
        arrays = [
            self._shapes(column, first) if at == self.geometry else self._texts(self.names[at], column)
            for at, column in enumerate(batch.columns)
        ]
        return pa.RecordBatch.from_arrays(arrays, [f"c{at}" for at in range(len(arrays))])

    def _shapes(self, column: pa.Array, first: int) -> pa.Array:
        column = column.cast(pa.binary())
        kinds = shape_kinds(column)
        curved = np.isin(kinds % 1000, _CURVED)
        if curved.any() and self.straight is not None:
            self.curves += int(curved.sum())
            column = pa.array(self.straight(first, len(column)), pa.binary())
            kinds = shape_kinds(column)
        if not (kinds >= 1000).any():
            return column
        self.heights += int((kinds >= 1000).sum())
        shapes = shapely.from_wkb(column.to_numpy(zero_copy_only=False), on_invalid="ignore")
        return pa.array(shapely.to_wkb(shapely.force_2d(shapes)), pa.binary())

    def _texts(self, name: str, column: pa.Array) -> pa.Array:
        """Old tables cut a text at its last byte, through the middle of a letter if need be."""
        if not pa.types.is_string(column.type):
            return column
        try:
            column.validate(full=True)
        except pa.ArrowInvalid:
            written = column.cast(pa.binary())
            whole = pa.array([text and text.decode("utf-8", "ignore") for text in written.to_pylist()], pa.string())
            self.cut[name] += pc.sum(pc.not_equal(whole.cast(pa.binary()), written)).as_py()
            return whole
        return column

    def steps(self) -> list[Step]:
        said = (("geo.height", self.heights), ("geo.curves", self.curves))
        steps = [Step(code, count=number) for code, number in said if number]
        return steps + [Step("text.cut", column=name, count=number) for name, number in self.cut.items()]


def shape_kinds(column: pa.Array) -> Any:
    """The ISO type number of each WKB geometry (1001 is a point with height); 0 where there is none."""
    heads = pc.binary_slice(column, 0, 5).to_pylist()
    return np.fromiter((_kind(head) for head in heads), dtype=np.int64, count=len(column))


def _kind(head: bytes | None) -> int:
    if not head or len(head) < 5:
        return 0
    number = int.from_bytes(head[1:5], "little" if head[0] == 1 else "big")
    return (number & 0x1FFFFFFF) + (1000 if number & _HIGH else 0) + (2000 if number & _MEASURED else 0)
