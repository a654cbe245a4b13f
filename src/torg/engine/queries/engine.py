"""The engine: questions to versions of tables, answered by DuckDB on serving copies."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from torg.engine.tables import Version, connect, cursor, json_members, quoted
from torg.foundation.problems import refuse
from torg.foundation.storage import Storage

from . import sql
from .counts import Counts
from .cursors import write_cursor
from .opened import Opened, Tables
from .query import Query
from .statements import count_statement, first_places_statement, nulls, places_statement

_BATCH = 20_480
LONGEST_SECONDS = 30


@dataclass(frozen=True)
class Page:
    """``items`` is a JSON array of objects. ``cursor`` is None on the last page. ``total`` counts all pages' rows."""

    items: bytes
    cursor: str | None
    total: int


class Engine:
    """Shared by all threads. Every call waits for its answer, so an event loop calls it from a thread."""

    def __init__(
        self,
        storage: Storage,
        cache_dir: Path,
        *,
        threads: int | None = None,
        memory: str = "512MB",
        seconds: int = LONGEST_SECONDS,
    ) -> None:
        self._seconds = seconds
        self._database = connect(threads=threads, memory=memory, spill=cache_dir)
        self._database.execute(f"SET GLOBAL max_execution_time = {seconds * 1000}")
        self._database.execute("SET GLOBAL late_materialization_max_rows = 10001")
        self._tables = Tables(self._database, storage, cache_dir)
        self._thread = threading.local()
        self._counts = Counts()

    def page(self, version: Version, query: Query) -> Page:
        return self.ready_page(version, query) or self._tables.using(version, lambda table: self._page(table, query))

    def ready_page(self, version: Version, query: Query) -> Page | None:
        """The page, where it is one short read away: no thread is needed to wait for it."""
        table = self._tables.ready(version)
        if table is None or table.rows is None or query.where is not None or query.order_by:
            return None
        start, stop, total = self._natural(version, query)
        items = table.rows.range(start, stop, _members(version, query))
        return Page(items, _next(version, query, stop - 1 if start < stop < total else None), total)

    def count(self, version: Version, query: Query) -> int:
        """How many rows fit the condition, on all pages."""
        known = self._counts.known(version, query)
        if known is None:
            known = self._tables.using(version, lambda table: self._counted(table, query))
            self._counts.remember(version, query, known)
        return known

    def run(self, version: Version, query: Query) -> pa.Table:
        """The rows as one Arrow table: for answers that are known to be small."""
        try:
            return self._tables.using(version, lambda table: self._reader(table, query).read_all())
        except (duckdb.InterruptException, pa.ArrowException, OSError) as error:
            raise self._slow(error) from None

    def stream(self, version: Version, query: Query) -> Iterator[pa.RecordBatch]:
        """The rows in Arrow batches, however many there are; where there are none, one batch that tells their types."""
        reader = self._tables.using(version, lambda table: self._reader(table, query))
        batch = None
        for batch in reader:
            yield batch
        if batch is None:
            yield pa.RecordBatch.from_pylist([], reader.schema)

    def close(self) -> None:
        self._tables.close()
        self._database.close()

    def _natural(self, version: Version, query: Query) -> tuple[int, int, int]:
        """First place, place behind the last, and count of all: of rows in their own order."""
        start = 0 if query.after is None else query.after + 1
        limit = version.rows if query.limit is None else query.limit
        return start, min(start + limit, version.rows), version.rows

    def _page(self, table: Opened, query: Query) -> Page:
        version = table.version
        if query.where is None and not query.order_by:
            start, stop, total = self._natural(version, query)
            places: Sequence[int] = range(start, stop)
            more = start < stop < total
        else:
            found = self._places(table, query)
            places, more = found[: query.limit], query.limit is not None and len(found) > query.limit
            whole = query.after is None and not more and query.limit
            total = len(found) if whole else self.count(version, query)
        return Page(
            self._items(table, query, places), _next(version, query, places[-1] if more and places else None), total
        )

    def _places(self, table: Opened, query: Query) -> list[int]:
        """Places of the page's rows and of one more, if there is one."""
        if query.limit == 0:
            return []
        if query.order_by and query.after is None and self._counts.known(table.version, query) is None:
            return self._places_and_count(table, query)
        last = self._last(table, query)
        statement = places_statement(
            table.source, table.place, query.where, len(query.values), query.order_by, nulls(last), query.limit is None
        )
        known = [value for value in last if value is not None]
        values = [*query.values, *known, *([] if query.limit is None else [query.limit + 1])]
        return [row[0] for row in self._ask(statement, values).fetchall()]

    def _places_and_count(self, table: Opened, query: Query) -> list[int]:
        """The first page of an order: finding and counting in one go costs a third less than one after the other."""
        limit = table.version.rows if query.limit is None else query.limit + 1
        statement = first_places_statement(table.source, table.place, query.where, len(query.values), query.order_by)
        found = self._ask(statement, [*query.values, limit]).fetchall()
        self._counts.remember(table.version, query, found[0][1] if found else 0)
        return [row[0] for row in found]

    def _last(self, table: Opened, query: Query) -> tuple[object, ...]:
        """The values the last row seen is ordered by, and its place."""
        if query.after is None:
            return ()
        names = [quoted(order.column) for order in query.order_by]
        statement = f"SELECT {', '.join([*names, table.place])} FROM {table.source} WHERE {table.place} = $1"
        last: tuple[object, ...] = self._ask(statement, [query.after]).fetchall()[0]
        return last

    def _items(self, table: Opened, query: Query, places: Sequence[int]) -> bytes:
        members = _members(table.version, query)
        if table.rows is not None:
            rows = table.rows
            return (
                rows.range(places.start, places.stop, members)
                if isinstance(places, range)
                else rows.pick(places, members)
            )
        if not places:
            return b"[]"
        columns = [column for column in table.version.columns if not query.select or column.name in query.select]
        columns.sort(key=lambda column: query.select.index(column.name) if query.select else 0)
        statement = f"SELECT {table.place}, {json_members(columns, ',')} FROM {table.source} WHERE "
        if isinstance(places, range):
            found = self._ask(f"{statement} {table.place} BETWEEN $1 AND $2", [places[0], places[-1]])
        else:
            found = self._ask(f"{statement} {table.place} IN (SELECT unnest($1::BIGINT[]))", [list(places)])
        texts = dict(found.fetchall())
        return ("[{" + "},{".join(texts[place] for place in places) + "}]").encode()

    def _counted(self, table: Opened, query: Query) -> int:
        found = self._ask(count_statement(table.source, query.where), query.values).fetchall()
        return int(found[0][0])

    def _reader(self, table: Opened, query: Query) -> pa.RecordBatchReader:
        names = query.select or [column.name for column in table.version.columns]
        last = self._last(table, query)
        conditions = [] if query.where is None else [sql.condition(query.where)]
        if last:
            conditions.append(sql.after(query.order_by, nulls(last), len(query.values) + 1, table.place))
        order = sql.ordering(query.order_by, table.place) if query.order_by else []
        statement = sql.select([quoted(each) for each in names], table.source, conditions, order)
        statement += "" if query.limit is None else f" LIMIT {query.limit:d}"
        statement += f" OFFSET {query.skip:d}" if query.skip else ""
        values = [*query.values, *(value for value in last if value is not None)]
        reader: pa.RecordBatchReader = cursor(self._database).sql(statement, params=values).to_arrow_reader(_BATCH)
        return reader

    def _ask(self, statement: str, values: Sequence[object] = ()) -> duckdb.DuckDBPyConnection:
        own = getattr(self._thread, "cursor", None)
        if own is None:
            own = self._thread.cursor = cursor(self._database)
        try:
            return own.execute(statement, values)
        except duckdb.InterruptException as error:
            raise self._slow(error) from None

    def _slow(self, error: Exception) -> Exception:
        """What to say where the time is over; Arrow has its own word for what DuckDB breaks off while it is read."""
        if isinstance(error, duckdb.InterruptException) or "INTERRUPT" in str(error).upper():
            return refuse("query.slow", seconds=self._seconds)
        return error


def _members(version: Version, query: Query) -> tuple[int, ...] | None:
    if not query.select:
        return None
    names = [column.name for column in version.columns]
    return tuple(names.index(each) for each in query.select)


def _next(version: Version, query: Query, last: int | None) -> str | None:
    return None if last is None else write_cursor(version, query, last)
