"""Positions held against the municipality's box: rows far outside it, and rows whose north and east are swapped."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from torg.foundation.problems import Problem, Step

from .area import EUROPE, Area, Box
from .source import Source

FAR = 5.0
"""Kilometres outside the box: a bathing place of the town may well lie beyond its boundary."""

LISTED = 100
SHOWN = 10
MOST = 0.5
_KM = 111.32
"""Kilometres in a degree of latitude."""


@dataclass(frozen=True)
class Held:
    """What the box told of the rows; ``odd`` marks those that something is said about."""

    odd: Any
    problems: tuple[Problem, ...] = ()
    count: int = 0
    steps: tuple[Step, ...] = ()


def held(source: Source, area: Area, label: str, boxes: Any, turned: Any) -> Held:
    """``boxes`` are west, south, east, north of each row, NaN where it has no place; ``turned`` the same, swapped."""
    there = np.isfinite(boxes).all(axis=1) & boxes.any(axis=1)  # 0, 0 is a position nobody filled in
    if area.within is None:
        return _unchecked(source, boxes, there)
    away = np.where(there, distance(area.within, boxes), np.nan)
    swapped = ~(away <= FAR) & (distance(area.within, turned) <= FAR)
    far = ~swapped & (away > FAR)
    if far.sum() > MOST * there.sum():
        said = Problem("pos.elsewhere", column=label, count=int(far.sum()), rows=source.rows)
        return Held(swapped, (said,), 1)
    places = np.flatnonzero(far | swapped)
    problems = tuple(
        _said(row, label, boxes[place], away[place], bool(swapped[place]))
        for place, row in zip(places[:LISTED], rows_at(source, places[:LISTED]), strict=True)
    )
    return Held(swapped | far, problems, len(places))


def _said(row: int, label: str, box: Any, away: Any, swapped: bool) -> Problem:
    value = f"{box[1]:.6g}, {box[0]:.6g}" if np.isfinite(box).all() else ""
    if swapped:
        return Problem("pos.swap", row=row, column=label, value=value)
    return Problem("pos.far", row=row, column=label, value=value, km=round(away))


def _unchecked(source: Source, boxes: Any, there: Any) -> Held:
    """Without a box, only what lies outside Europe while nearly all else lies in it is worth a word."""
    outside = there & (distance(EUROPE, boxes) > 0)
    nothing = np.zeros(len(boxes), bool)
    if not outside.any() or outside.sum() > 0.1 * there.sum():
        return Held(nothing)
    rows = rows_at(source, np.flatnonzero(outside)[:SHOWN])
    return Held(nothing, steps=(Step("pos.abroad", rows=rows, count=int(outside.sum())),))


def share_inside(box: Box, longitude: Any, latitude: Any) -> float:
    """Which part of the positions lies in the box or near it."""
    near = distance(box, points(longitude, latitude)) <= FAR
    return float(near.mean()) if len(near) else 0.0


def points(longitude: Any, latitude: Any) -> Any:
    return np.column_stack((longitude, latitude, longitude, latitude))


def distance(box: Box, boxes: Any) -> Any:
    """Kilometres from the box to each of the boxes, 0 where they meet; NaN where there is no place."""
    west, south, east, north = box
    across = np.maximum(np.maximum(west - boxes[:, 2], boxes[:, 0] - east), 0)
    along = np.maximum(np.maximum(south - boxes[:, 3], boxes[:, 1] - north), 0)
    return _KM * np.hypot(across * np.cos(np.radians((south + north) / 2)), along)


def rows_at(source: Source, places: Any) -> list[int]:
    """Rows of the file at some places of the table, counted from 0."""
    if not len(places):
        return []
    wanted = ", ".join(str(int(place)) for place in places)
    found = source.staging.fetch(
        f"SELECT r FROM (SELECT r, row_number() OVER (ORDER BY r) - 1 AS n FROM data) WHERE n IN ({wanted}) ORDER BY r"
    )
    return [source.staging.file_row(r) for (r,) in found]
