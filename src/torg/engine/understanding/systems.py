"""Which of the grids that fit is meant: as the file names it, as its language tells, without added digits."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from torg.engine.geography import GRIDS, Fit, Grid, fits

from .area import Area
from .words.countries import EAST_OF_GERMANY, countries_of

DEGREES = "EPSG:4326"
MERCATOR = "EPSG:3857"
WEB, WORLD = "Web Mercator", "WGS 84"

COMPARED = 200
SAME = 1e-5
"""Degrees: a metre."""


def grid_named(name: str) -> Grid | None:
    return next((grid for grid in GRIDS if name in (grid.name, grid.crs)), None)


def crs_named(name: str) -> str | None:
    """The system a person chose by its name; None for one that nobody knows."""
    grid = grid_named(name)
    return grid.crs if grid else {WEB: MERCATOR, WORLD: DEGREES}.get(name)


def told_fit(x: Any, y: Any, grid: Grid, area: Area) -> Fit:
    """How two columns are read in the grid a person chose: as it fits, or as the headings say."""
    found = [fit for fit in fitting(x, y, (), area) if fit.grid == grid]
    return found[0] if found else Fit(grid, swapped=False, share=1.0)


def fitting(x: Any, y: Any, headings: Sequence[str], area: Area) -> list[Fit]:
    """The readings inside the municipality; where there are none, the file is about some other place."""
    if area.within is not None and (found := fits(x, y, headings=headings, within=area.within)):
        return found
    return fits(x, y, headings=headings)


def likeliest(fits: Sequence[Fit], texts: Sequence[str], area: Area) -> list[Fit]:
    """One fit is a decision; several are a question for a person."""
    found = list(fits)
    for narrower in (
        _as_named(found, texts),
        _as_written(found),
        _in_countries(found, texts, area),
        _in_germany(found, texts),
    ):
        kept = [fit for fit in found if fit in narrower]
        found = kept or found
        if len({fit.grid.crs for fit in found}) == 1:
            return found[:1]
    return found


def agree(found: Sequence[Fit], x: Any, y: Any) -> bool:
    """Whether it makes no difference which of them is meant: SWEREF 99 TM is UTM 33 by another name."""
    first, *others = (np.stack(fit.place(x[:COMPARED], y[:COMPARED])) for fit in found)
    return all(np.allclose(first, other, rtol=0, atol=SAME, equal_nan=True) for other in others)


def _as_named(fits: Sequence[Fit], texts: Sequence[str]) -> list[Fit]:
    """Grids whose code or name stands in the file."""
    every = " ".join(text for text in texts if len(text) < 200)
    return [fit for fit in fits if fit.grid.crs in every or fit.grid.name in every]


def _as_written(fits: Sequence[Fit]) -> list[Fit]:
    """Readings that need no digits put before the numbers."""
    return [fit for fit in fits if not fit.easting_offset and not fit.northing_offset]


def _in_countries(fits: Sequence[Fit], texts: Sequence[str], area: Area) -> list[Fit]:
    countries = {area.country} if area.country else countries_of(texts)
    return [fit for fit in fits if countries & set(fit.grid.country.split())]


def _in_germany(fits: Sequence[Fit], texts: Sequence[str]) -> list[Fit]:
    zone = "EPSG:25833" if any(EAST_OF_GERMANY.search(text) for text in texts) else "EPSG:25832"
    german = {fit.grid.crs for fit in fits if "DE" in fit.grid.country.split()}
    return [fit for fit in fits if fit.grid.crs == zone] if german == {"EPSG:25832", "EPSG:25833"} else []
