"""Geometries on their way out: WKB as text."""

import pyarrow as pa
import shapely


def to_wkt(values: pa.Array) -> pa.Array:
    """WKT with no more digits than a coordinate needs to be read back as the same number."""
    shapes = shapely.from_wkb(values.to_numpy(zero_copy_only=False))
    return pa.array(shapely.to_wkt(shapes, rounding_precision=-1), pa.string())
