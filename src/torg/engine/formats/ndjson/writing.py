"""NDJSON: one object a line."""

from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa

from torg.engine.tables import json_members

from ..json_lines import json_texts
from ..writers import About, Writer


class Writing(Writer):
    media_type = "application/x-ndjson"
    extension = "ndjson"

    def write(self, batches: Iterator[pa.RecordBatch], out: BinaryIO, about: About) -> None:
        line = f"concat('{{', {json_members(about.columns, ',')}, '}}', chr(10))"
        for lines in json_texts(batches, line):
            out.write(lines)
