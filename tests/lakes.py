"""A small table with a column of every type, odd values in each, and its rows as Python values."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import shapely

from torg.engine.tables import Column, Geometry, Version, store_version
from torg.foundation.storage import Storage

COLUMNS = (
    Column("code", "Kod", "string", "VARCHAR"),
    Column("name", "Namn på sjön", "string", "VARCHAR"),
    Column("capacity", "Kapacitet", "integer", "BIGINT"),
    Column("huge", "Stort tal", "integer", "DECIMAL(38,0)"),
    Column("depth", "Djup", "number", "DECIMAL(9,3)", unit="m"),
    Column("tiny", "Halt", "number", "DECIMAL(12,9)"),
    Column("share", "Andel", "number", "DOUBLE"),
    Column("open", "Öppen", "boolean", "BOOLEAN"),
    Column("since", "Sedan", "date", "DATE"),
    Column("opens", "Öppnar", "time", "TIME"),
    Column("seen", "Sedd", "datetime", "TIMESTAMP"),
    Column("changed", "Ändrad", "datetime", "TIMESTAMPTZ"),
    Column("built", "Byggår", "year", "SMALLINT"),
    Column("place", "Läge", "point", "BLOB"),
)
NAMES = tuple(column.name for column in COLUMNS)
_ARROW = pa.schema(
    [
        ("_row", pa.int64()),
        ("code", pa.string()),
        ("name", pa.string()),
        ("capacity", pa.int64()),
        ("huge", pa.decimal128(38, 0)),
        ("depth", pa.decimal128(9, 3)),
        ("tiny", pa.decimal128(12, 9)),
        ("share", pa.float64()),
        ("open", pa.bool_()),
        ("since", pa.date32()),
        ("opens", pa.time64("us")),
        ("seen", pa.timestamp("us")),
        ("changed", pa.timestamp("us", "UTC")),
        ("built", pa.int16()),
        ("place", pa.binary()),
    ]
)
Row = tuple[Any, ...]
_TEXTS = (
    "Sjön",
    "",
    'Säg "hej", du',
    "två\nrader",
    "=1+1",
    "0180",
    "  mellan  ",
    "ł€\U0001f30a",
    "A%_\\'",
    "tab\there",
)


def rows(count: int = 60) -> list[Row]:
    return [_row(number) for number in range(count)]


def _row(number: int) -> Row:
    values: list[Any] = [
        f"{number:04}",
        _TEXTS[number % len(_TEXTS)],
        (number * 7) % 13 - 3,
        Decimal(12345678901234567890123456789) + number,
        Decimal(number % 17).scaleb(-1).quantize(Decimal("0.001")),
        Decimal(number % 4).scaleb(-9),
        (number % 9) / 7,
        number % 3 == 0,
        date(1890 + number * 3 % 140, 1 + number % 12, 1 + number % 28),
        time(number % 24, 30, 0, 250_000 if number % 5 == 0 else 0),
        datetime(2026, 1 + number % 12, 3, number % 24, 15, 0, 500_000 if number % 4 == 0 else 0),
        datetime(2026, 5, 1 + number % 30, number % 24, 0, 1, tzinfo=UTC),
        1900 + number % 120,
        shapely.to_wkb(shapely.Point(11 + number / 8, 55 + number / 16)),
    ]
    return tuple(None if index and (number + index) % 6 == 0 else value for index, value in enumerate(values))


def lakes(storage: Storage, folder: Path, count: int = 60, number: int = 1, parts: int = 2) -> Version:
    """The version, in several parts."""
    made, files = rows(count), []
    size = max(1, -(-count // parts))
    for start in range(0, max(count, 1), size):
        file = folder / f"lakes-{number}-{start}.parquet"
        listed = [(start + index + 2, *row) for index, row in enumerate(made[start : start + size])]
        columns = list(zip(*listed, strict=True)) or [()] * len(_ARROW)
        arrays = [pa.array(values, field.type) for values, field in zip(columns, _ARROW, strict=True)]
        parquet.write_table(pa.Table.from_arrays(arrays, schema=_ARROW), file)
        files.append(file)
    shape = Geometry("point", ("place",), (11.0, 55.0, 20.0, 60.0))
    return store_version(storage, "t_lakes", number, files, COLUMNS, shape, datetime(2026, 6, 1, tzinfo=UTC))
