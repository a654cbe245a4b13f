"""Cells of each column: one scan counts what does not conform, and only where something does not is it looked into."""

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from .lists import Spellings, is_listed, keep_words
from .patterns import limited
from .shape import Judged, Mend, Shape
from .sql import literal, matches, plain_facts
from .table import LEVELS, Column, Table
from .words import trimmed

CHUNK = 20_000
WIDTH = 150
"""Columns of one scan: plans of a thousand columns take long to make."""


def check_cells(table: Table) -> None:
    for column in table.columns:
        keep_words(table, column)
    for column, empty, odd in _counted(table):
        table.empty[column.place] = empty
        judge = table.shapes[column.place].judge
        if judge is not None:
            _judge_in_python(table, column, judge)
        elif odd:
            _look_into(table, column)


def _counted(table: Table) -> list[tuple[Column, int, int]]:
    found: list[tuple[Column, int, int]] = []
    if not table.columns:
        table.rows = table.fetch("SELECT count(*) FROM cells")[0][0]
    columns = list(table.columns)
    while batch := columns[:WIDTH]:
        del columns[:WIDTH]
        counts = ", ".join(
            f"count({column.cell}), count(*) FILTER (WHERE NOT {fine(table, column)})" for column in batch
        )
        rows, *numbers = table.fetch(f"SELECT count(*), {counts} FROM cells")[0]
        table.rows = rows
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        found += [(column, rows - filled, odd) for column, (filled, odd) in zip(batch, pairs, strict=True)]
    return found


def fine(table: Table, column: Column) -> str:
    """SQL, never NULL: the cell is empty or as it should be."""
    x, shape = column.cell, table.shapes[column.place]
    breaks = "".join(f" AND NOT coalesce({limit.breaks(x)}, false)" for limit in table.limits[column.place])
    return f"({x} IS NULL OR (coalesce({shape.conforms(x)}, false){breaks}))"


def _look_into(table: Table, column: Column) -> None:
    """``odd``: the different texts that do not conform. ``judged``: what becomes of each, and by which mend."""
    shape = table.shapes[column.place]
    table.run(
        f"CREATE OR REPLACE TEMP TABLE odd AS SELECT DISTINCT {column.cell} AS x FROM cells "
        f"WHERE NOT {fine(table, column)}"
    )
    mends = tuple(shape.mends(lambda pattern: _proven(table, pattern)))
    table.run(f"CREATE OR REPLACE TEMP TABLE judged AS {_judging(shape, mends)}")
    table.run("CREATE OR REPLACE TEMP TABLE told (x VARCHAR, code VARCHAR, level TINYINT, fix VARCHAR, facts VARCHAR)")
    spellings = Spellings.of(table, column) if is_listed(column) and shape.listed else None
    if spellings:
        spellings.settle(table)
    for number, mend in enumerate((Mend("text.trim", trimmed), *mends), start=1):
        _tell(table, f"n = {number}", mend.code, LEVELS[mend.level], "s", _facts(mend))
    if not spellings:
        _tell(table, "n IS NULL", shape.code, LEVELS["wait"], "NULL", plain_facts(shape.facts))
    for limit in table.limits[column.place]:
        condition = f"s IS NOT NULL AND coalesce({limit.breaks('s')}, false)"
        _tell(table, condition, limit.code, LEVELS["wait"], "NULL", plain_facts(limit.facts))
    _write(table, column, "judged")


def _facts(mend: Mend) -> str:
    return mend.telling("t") if mend.telling else plain_facts(mend.facts)


def _proven(table: Table, pattern: str) -> bool:
    return bool(table.fetch(f"SELECT count(*) > 0 FROM odd WHERE {matches(trimmed('x'), pattern)}")[0][0])


