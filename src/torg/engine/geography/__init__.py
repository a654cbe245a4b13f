"""Geography: national grids, positions as people write them, and everything to WGS 84 longitude and latitude."""

from .grids import GRIDS, Fit, Grid, fits
from .positions import Position, latitude_first, parse_position
from .transform import bounds_of, shapes_to_wgs84, to_wgs84

__all__ = [
    "GRIDS",
    "Fit",
    "Grid",
    "Position",
    "bounds_of",
    "fits",
    "latitude_first",
    "parse_position",
    "shapes_to_wgs84",
    "to_wgs84",
]
