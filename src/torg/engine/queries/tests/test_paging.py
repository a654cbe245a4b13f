"""Paging through a table gives every row exactly once, in order, whatever the order, from Parquet and from copies."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lakes import NAMES, lakes, rows
from torg.engine.queries import Engine, Query, opened, parse_query
from torg.engine.tables import Version
from torg.foundation.problems import Refusal
from torg.foundation.storage import open_storage

COUNT = 97
SORTABLE = [name for name in NAMES if name != "place"]
Place = tuple[Engine, Version]


@pytest.fixture(scope="module", params=["parquet", "copy", "row file"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("paging")
    storage = open_storage(str(folder / "storage"))
    version = lakes(storage, folder, COUNT, parts=3)
    with pytest.MonkeyPatch.context() as patch:
        if request.param != "row file":
            patch.setattr(opened.Tables, "_build", lambda *_: None)
        if request.param == "parquet":
            patch.setattr(opened, "SMALL_ROWS", 0)
        engine = Engine(storage, folder / "cache", threads=2)
        engine.page(version, Query(limit=1))
        engine._tables._builder.submit(int).result()
        table = engine._tables.ready(version)
        assert table is not None
        assert (table.place == "rowid", table.rows is not None) == {
            "parquet": (False, False),
            "copy": (True, False),
            "row file": (True, True),
        }[request.param]
        yield engine, version
        engine.close()


def walk(place: Place, limit: int, **asked: Any) -> list[dict[str, Any]]:
    engine, version = place
    found: list[dict[str, Any]] = []
    cursor, totals = None, set()
    while True:
        query = parse_query(version, limit=limit, cursor=cursor, **asked)
        assert isinstance(query, Query), query
        page = engine.page(version, query)
        items = orjson.loads(page.items)
        found += items
        totals.add(page.total)
        cursor = page.cursor
        if cursor is None:
            assert totals == {len(found)}
            return found
        assert len(items) == limit


orders = st.lists(st.tuples(st.sampled_from(SORTABLE), st.booleans()), max_size=3, unique_by=lambda order: order[0])


@given(orders=orders, limit=st.integers(1, 120), where=st.sampled_from([None, "capacity > 2", "name IS NULL OR open"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_comes_exactly_once_and_in_order(
    place: Place, orders: list[tuple[str, bool]], limit: int, where: str | None
) -> None:
    order_by = ",".join(f"{'-' if down else ''}{name}" for name, down in orders)
    found = [item["code"] for item in walk(place, limit, order_by=order_by, where=where, select="code")]
    lakes = [dict(zip(NAMES, row, strict=True)) for row in rows(COUNT)]
    if where == "capacity > 2":
        lakes = [lake for lake in lakes if (lake["capacity"] or 0) > 2]
    if where == "name IS NULL OR open":
        lakes = [lake for lake in lakes if lake["name"] is None or lake["open"]]
    for name, down in reversed(orders):
        there = [lake for lake in lakes if lake[name] is not None]
        there.sort(key=lambda lake: key(lake[name]), reverse=down)
        lakes = there + [lake for lake in lakes if lake[name] is None]
    assert found == [lake["code"] for lake in lakes]


def key(value: Any) -> Any:
    return value.encode() if isinstance(value, str) else value


def test_json_gives_every_cell_exactly(place: Place) -> None:
    engine, version = place
    query = parse_query(version, limit=None)
    assert isinstance(query, Query)
    text = engine.page(version, query).items
    found = json.loads(text, parse_float=Decimal)
    assert [tuple(item) for item in found] == [NAMES] * COUNT
    for item, row in zip(found, rows(COUNT), strict=True):
        assert [item[name] for name in NAMES] == [as_json(value) for value in row]


def as_json(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"type": "Point", "coordinates": [Decimal(repr(n)) for n in shapely.from_wkb(value).coords[0]]}
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, Decimal) and value == value.to_integral_value() and value.as_tuple().exponent == 0:
        return int(value)
    if isinstance(value, datetime):
        text = value.astimezone(UTC).replace(tzinfo=None).isoformat() if value.tzinfo else value.isoformat()
        return (text.rstrip("0") if "." in text else text) + ("Z" if value.tzinfo else "")
    if isinstance(value, time):
        return value.isoformat().rstrip("0") if value.microsecond else value.isoformat()
    return value.isoformat() if isinstance(value, date) else value


def test_a_cursor_belongs_to_its_condition_order_and_version(place: Place, tmp_path: Path) -> None:
    engine, version = place
    first = parse_query(version, where="capacity > 2", order_by="name", limit=2)
    assert isinstance(first, Query)
    cursor = engine.page(version, first).cursor
    assert isinstance(parse_query(version, where="capacity > 2", order_by="name", limit=5, cursor=cursor), Query)
    for other in ({"where": "capacity > 3", "order_by": "name"}, {"where": "capacity > 2"}, {"order_by": "name"}):
        found = parse_query(version, cursor=cursor, **other)
        assert isinstance(found, list)
        assert found[0].code == "query.cursor"
    newer = Version(version.table, 2, version.created, version.columns, version.parts)
    assert isinstance(parse_query(newer, where="capacity > 2", order_by="name", cursor=cursor), list)


def test_no_rows_are_an_answer_too(place: Place) -> None:
    engine, version = place
    for asked, total in (({"limit": 0}, COUNT), ({"where": "FALSE"}, 0), ({"limit": 0, "where": "code < '0010'"}, 10)):
        query = parse_query(version, **asked)
        assert isinstance(query, Query)
        page = engine.page(version, query)
        assert (page.items, page.cursor, page.total) == (b"[]", None, total)


def test_streams_and_tables_hold_the_same_rows_as_pages(place: Place) -> None:
    engine, version = place
    query = parse_query(version, select="code,place", where="capacity > 2", order_by="-depth", limit=None)
    assert isinstance(query, Query)
    streamed = [row for batch in engine.stream(version, query) for row in batch.to_pylist()]
    assert [row["code"] for row in streamed] == [
        item["code"] for item in walk(place, 7, where="capacity > 2", order_by="-depth")
    ]
    assert engine.run(version, query).to_pylist() == streamed
    assert engine.count(version, query) == len(streamed) > 10


def test_an_empty_stream_still_tells_its_types(place: Place) -> None:
    engine, version = place
    query = parse_query(version, select="depth", where="FALSE", limit=None)
    assert isinstance(query, Query)
    batches = list(engine.stream(version, query))
    assert [(batch.num_rows, str(batch.schema.field("depth").type)) for batch in batches] == [(0, "decimal128(9, 3)")]


def test_a_table_without_rows_has_an_empty_page(tmp_path: Path) -> None:
    storage = open_storage(str(tmp_path / "storage"))
    version = lakes(storage, tmp_path, 0, parts=1)
    engine = Engine(storage, tmp_path / "cache")
    assert engine.page(version, Query(limit=100)).items == b"[]"
    engine._tables._builder.submit(int).result()
    assert engine.page(version, Query(limit=100)).items == b"[]"
    engine.close()


@pytest.mark.parametrize("asked", [{}, {"order_by": "-capacity"}, {"where": "capacity > 2", "order_by": "code"}])
def test_rows_passed_over_are_those_of_the_pages_before(place: Place, asked: dict[str, str]) -> None:
    engine, version = place
    query = parse_query(version, limit=None, **asked)  # type: ignore[arg-type]
    assert isinstance(query, Query)
    everything = engine.run(version, replace(query, select=("code",))).column("code").to_pylist()
    paged = []
    for skip in range(0, len(everything) + 10, 10):
        page = engine.run(version, replace(query, select=("code",), limit=10, skip=skip))
        paged += page.column("code").to_pylist()
    assert paged == everything


def test_an_answer_that_takes_too_long_is_refused_in_words(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, version = place
    engine._database.execute("SET GLOBAL max_execution_time = 1")
    endless = "(SELECT a.range AS code FROM range(1000000) a, range(1000000) b) AS endless"
    slow = f"SELECT sum(code) FROM {endless}"
    monkeypatch.setattr(Engine, "_reader", lambda *_: engine._database.cursor().sql(slow).to_arrow_reader(9))
    with pytest.raises(Refusal) as refused:
        engine.run(version, Query())
    assert refused.value.problem.code == "query.slow"
    engine._database.execute("SET GLOBAL max_execution_time = 30000")
