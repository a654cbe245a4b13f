"""Several tables of text in one zip, as timetables come."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

Table = tuple[Sequence[str], Sequence[Sequence[Any]]]


def tables(named: Mapping[str, Table]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, (heads, rows) in named.items():
            lines = io.StringIO()
            csv.writer(lines).writerows([heads, *rows])
            file.writestr(zipfile.ZipInfo(name), lines.getvalue())
    return out.getvalue()
