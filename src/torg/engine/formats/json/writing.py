"""JSON: one array of objects, one object a line."""

from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa

from torg.engine.tables import json_members

from ..json_lines import json_texts
from ..writers import About, Writer


class Writing(Writer):
    media_type = "application/json"
    extension = "json"

    def write(self, batches: Iterator[pa.RecordBatch], out: BinaryIO, about: About) -> None:
        write_array(batches, out, f"concat('{{', {json_members(about.columns, ',')}, '}}')")


def write_array(batches: Iterator[pa.RecordBatch], out: BinaryIO, expression: str) -> None:
    """Each text begins with the comma that parts it from the one before; the first loses it."""
    out.write(b"[")
    first = True
    for texts in json_texts(batches, f"concat(chr(44), chr(10), {expression})"):
        out.write(texts[1:] if first else texts)
        first = False
    out.write(b"\n]\n")
