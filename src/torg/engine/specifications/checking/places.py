"""Positions, before cells are checked: pairs in one cell, national grids, north and east exchanged, places far away.

What a cell should hold depends on its neighbour here, so rows are moved one by one: ``moved`` has their new cells,
and the view ``cells`` shows these from then on.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from torg.engine.geography import fits, latitude_first, parse_position

from ..found import Level
from .folding import folded
from .question import Box
from .sql import literal
from .table import LEVELS, Column, Table

FAR = 5.0
"""Kilometres outside the municipality: a bathing place of the town may well lie beyond its boundary."""
MOST_FAR = 0.5
"""Where more places than this lie outside, it is the box that is another's."""
MOST_PAIRS = 500_000
SHAPES = "written"
"""The column in which reading hands on the shapes of a map format as text."""
_KM = 111.32
"""Kilometres in a degree of latitude."""


@dataclass(frozen=True)
class Pair:
    latitude: Column
    longitude: Column | None


def settle_places(table: Table, within: Box | None, country: str | None) -> frozenset[str]:
    """Names of fields that are in the file after all, as a part of another cell."""
    latitude, longitude = _of_role(table, "latitude"), _of_role(table, "longitude")
    if latitude is None:
        return frozenset()
    table.run("CREATE TABLE moved (r BIGINT, lat VARCHAR, lon VARCHAR, code VARCHAR, level TINYINT)")
    pair = Pair(latitude, longitude)
    found = _split(table, pair)
    if longitude is not None:
        _weigh(table, pair, within, country)
    if table.fetch("SELECT count(*) FROM moved")[0][0]:
        _tell(table, pair)
        _show(table, pair)
    missing = next((one.name for one in table.specification.fields if one.geometry == "longitude"), None)
    return frozenset({missing} if found and longitude is None and missing else ())


NAMES = {
    "latitude": ("latitude", "lat", "ylat", "geolat", "latwgs84"),
    "longitude": ("longitude", "lon", "long", "lng", "xlong", "xlon", "geolong", "lonwgs84"),
}
"""Names of fields that tell their role in foreign schemas, which have no word for it."""


def _of_role(table: Table, role: str) -> Column | None:
    found = next((column for column in table.columns if column.field.geometry == role), None)
    if found is not None or any(one.geometry for one in table.specification.fields):
        return found
    numbers = (column for column in table.columns if column.field.type == "number")
    return next((column for column in numbers if folded(column.field.name) in NAMES[role]), None)


def _number(x: str) -> str:
    """Most are plain numbers; only the others are looked at by their signs."""
    bare = f"replace(regexp_replace({x}, '[ \u00a0]', '', 'g'), ',', '.')"
    return f"coalesce(TRY_CAST({x} AS DOUBLE), TRY_CAST({bare} AS DOUBLE))"


def _split(table: Table, pair: Pair) -> int:
    """``59.3, 18.1`` where latitude alone should stand. How many different texts are such pairs."""
    cell = pair.latitude.cell
    texts = table.fetch(
        f"SELECT DISTINCT {cell} FROM cells WHERE {cell} IS NOT NULL AND {_number(cell)} IS NULL LIMIT {MOST_PAIRS}"
    )
    read = [(text, position) for (text,) in texts if (position := parse_position(text.strip())) is not None]
    if not read:
        return 0
    first = latitude_first([position for _, position in read]) is not False
    places = [(p.first, p.second) if first else (p.second, p.first) for _, p in read]
    table.keep(
        "pairs",
        x=[text for text, _ in read],
        lat=[_degrees(lat) for lat, _ in places],
        lon=[_degrees(lon) for _, lon in places],
    )
    there = f" AND {pair.longitude.cell} IS NULL" if pair.longitude else ""
    table.run(
        f"INSERT INTO moved SELECT r, lat, lon, 'pos.split', {LEVELS['done']} "
        f"FROM cells JOIN pairs ON {cell} = pairs.x{there}"
    )
    return len(read)


def _degrees(value: float) -> str:
    return f"{value:.7f}".rstrip("0").rstrip(".")


def _weigh(table: Table, pair: Pair, within: Box | None, country: str | None) -> None:
    """All numbers at once, where a look at the extremes gives a reason to."""
    assert pair.longitude is not None  # noqa: S101 - told by the caller
    lat, lon = _number(pair.latitude.cell), _number(pair.longitude.cell)
    south, north_most, west, east_most = table.fetch(
        f"SELECT min({lat}), max({lat}), min({lon}), max({lon}) FROM cells"
    )[0]
    if south is None or west is None:
        return
    corners = np.array([south, north_most]), np.array([west, east_most])
    if within is None and _in_europe(*corners).all():
        return
    numbers = table.connection.execute(
        f"SELECT r, {lat} AS lat, {lon} AS lon FROM cells "
        f"WHERE {lat} IS NOT NULL AND {lon} IS NOT NULL AND r NOT IN (SELECT r FROM moved)"
    ).fetchnumpy()
    rows, north, east = (np.asarray(numbers[name]) for name in ("r", "lat", "lon"))
    grid = (np.abs(north) > 1000) & (np.abs(east) > 1000)
    if grid.any():
        _from_grid(table, pair, rows[grid], north[grid], east[grid], within, country)
    degrees = (np.abs(north) <= 180) & (np.abs(east) <= 180) & ((north != 0) | (east != 0))
    _exchanged(table, pair, rows[degrees], north[degrees], east[degrees], within)


