"""A first look at the beginning of a large file, while the whole of it is still to be read."""

from collections.abc import Iterator

import pyarrow as pa

from torg.engine.formats import Content


class Glance:
    """Lets only the first rows of a content pass; ``cut`` tells whether there were more."""

    def __init__(self, rows: int | None) -> None:
        self.rows = rows
        self.cut = False

    def at(self, content: Content) -> Content:
        return content if self.rows is None else content.through(self._first)

    def _first(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        left = self.rows or 1
        for batch in batches:
            self.cut = batch.num_rows > left
            yield batch.slice(0, left)
            left -= batch.num_rows
            if left <= 0:
                self.cut = self.cut or next(iter(batches), None) is not None
                return
