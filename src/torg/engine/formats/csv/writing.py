"""CSV as RFC 4180 has it, and a variant that opens rightly in a spreadsheet program.

Texts always stand in quotes, so that an empty text differs from a missing value and a code such as 0180 is seen to be
one. In the variant for spreadsheets a text that begins like a formula (= + - @, tab, line break) gets an apostrophe in
front, and only a text: the type of the column decides, never how a value looks. The plain variant never changes one.
"""

import io
from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from torg.engine.tables import Column

from ..places import to_wkt
from ..writers import About, Writer

_BOM = b"\xef\xbb\xbf"
_LINE_END = "\r\n"
_PLAIN_SCALE = 6
"""With more decimals Arrow writes small numbers as 1E-9."""
_FORMULA = r"^([=+\-@\t\r\n])"


class Writing(Writer):
    media_type = "text/csv; charset=utf-8"
    extension = "csv"

    def write(self, batches: Iterator[pa.RecordBatch], out: BinaryIO, about: About) -> None:
        separator = ";" if about.excel else ","
        out.write((_BOM if about.excel else b"") + _header(about.columns, separator))
        options = pyarrow.csv.WriteOptions(include_header=False, delimiter=separator, eol=_LINE_END)
        for batch in batches:
            texts = [
                _texts(_shown(values, column), column, about.excel)
                for values, column in zip(batch.columns, about.columns, strict=True)
            ]
            lines = io.BytesIO()
            pyarrow.csv.write_csv(pa.record_batch(texts, batch.schema.names), lines, options)
            out.write(lines.getbuffer())


def _header(columns: tuple[Column, ...], separator: str) -> bytes:
    return (separator.join(column.name for column in columns) + _LINE_END).encode()


def _shown(values: pa.Array, column: Column) -> pa.Array:
    return to_wkt(values) if column.type in ("point", "geometry") else values


def _texts(values: pa.Array, column: Column, excel: bool) -> pa.Array:
    if pa.types.is_timestamp(values.type):
        return _moments(values)
    if pa.types.is_time(values.type):
        return _without_zeros(values.cast(pa.string()))
    if pa.types.is_decimal(values.type) and values.type.scale > _PLAIN_SCALE:
        values = _plain(values)
    if excel and column.type == "number":
        return pc.replace_substring(values.cast(pa.string()), ".", ",")
    if excel and column.type == "string":
        return pc.replace_substring_regex(values, _FORMULA, r"'\1")
    return values


def _plain(values: pa.Array) -> pa.Array:
    texts = values.cast(pa.string())
    if not pc.any(pc.match_substring(texts, "E")).as_py():
        return texts
    return pa.array([None if value is None else f"{value:f}" for value in values.to_pylist()], pa.string())


def _moments(values: pa.Array) -> pa.Array:
    """ISO 8601 with ``Z`` where the column has offsets, fractions of a second only where there are some."""
    mark = "" if values.type.tz is None else "Z"
    texts = _without_zeros(values.cast(pa.timestamp("us")).cast(pa.string()))
    texts = pc.replace_substring(texts, " ", "T")
    return pc.binary_join_element_wise(texts, mark, "") if mark else texts


def _without_zeros(texts: pa.Array) -> pa.Array:
    whole = pc.replace_substring(texts, ".000000", "")
    if not pc.any(pc.match_substring(whole, ".")).as_py():
        return whole
    return pc.replace_substring_regex(whole, r"(\.\d*?)0+$", r"\1")
