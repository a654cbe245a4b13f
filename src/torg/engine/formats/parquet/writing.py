"""Parquet with the columns' own types; geometry as GeoParquet 1.1 has it."""

from collections.abc import Iterator
from typing import BinaryIO

import orjson
import pyarrow as pa
import pyarrow.parquet as parquet

from ..writers import About, Writer

_ROWS = 122_880
_GEOMETRIES = {"point": ["Point"], "line": ["LineString", "MultiLineString"], "polygon": ["Polygon", "MultiPolygon"]}


class Writing(Writer):
    media_type = "application/vnd.apache.parquet"
    extension = "parquet"

    def write(self, batches: Iterator[pa.RecordBatch], out: BinaryIO, about: About) -> None:
        schema: pa.Schema | None = None
        writer: parquet.ParquetWriter | None = None
        for table in _groups(batches):
            if writer is None:
                schema = table.schema.with_metadata(_metadata(about))
                writer = parquet.ParquetWriter(out, schema, compression="zstd")
            writer.write_table(table.replace_schema_metadata(schema.metadata if schema else None), row_group_size=_ROWS)
        if writer is None:
            raise ValueError("the rows came without a first batch that names their types")
        writer.close()


def _groups(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Batches gathered to row groups of a size that readers like."""
    gathered: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        gathered.append(batch)
        rows += batch.num_rows
        if rows >= _ROWS:
            yield pa.Table.from_batches(gathered)
            gathered, rows = [], 0
    if gathered:
        yield pa.Table.from_batches(gathered)


def _metadata(about: About) -> dict[bytes, bytes]:
    """Longitude and latitude in WGS 84 are what GeoParquet takes for granted."""
    shape = about.geometry
    named = {column.name for column in about.columns if column.type in ("point", "geometry")}
    if shape is None or len(shape.columns) != 1 or shape.columns[0] not in named:
        return {}
    column: dict[str, object] = {"encoding": "WKB", "geometry_types": _GEOMETRIES.get(shape.kind, [])}
    if shape.bounds:
        column["bbox"] = list(shape.bounds)
    geo = {"version": "1.1.0", "primary_column": shape.columns[0], "columns": {shape.columns[0]: column}}
    return {b"geo": orjson.dumps(geo)}
