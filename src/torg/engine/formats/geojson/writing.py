"""GeoJSON (RFC 7946): a feature a row, its place from the geometry column or from longitude and latitude."""

from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa

from torg.engine.tables import Column, Geometry, json_members, json_value

from ..json.writing import write_array
from ..writers import About, Writer


class Writing(Writer):
    media_type = "application/geo+json"
    extension = "geojson"

    def write(self, batches: Iterator[pa.RecordBatch], out: BinaryIO, about: About) -> None:
        if about.geometry is None:
            raise ValueError("a table without places cannot be GeoJSON")
        out.write(b'{"type":"FeatureCollection","features":')
        write_array(batches, out, _feature(about.columns, about.geometry))
        out.write(b"}\n")


def _feature(columns: tuple[Column, ...], geometry: Geometry) -> str:
    """Longitude and latitude stay among the properties as well: they are columns of the table."""
    by_name = {column.name: column for column in columns}
    shown = [column for column in columns if column.type not in ("point", "geometry")]
    properties = json_members(shown, ",") if shown else "''"
    place = _place([by_name[name] for name in geometry.columns])
    return f"""concat('{{"type":"Feature","geometry":', {place}, ',"properties":{{', {properties}, '}}}}')"""


def _place(columns: list[Column]) -> str:
    if len(columns) == 1:
        return json_value(columns[0])
    east, north = map(json_value, columns)
    return (
        f"CASE WHEN {east} = 'null' OR {north} = 'null' THEN 'null' "
        f"""ELSE concat('{{"type":"Point","coordinates":[', {east}, ',', {north}, ']}}') END"""
    )