def _judging(shape: Shape, mends: Sequence[Mend]) -> str:
    """n: 0 where only a limit is broken, 1 for blanks around, then the mends in order, NULL where nothing helps."""
    proposals = "".join(f", {mend.text('t')} AS m{number}" for number, mend in enumerate(mends, start=2))
    tries = "".join(
        f" WHEN m{number} IS NOT NULL AND coalesce({shape.conforms(f'm{number}')}, false) THEN {number}"
        for number, _ in enumerate(mends, start=2)
    )
    which = (
        f"CASE WHEN coalesce({shape.conforms('x')}, false) THEN 0 "
        f"WHEN t <> x AND coalesce({shape.conforms('t')}, false) THEN 1{tries} END"
    )
    texts = "".join(f" WHEN {number} THEN m{number}" for number, _ in enumerate(mends, start=2))
    return (
        f"SELECT x, t, n, CASE n WHEN 0 THEN x WHEN 1 THEN t{texts} END AS s FROM (SELECT *, {which} AS n FROM "
        f"(SELECT *{proposals} FROM (SELECT x, {trimmed('x')} AS t FROM odd)))"
    )


def _tell(table: Table, condition: str, code: str, level: int, fix: str, facts: str) -> None:
    table.run(f"INSERT INTO told SELECT x, {literal(code)}, {level}, {fix}, {facts} FROM judged WHERE {condition}")


def _write(table: Table, column: Column, judged: str) -> None:
    place = column.place
    table.run(f"CREATE TEMP TABLE mended{place} AS SELECT x, s FROM {judged} WHERE s IS DISTINCT FROM x")
    table.mended.add(place)
    table.run(
        f"INSERT INTO problems SELECT r, {place}, code, level, left(x, 1000), fix, facts "
        f"FROM cells JOIN told ON {column.cell} = told.x"
    )


def _judge_in_python(table: Table, column: Column, judge: Callable[[str], Judged]) -> None:
    if _judged(table, column, f"SELECT DISTINCT {column.cell} FROM cells WHERE {column.cell} IS NOT NULL", judge):
        table.run("CREATE OR REPLACE TEMP TABLE judged AS SELECT x, fix AS s FROM told")
        _write(table, column, "judged")


def tell_judged(table: Table, column: Column, judge: Callable[[str], Judged]) -> None:
    """For named checks: what Python says of the different texts of a column, as they are after mending."""
    rows = table.settled([column])
    texts = f"SELECT DISTINCT {column.settled} FROM {rows} WHERE {column.settled} IS NOT NULL"
    if _judged(table, column, texts, judge):
        table.run(
            f"INSERT INTO problems SELECT r, {column.place}, code, level, left({column.cell}, 1000), fix, facts "
            f"FROM {rows} JOIN told ON {column.settled} = told.x"
        )


def _judged(table: Table, column: Column, texts: str, judge: Callable[[str], Judged]) -> bool:
    """Only the different texts, some at a time, within a limit of time. Whether anything is left in ``told``."""
    found: list[tuple[str, Judged]] = []
    with limited(column.heading):
        for text in _texts(table, texts):
            told = judge(text)
            if not told.fine:
                found.append((text, told))
    if found:
        _keep_told(table, found)
    return bool(found)


def _texts(table: Table, texts: str) -> Iterator[str]:
    found = table.connection.execute(texts)  # a cursor of its own would not see the temporary tables
    while records := found.fetchmany(CHUNK):
        yield from (text for (text,) in records)


def _keep_told(table: Table, found: Sequence[tuple[str, Judged]]) -> None:
    told = iter(found)
    table.run("CREATE OR REPLACE TEMP TABLE told (x VARCHAR, code VARCHAR, level TINYINT, fix VARCHAR, facts VARCHAR)")
    while part := list(islice(told, CHUNK)):
        table.keep(
            "part",
            x=[text for text, _ in part],
            code=[one.code for _, one in part],
            level=[str(LEVELS[one.level]) for _, one in part],
            fix=[one.fix for _, one in part],
            facts=[json.dumps(dict(one.facts), ensure_ascii=False) if one.facts else None for _, one in part],
        )
        table.run("INSERT INTO told SELECT x, code, level::TINYINT, fix, facts FROM part")
