"""First rows and maps of versions. A version never changes, so each is made once in a process and kept."""

import struct
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from functools import cache
from threading import Lock
from typing import Any

from django.utils.translation import get_language

from torg.engine import tables
from torg.engine.tables import Column, Geometry, Version
from torg.foundation.home import home
from torg.foundation.storage import Storage, open_storage

from .drawing import Drawing, draw
from .sheet import Glimpse
from .values import cells, head, shown
from .wkb import Point, Shape, shape

SHOWN_ROWS = 20
DRAWN_POINTS, DRAWN_SHAPES = 3_000, 600  # at 400 pixels more only hide each other; the page stays small
NEAR_THE_START = 4
_KEPT = 200

_made: "OrderedDict[tuple[object, ...], Glimpse]" = OrderedDict()
_lock = Lock()


def glimpse(version: Version, boundary: dict[str, Any] | None) -> Glimpse:
    key = (version.table, version.number, get_language(), hash(str(boundary)))
    with _lock:
        if key in _made:
            _made.move_to_end(key)
            return _made[key]
    found = make(version, _storage(home().storage_url), boundary)
    with _lock:
        _made[key] = found
        while len(_made) > _KEPT:
            _made.popitem(last=False)
    return found


def make(version: Version, storage: Storage, boundary: dict[str, Any] | None) -> Glimpse:
    columns = [column for column in version.columns if column.missing < version.rows]
    rows = tables.glance(version, storage, [column.name for column in columns], SHOWN_ROWS) if columns else []
    drawing, places = _map(version, storage, boundary)
    return Glimpse(
        heads=tuple(head(column, version.rows) for column in columns),
        rows=cells(columns, rows),
        names=_naming(columns, version.rows),
        empty_columns=len(version.columns) - len(columns),
        drawing=drawing,
        places=places,
        sampled=version.rows > _most(version),
        csv_bytes=_csv_bytes(rows, version.rows),
    )


def _naming(columns: Sequence[Column], rows: int) -> int:
    """Which column tells one row from another: the one known as a name, else the first without a repetition."""
    full = [at for at, column in enumerate(columns[:NEAR_THE_START]) if column.missing == 0]
    named = [at for at in full if columns[at].role == "name"]
    unique = [at for at in full if columns[at].distinct == rows]
    texts, numbers = ([at for at in unique if columns[at].type == kind] for kind in ("string", "integer"))
    return (named or texts or numbers or [0])[0]


def _csv_bytes(rows: Sequence[Sequence[Any]], count: int) -> int | None:
    """About how long the CSV is, from the length of the first rows."""
    if not rows:
        return None
    lengths = [sum(_length(value) + 1 for value in row) for row in rows]
    return round(sum(lengths) / len(lengths) * count)


def _length(value: Any) -> int:
    """Places are written as text there, which takes more than twice the bytes of their coordinates."""
    if isinstance(value, bytes):
        return len(value) * 9 // 4
    return len(shown(value).encode()) + 2 * isinstance(value, str)


def _map(version: Version, storage: Storage, boundary: dict[str, Any] | None) -> tuple[Drawing | None, int]:
    if version.geometry is None:
        return None, 0
    found = list(
        shapes(version.geometry, tables.glance(version, storage, version.geometry.columns, _most(version), spread=True))
    )
    return draw(found, _rings(boundary)), len(found)


def _most(version: Version) -> int:
    return DRAWN_POINTS if version.geometry and version.geometry.kind == "point" else DRAWN_SHAPES


def shapes(geometry: Geometry, rows: Sequence[tuple[Any, ...]]) -> Iterator[Shape]:
    for row in rows:
        if None in row:
            continue
        if len(row) == 2:
            point = (float(row[0]), float(row[1]))
            if abs(point[0]) <= 180 and abs(point[1]) <= 90:
                yield Shape("Point", points=[point])
        else:
            try:
                yield shape(bytes(row[0]))
            except (struct.error, IndexError):
                continue


def spread(version: Version, columns: Sequence[str], most: int) -> list[tuple[Any, ...]]:
    """Rows from all over a version."""
    return tables.glance(version, _storage(home().storage_url), columns, most, spread=True)


def _rings(boundary: dict[str, Any] | None) -> list[list[Point]]:
    """Outlines of a GeoJSON area."""
    if not boundary:
        return []
    areas = boundary["coordinates"] if boundary["type"] == "MultiPolygon" else [boundary["coordinates"]]
    return [[(float(point[0]), float(point[1])) for point in ring] for area in areas for ring in area]


@cache
def _storage(url: str) -> Storage:
    return open_storage(url)
