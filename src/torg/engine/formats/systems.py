"""Coordinate systems as files tell them, by their number where they are known ones under another name."""

import warnings
from functools import cache
from typing import Any

import pyproj

_KNOWN = (3006, *range(25828, 25839), 2154, 27700, 2056, 21781, 3857, 4326, 4258)
"""Grids that files often define in full without the number: programs of old left it out."""
_SILENT = {"datum", "towgs84", "no_defs", "type", "nadgrids", "wktext"}


def crs_code(known: str | None, layer: str = "") -> str | None:
    """``EPSG:3006`` where the coordinate system is a known one, else its definition in words."""
    if not known or known.startswith("EPSG:"):
        return known
    try:
        system = pyproj.CRS.from_user_input(known)
    except pyproj.exceptions.CRSError:
        return None
    number = system.to_epsg(min_confidence=70) or _alike(system, f"{known} {layer}".lower())
    return f"EPSG:{number}" if number else known


def is_system(words: str) -> bool:
    try:
        pyproj.CRS.from_wkt(words)
    except pyproj.exceptions.CRSError:
        return False
    return True


def _alike(system: pyproj.CRS, words: str) -> int | None:
    """Of the known grids with the same figures that whose name is told, else the one of all Europe."""
    facts = _figures(system)
    alike = [number for number in _KNOWN if _figures_of(number) == facts]
    named = [number for number in alike if pyproj.CRS.from_epsg(number).name.split()[0].lower() in words]
    european = [number for number in alike if number != 3006]
    return next(iter(named or european or alike), None)


@cache
def _figures_of(number: int) -> dict[str, Any]:
    return _figures(pyproj.CRS.from_epsg(number))


def _figures(system: pyproj.CRS) -> dict[str, Any]:
    """The numbers behind a system; without those that name it, and with its ellipsoid by its size."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # what is lost on the way is what is not compared
        figures = {key: value for key, value in system.to_dict().items() if key not in _SILENT}
    if system.ellipsoid is not None:
        figures.pop("ellps", None)
        figures["size"] = (system.ellipsoid.semi_major_metre, round(system.ellipsoid.inverse_flattening, 4))
    return figures
