"""Columns whose format already says what they are: GeoPackage, Parquet, JSON numbers."""

import pyarrow as pa

from .reading import Reading

_DIGITS = "regexp_replace({}::VARCHAR, '\\.0$', '')"
MICROSECONDS = "TIMESTAMP"


def is_words(kind: pa.DataType) -> bool:
    """Text that is still to be looked into."""
    texts = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null)
    return any(test(kind) for test in texts)


def is_float(kind: pa.DataType) -> bool:
    return bool(pa.types.is_floating(kind))


def digits(column: str) -> str:
    """SQL of a floating number as the shortest text that means it: exact decimals are found on that."""
    return _DIGITS.format(column)


def declared(kind: pa.DataType, column: str, geometry: bool, only_points: bool) -> Reading:
    """The reading of a column that needs no decision."""
    if geometry:
        return Reading("point" if only_points else "geometry", "BLOB", column, "pos.odd")
    if pa.types.is_boolean(kind):
        return Reading("boolean", "BOOLEAN", column)
    if pa.types.is_uint64(kind):
        return Reading("integer", "DECIMAL(38,0)", f"{column}::DECIMAL(38,0)")
    if pa.types.is_integer(kind):
        return Reading("integer", "BIGINT", f"{column}::BIGINT")
    if pa.types.is_decimal(kind):
        return _decimal(kind, column)
    if pa.types.is_date(kind):
        return Reading("date", "DATE", f"{column}::DATE")
    if pa.types.is_timestamp(kind):
        sql = "TIMESTAMPTZ" if kind.tz else "TIMESTAMP"
        return Reading("datetime", sql, f"{column}::{sql}")
    if pa.types.is_time(kind):
        return Reading("time", "TIME", f"{column}::TIME")
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return Reading("string", "VARCHAR", f"base64({column})")
    return Reading("string", "VARCHAR", f"{column}::VARCHAR")


def _decimal(kind: pa.DataType, column: str) -> Reading:
    if kind.scale <= 0:
        return Reading("integer", "DECIMAL(38,0)", f"{column}::DECIMAL(38,0)")
    sql = f"DECIMAL({kind.precision},{kind.scale})"
    return Reading("number", sql, column, scale=kind.scale, digits=kind.precision - kind.scale)


def as_double(column: str) -> Reading:
    """Numbers no DECIMAL can hold exactly stay floating; what is no number at all is missing."""
    return Reading("number", "DOUBLE", f"CASE WHEN isfinite({column}) THEN {column}::DOUBLE END")
