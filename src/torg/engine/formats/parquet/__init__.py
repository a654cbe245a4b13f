"""Parquet tables, and GeoParquet with its geometries."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from torg.foundation.problems import Step, refuse

from ..content import Content, Format, Layer
from ..systems import crs_code
from ..tidying import Tidying
from ..xml_parts import damage_of
from .values import plain, plain_type

MOST_COLUMNS = 5_000
MOST_BYTES = 16 << 30
MOST_GROUP_BYTES = 1 << 30
_BATCH_ROWS = 20_000


class Parquet(Format):
    name = "parquet"
    label = "Parquet"
    extensions = (".parquet", ".geoparquet")
    media_type = "application/vnd.apache.parquet"

    def detect(self, head: bytes, path: Path) -> bool:
        return head.startswith((b"PAR1", b"PARE"))

    def layers(self, path: Path) -> list[Layer]:
        with damage_of(path, pa.ArrowException, OSError, ValueError), _opened(path) as file:
            return [Layer("table", file.metadata.num_rows)]

    def read(self, path: Path, layer: str) -> Content:
        with damage_of(path, pa.ArrowException, OSError, ValueError):
            with _opened(path) as file:
                names, facts = file.schema_arrow.names, _geo(file)
            geometry, crs = _geometry(names, facts)
            steps: list[Step] = []
            return Content(
                layer=layer,
                batches=_batches(path, geometry, steps),
                width=len(names),
                columns=tuple(names),
                geometry=geometry,
                crs=crs,
                steps=steps,
            )


def _opened(path: Path) -> pq.ParquetFile:
    """Sizes are those the file declares; a page that unpacks to more than it declared is an error of Arrow's."""
    limits = {"thrift_string_size_limit": 64 << 20, "thrift_container_size_limit": 4 << 20}
    file = pq.ParquetFile(path, memory_map=False, **limits)
    groups = [file.metadata.row_group(at).total_byte_size for at in range(file.metadata.num_row_groups)]
    if sum(groups) > MOST_BYTES or max(groups, default=0) > MOST_GROUP_BYTES:
        raise refuse("size.unpacked", limit=f"{MOST_BYTES >> 30} GB")
    if file.metadata.num_columns > MOST_COLUMNS:
        raise refuse("columns.many", count=file.metadata.num_columns, limit=MOST_COLUMNS)
    return file


def _geo(file: pq.ParquetFile) -> dict[str, Any]:
    told = (file.schema_arrow.metadata or {}).get(b"geo")
    try:
        facts = orjson.loads(told) if told else {}
    except orjson.JSONDecodeError:
        return {}
    return facts if isinstance(facts, dict) else {}


def _geometry(names: list[str], facts: dict[str, Any]) -> tuple[int | None, str | None]:
    """GeoParquet without a coordinate system is in longitude and latitude; ``null`` says that it is unknown."""
    primary = facts.get("primary_column")
    column = facts.get("columns", {}).get(primary, {})
    if primary not in names or column.get("encoding", "WKB") != "WKB":
        return None, None
    if "crs" not in column:
        return names.index(primary), "EPSG:4326"
    crs = column["crs"]
    return names.index(primary), None if crs is None else crs_code(_told(crs))


def _told(crs: Any) -> str:
    number = crs.get("id", {}) if isinstance(crs, dict) else {}
    if {"authority", "code"} <= set(number):
        return f"{number['authority']}:{number['code']}"
    return crs if isinstance(crs, str) else orjson.dumps(crs).decode()


def _batches(path: Path, geometry: int | None, steps: list[Step]) -> Iterator[pa.RecordBatch]:
    with damage_of(path, pa.ArrowException, OSError, ValueError), _opened(path) as plainly:
        schema, numbered = plainly.schema_arrow, _numbered(plainly.metadata)
        tidy = Tidying(schema.names, geometry)
        with pq.ParquetFile(path, read_dictionary=numbered) as file:
            for batch in file.iter_batches(_BATCH_ROWS, use_threads=False):
                arrays = [_column(at, column, geometry) for at, column in enumerate(batch.columns)]
                yield tidy(pa.RecordBatch.from_arrays(arrays, [f"c{at}" for at in range(len(arrays))]))
        steps.extend(tidy.steps())
        nested = [field.name for field in schema if plain_type(field.type) == "nested"]
        steps.extend(Step("cell.nested", column=name) for name in nested)


def _numbered(metadata: pq.FileMetaData) -> list[str]:
    """Columns whose texts stand in the file once and are repeated by number: they could grow without end."""
    found = set()
    for group in range(metadata.num_row_groups):
        for at in range(metadata.row_group(group).num_columns):
            chunk = metadata.row_group(group).column(at)
            grown = chunk.total_uncompressed_size * min(chunk.num_values, _BATCH_ROWS)
            if chunk.physical_type == "BYTE_ARRAY" and grown > MOST_GROUP_BYTES:
                found.add(chunk.path_in_schema)
    return sorted(found)


def _column(at: int, column: pa.Array, geometry: int | None) -> pa.Array:
    if pa.types.is_dictionary(column.type) and not pa.types.is_nested(column.type.value_type):
        _check_growth(column)
    if at != geometry:
        return plain(column)
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def _check_growth(column: pa.DictionaryArray) -> None:
    if pa.types.is_string(column.type.value_type) or pa.types.is_binary(column.type.value_type):
        lengths = pc.binary_length(column.dictionary).cast(pa.int64()).take(column.indices)
        if (pc.sum(lengths).as_py() or 0) > MOST_GROUP_BYTES:
            raise refuse("size.unpacked", limit=f"{MOST_GROUP_BYTES >> 30} GB")
