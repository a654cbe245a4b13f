"""Rows with more cells than headings: a comma inside a text nobody put into quotes has moved all that follows.

For each such row every place is tried where cells may have to be joined again; the place is taken after which most
cells are as they should be. The row is then put together in the staging table, so that the rest of it is judged well.
"""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from .cells import fine
from .sql import row_fact
from .table import LEVELS, Column, Table

MOST = 200
"""So many rows are put together; where there are more, the file needs a new export."""
MOST_WIDE = 200
FURTHEST = 8
"""Cells too many in one row."""


def join_shifted(table: Table, width: int, wide: int) -> None:
    """``width`` is how many columns have headings, ``wide`` how many cells the longest row has."""
    if wide <= width or width > MOST_WIDE or not table.columns:
        return
    extra = [f"c{index}" for index in range(width, wide)]
    there = " OR ".join(f"{cell} IS NOT NULL" for cell in extra)
    names = [f"c{index}" for index in range(wide)]
    rows = table.fetch(f"SELECT r, {', '.join(names)} FROM data WHERE {there} ORDER BY r")
    for row, *cells in rows[:MOST]:
        _join(table, row, _texts(cells), width)
    for row, *_ in rows[MOST:]:
        _tell_long(table, row, width, wide)


def _texts(cells: Sequence[Any]) -> list[str | None]:
    last = max(place for place, cell in enumerate(cells) if cell is not None)
    return [None if cell is None else str(cell) for cell in cells[: last + 1]]


def _join(table: Table, row: int, cells: list[str | None], width: int) -> None:
    more = len(cells) - width
    tries = {place: _joined(cells, place, more) for place in range(width)} if more <= FURTHEST else {}
    scores = _scores(table, {-1: cells[:width], **tries})
    before = scores.pop(-1, 0)
    place = max(scores, key=lambda place: (scores[place], _torn(cells, place, more), -place), default=None)
    column = next((one for one in table.columns if one.place == place), None)
    if place is None or column is None or scores[place] <= before:
        _tell_long(table, row, width, len(cells))
        return
    _put_together(table, row, tries[place], width)
    _tell_shifted(table, row, column, cells[place], tries[place][place], more)


def _joined(cells: Sequence[str | None], place: int, more: int) -> list[str | None]:
    parts = [cell or "" for cell in cells[place : place + more + 1]]
    return [*cells[:place], ",".join(parts), *cells[place + more + 1 :]]


def _torn(cells: Sequence[str | None], place: int, more: int) -> int:
    """How many of the pieces begin with a blank, as they do behind a comma in a sentence."""
    return sum((cell or "").startswith(" ") for cell in cells[place + 1 : place + more + 1])


def _scores(table: Table, tries: dict[int, list[str | None]]) -> dict[int, int]:
    """How many fields are filled and as they should be, by place."""
    width = max(len(cells) for cells in tries.values())
    columns = {f"c{n}": pa.array([cells[n] for cells in tries.values()], pa.string()) for n in range(width)}
    table.connection.register("incoming", pa.table({"place": list(tries), **columns}))
    cells = "".join(f", {table.present(column)} AS {column.cell}" for column in table.columns)
    points = " + ".join(_points(table, column) for column in table.columns)
    found = table.fetch(f"SELECT place, {points} FROM (SELECT place{cells} FROM incoming)")
    table.connection.unregister("incoming")
    return dict(found)


def _points(table: Table, column: Column) -> str:
    """A cell that is wrong speaks against a place, one that is right for it; a field of any text says nothing."""
    strict = int(table.shapes[column.place].code != "text.trim")
    return f"CASE WHEN {column.cell} IS NULL THEN 0 WHEN {fine(table, column)} THEN {strict} ELSE {-2 * strict} END"


def _put_together(table: Table, row: int, cells: Sequence[str | None], width: int) -> None:
    values = pa.table({f"v{n}": pa.array([cell], pa.string()) for n, cell in enumerate(cells[:width])})
    table.connection.register("incoming", values)
    sets = ", ".join(f"c{n} = incoming.v{n}" for n in range(width))
    table.run(f"UPDATE raw SET {sets} FROM incoming WHERE raw.rowid = {row}")
    table.connection.unregister("incoming")


def _tell_shifted(table: Table, row: int, column: Column, value: str | None, fix: str | None, more: int) -> None:
    table.connection.execute(
        "INSERT INTO problems SELECT ?, ?, 'row.shifted', ?, ?, ?, json_object('count', ?::INTEGER)::VARCHAR",
        [row, column.place, LEVELS["wait"], value, fix, more],
    )


def _tell_long(table: Table, row: int, width: int, found: int) -> None:
    facts = row_fact("count", str(found), {"width": width})
    table.run(f"INSERT INTO problems SELECT {row}, NULL, 'row.long', {LEVELS['wait']}, NULL, NULL, {facts}")
