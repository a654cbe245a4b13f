"""National grids, and which of them two columns of numbers fit.

Codes and names are those of the EPSG registry (epsg.org). The boxes are the countries' extents in degrees,
rounded outwards to a tenth: a number pair fits a grid when it lands in the box of a country that uses the grid.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from .transform import Bounds, Floats, to_wgs84


@dataclass(frozen=True)
class Grid:
    """``words`` are what headings say of it; ``zones`` are digits people leave out or put before the easting."""

    crs: str
    name: str
    country: str
    box: Bounds
    words: tuple[str, ...] = ()
    dropped: float = 0.0
    prefixed: float = 0.0


GRIDS: tuple[Grid, ...] = (
    Grid("EPSG:3006", "SWEREF 99 TM", "SE", (10.5, 55.0, 24.2, 69.1), ("sweref",)),
    Grid("EPSG:25832", "ETRS89 / UTM 32", "DE DK", (5.8, 47.2, 15.3, 57.9), ("utm", "25832", "etrs"), 0, 32e6),
    Grid("EPSG:2154", "Lambert-93", "FR", (-5.3, 41.3, 9.7, 51.2), ("lambert", "l93", "2154")),
    Grid("EPSG:2180", "PL-1992", "PL", (14.0, 48.9, 24.2, 55.0), ("1992", "2180", "puwg")),
    Grid("EPSG:5514", "S-JTSK / Krovak", "CZ SK", (12.0, 47.7, 22.6, 51.1), ("jtsk", "krovak", "5514")),
    Grid("EPSG:23700", "EOV", "HU", (16.1, 45.7, 23.0, 48.6), ("eov", "23700")),
    Grid("EPSG:3794", "D96/TM", "SI", (13.3, 45.4, 16.7, 46.9), ("d96", "3794")),
    Grid("EPSG:3765", "HTRS96/TM", "HR", (13.4, 42.3, 19.5, 46.6), ("htrs", "3765")),
    Grid("EPSG:7792", "RDN2008 / UTM 33", "IT", (6.6, 35.4, 18.6, 47.1), ("rdn2008", "7792")),
    Grid("EPSG:31287", "MGI / Austria Lambert", "AT", (9.5, 46.3, 17.2, 49.1), ("mgi", "lambert", "31287")),
    Grid("EPSG:31467", "Gauss-Krüger 3", "DE", (5.8, 47.2, 15.1, 55.1), ("gauss", "gk", "rechtswert", "31467"), 3e6),
    # Beyond the eleven grids of the partner regions: grids real files of their neighbours use.
    Grid("EPSG:25833", "ETRS89 / UTM 33", "DE NO", (4.0, 47.2, 31.3, 71.4), ("utm", "25833"), 0, 33e6),
    Grid("EPSG:25830", "ETRS89 / UTM 30", "ES", (-9.4, 35.9, 4.4, 43.9), ("utm", "25830"), 0, 30e6),
    Grid("EPSG:3067", "ETRS-TM35FIN", "FI", (19.0, 59.4, 31.7, 70.2), ("tm35", "3067", "n-koord", "e-koord")),
    Grid("EPSG:3021", "RT90 2.5 gon V", "SE", (10.5, 55.0, 24.2, 69.1), ("rt90", "3021")),
    Grid("EPSG:2056", "CH1903+ / LV95", "CH", (5.9, 45.8, 10.6, 47.9), ("lv95", "2056")),
    Grid("EPSG:21781", "CH1903 / LV03", "CH", (5.9, 45.8, 10.6, 47.9), ("lv03", "21781")),
    Grid("EPSG:27700", "OSGB36 / British National Grid", "GB", (-8.7, 49.8, 1.8, 60.9), ("easting", "osgb", "27700")),
    Grid("EPSG:28992", "Amersfoort / RD New", "NL", (3.3, 50.7, 7.3, 53.6), ("rijksdriehoek", "rd_", "28992")),
    Grid("EPSG:31370", "BD72 / Belgian Lambert 72", "BE", (2.5, 49.4, 6.5, 51.6), ("lambert72", "31370")),
    Grid("EPSG:3003", "Monte Mario / Italy 1", "IT", (6.6, 36.5, 12.6, 47.1), ("boaga", "monte mario", "3003")),
    Grid("EPSG:3004", "Monte Mario / Italy 2", "IT", (11.9, 34.7, 18.6, 47.1), ("boaga", "monte mario", "3004")),
    Grid("EPSG:31466", "Gauss-Krüger 2", "DE", (5.8, 47.2, 8.6, 55.1), ("gauss", "gk2", "31466"), 2e6),
    Grid("EPSG:31468", "Gauss-Krüger 4", "DE", (10.0, 47.2, 15.1, 55.1), ("gauss", "gk4", "31468"), 4e6),
)

ENOUGH = 0.95
"""The share of positions that has to land in the box before a grid is proposed at all."""

ENOUGH_WITHIN = 0.8
"""Less is enough in a municipality, which no reading meets by chance: a few rows may be swapped or far away."""

MARGIN = 0.05
"""Degrees added around a municipality: about 5 km."""


@dataclass(frozen=True)
class Fit:
    """One reading of two columns: first column is the easting unless ``swapped``; offsets are added before use."""

    grid: Grid
    swapped: bool
    share: float
    easting_offset: float = 0.0
    northing_offset: float = 0.0
    named: bool = False

    def place(self, first: Floats, second: Floats) -> tuple[Floats, Floats]:
        """Longitudes and latitudes of the two columns read this way."""
        east, north = (second, first) if self.swapped else (first, second)
        return to_wgs84(east + self.easting_offset, north + self.northing_offset, self.grid.crs)


def fits(
    first: Floats,
    second: Floats,
    *,
    headings: Iterable[str] = (),
    country: str | None = None,
    within: Bounds | None = None,
) -> list[Fit]:
    """All readings of two columns in which at least 95 % of the positions land where they can, best first.

    With ``within`` (the municipality's box) only readings inside it count, grids of other countries do not, left-out
    leading digits are tried too, and 80 % are enough. One reading in the answer is a decision; several are a question
    for a person.
    """
    there = np.isfinite(first) & np.isfinite(second) & ~((first == 0) & (second == 0))
    first, second = first[there][:2000], second[there][:2000]
    if not len(first) or max(np.abs(first).max(), np.abs(second).max()) <= 400:
        return []
    words = " ".join(headings).lower()
    found = [
        fit
        for grid in GRIDS
        if not country or country in grid.country
        for fit in _try(grid, first, second, words, within)
    ]
    named = [fit for fit in found if fit.named]
    return sorted(named or found, key=lambda fit: (-fit.share, abs(fit.easting_offset) + abs(fit.northing_offset)))


def _try(grid: Grid, first: Floats, second: Floats, words: str, within: Bounds | None) -> Iterable[Fit]:
    if within and not _meet(within, grid.box):
        return
    named = any(word in words for word in grid.words)
    enough = ENOUGH_WITHIN if within else ENOUGH
    box = (within and _wider(within)) or grid.box
    for swapped in (False, True):
        plain = [(0.0, 0.0), (grid.dropped, 0.0), (-grid.prefixed, 0.0)]
        shifts = plain + ([(0.0, 1e6 * digit) for digit in range(1, 8)] if within else [])
        for east, north in dict.fromkeys(shifts):
            fit = Fit(grid, swapped, 0.0, east, north, named)
            share = _inside(*fit.place(first, second), box)
            if share >= enough:
                yield Fit(grid, swapped, share, east, north, named)
                break


def _meet(one: Bounds, other: Bounds) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _inside(longitude: Floats, latitude: Floats, box: Bounds) -> float:
    west, south, east, north = box
    inside = (longitude >= west) & (longitude <= east) & (latitude >= south) & (latitude <= north)
    return float(inside.mean())


def _wider(box: Bounds) -> Bounds:
    west, south, east, north = box
    return west - 2 * MARGIN, south - MARGIN, east + 2 * MARGIN, north + MARGIN