def _from_grid(
    table: Table, pair: Pair, rows: Any, north: Any, east: Any, within: Box | None, country: str | None
) -> None:
    assert pair.longitude is not None  # noqa: S101 - told by the caller
    headings = (pair.longitude.heading, pair.latitude.heading)
    found = fits(east, north, headings=headings, country=country, within=within)
    if not found or (len(found) > 1 and not found[0].named and country is None and within is None):
        return  # of several grids without a hint none is proposed: a place in Sussex lies in Hungary too
    level: Level = "done" if len(found) == 1 or found[0].named else "check"
    longitude, latitude = found[0].place(east, north)
    table.places["grid"] = found[0].grid.name
    _move(table, rows, np.round(latitude, 6), np.round(longitude, 6), "pos.grid", level)


def _exchanged(table: Table, pair: Pair, rows: Any, north: Any, east: Any, within: Box | None) -> None:
    """Outside, and inside when north and east change places; or no latitude at all, and one when they do."""
    if within is None:
        swapped = ~_in_europe(north, east) & _in_europe(east, north)
    else:
        away, turned = _distance(within, east, north), _distance(within, north, east)
        swapped = (away > FAR) & (turned <= FAR)
        far = (away > FAR) & ~swapped
        if far.any() and far.sum() <= MOST_FAR * len(rows):
            _tell_far(table, pair, rows[far], away[far])
    if swapped.any():
        _move(table, rows[swapped], east[swapped], north[swapped], "pos.swap", "check")


def _in_europe(north: Any, east: Any) -> Any:
    """Mainland Europe; the islands of France in other oceans would seem to be here if it reached farther west."""
    return (north >= 34) & (north <= 72) & (east >= -10) & (east <= 45)


def _distance(box: Box, east: Any, north: Any) -> Any:
    """Kilometres outside the box, 0 inside."""
    west, south, right, top = box
    across = np.maximum(np.maximum(west - east, east - right), 0)
    along = np.maximum(np.maximum(south - north, north - top), 0)
    return _KM * np.hypot(across * np.cos(np.radians((south + top) / 2)), along)


def _move(table: Table, rows: Any, latitude: Any, longitude: Any, code: str, level: Level) -> None:
    incoming = pa.table({"r": rows, "lat": latitude, "lon": longitude})
    table.connection.register("incoming", incoming)
    table.run(
        f"INSERT INTO moved SELECT r, lat::DECIMAL(18, 7)::DOUBLE::VARCHAR, lon::DECIMAL(18, 7)::DOUBLE::VARCHAR, "
        f"{literal(code)}, {LEVELS[level]} FROM incoming"
    )
    table.connection.unregister("incoming")


def _tell_far(table: Table, pair: Pair, rows: Any, away: Any) -> None:
    """The position as a whole is shown, as no one of its numbers is wrong by itself."""
    assert pair.longitude is not None  # noqa: S101 - told by the caller
    table.connection.register("incoming", pa.table({"r": rows, "km": np.round(away).astype(np.int64)}))
    value = f"{pair.latitude.written} || ', ' || {pair.longitude.written}"
    table.run(
        f"INSERT INTO problems SELECT r, {pair.latitude.place}, 'pos.far', {LEVELS['wait']}, {value}, NULL, "
        "json_object('km', km)::VARCHAR FROM cells JOIN incoming USING (r)"
    )
    table.connection.unregister("incoming")


def _tell(table: Table, pair: Pair) -> None:
    """A problem for each of the two cells, with what becomes of it. The shapes of a map format are no problem."""
    if pair.latitude.raw == SHAPES:
        return
    grid = table.places.get("grid")
    facts = f"CASE code WHEN 'pos.grid' THEN json_object('grid', {literal(grid or '')})::VARCHAR END"
    if pair.longitude is None:  # the other half has no column of its own
        facts = "json_object('longitude', lon)::VARCHAR"
    for column, side in ((pair.latitude, "lat"), (pair.longitude, "lon")):
        if column is not None:
            table.run(
                f"INSERT INTO problems SELECT r, {column.place}, code, level, {column.written}, {side}, {facts} "
                "FROM moved JOIN cells USING (r)"
            )


def _show(table: Table, pair: Pair) -> None:
    sides = {pair.latitude.place: "lat"} | ({pair.longitude.place: "lon"} if pair.longitude else {})
    table.show(sides)
