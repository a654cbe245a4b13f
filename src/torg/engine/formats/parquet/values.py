"""Arrow columns of any type as columns of plain values: what is nested becomes JSON, bytes become text."""

import datetime
from decimal import Decimal
from typing import Any, Literal

import orjson
import pyarrow as pa
import pyarrow.compute as pc

Sort = Literal["plain", "packed", "bytes", "long", "nested"]


def plain_type(kind: pa.DataType) -> Sort:
    if pa.types.is_dictionary(kind) or pa.types.is_run_end_encoded(kind) or isinstance(kind, pa.BaseExtensionType):
        return "packed"
    if pa.types.is_nested(kind) or pa.types.is_duration(kind) or pa.types.is_interval(kind):
        return "nested"
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind):
        return "bytes"
    return "long" if kind in _SHORTER or pa.types.is_decimal256(kind) else "plain"


_SHORTER: dict[pa.DataType, pa.DataType] = {
    pa.large_string(): pa.string(),
    pa.string_view(): pa.string(),
    pa.binary_view(): pa.binary(),
    pa.float16(): pa.float32(),
    pa.timestamp("ns"): pa.timestamp("us"),
    pa.time64("ns"): pa.time64("us"),
    pa.null(): pa.string(),
}


def plain(column: pa.Array) -> pa.Array:
    sort = plain_type(column.type)
    if sort == "packed":
        return plain(_unpacked(column))
    if sort == "nested":
        return pa.array([None if value is None else _json(value) for value in column.to_pylist()], pa.string())
    if sort == "bytes":
        return _texts(column.cast(pa.binary()))
    if sort == "long":
        return column.cast(_SHORTER.get(column.type, pa.string()), safe=False)
    return column


def _unpacked(column: pa.Array) -> pa.Array:
    if isinstance(column.type, pa.BaseExtensionType):
        return column.storage
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else pc.run_end_decode(column)


def _texts(column: pa.Array) -> pa.Array:
    """Old writers mark texts as bytes; what is no text is shown in hexadecimal digits."""
    try:
        texts = column.cast(pa.string())
        texts.validate(full=True)
    except pa.ArrowInvalid:
        return pa.array([value and value.hex() for value in column.to_pylist()], pa.string())
    return texts


def _json(value: Any) -> str:
    return orjson.dumps(value, default=_words, option=orjson.OPT_NON_STR_KEYS).decode()


def _words(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        return value.hex()
    return str(value) if not isinstance(value, datetime.timedelta) else value.total_seconds()
