"""The two databases a shelf may lie in, as far as the shelf needs them: statements with ``?`` in a transaction."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import psycopg

Row = Sequence[Any]
_MAKING = 7_202_611
WAIT = 20.0
"""Seconds that one waits for others to let go of the file."""


class Database(Protocol):
    def ask(self, statement: str, values: Sequence[object] = ()) -> list[Row]: ...

    def transaction(self) -> Any:
        """A context in which statements are one change; it is undone when an exception leaves the context."""
        ...

    def holds(self, index: str) -> bool:
        """Whether there is an index of this name: the last thing that is made."""
        ...

    def alone(self) -> None:
        """Wait, in a transaction, until nobody else makes a shelf here."""
        ...

    def close(self) -> None: ...


class SQLite:
    """One connection, one caller at a time: an answer takes about 20 microseconds, so nobody waits long."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = RLock()
        self._connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
        self._log_ahead()
        self._connection.execute("PRAGMA synchronous = FULL")

    def _log_ahead(self) -> None:
        """Only this statement does not wait by itself while others open the same new file."""
        end = time.monotonic() + WAIT
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.01)

    def ask(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        with self._lock:
            return self._connection.execute(statement, values).fetchall()

    def holds(self, index: str) -> bool:
        return bool(self.ask("SELECT 1 FROM sqlite_master WHERE name = ?", (index,)))

    def alone(self) -> None:
        """A transaction that began IMMEDIATE is alone."""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def close(self) -> None:
        with self._lock:
            self._connection.close()


class PostgreSQL:
    """One connection, opened again where the server has closed it."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = RLock()
        self._connection = self._open()

    def _open(self) -> "psycopg.Connection[tuple[Any, ...]]":
        import psycopg  # a hub without PostgreSQL starts faster without it

        return psycopg.connect(self._url, autocommit=True, connect_timeout=10)

    def ask(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        with self._lock:
            try:
                return self._ask(statement, values)
            except self._fault():
                if not self._connection.closed or self._in_transaction:
                    raise
                self._connection = self._open()
                return self._ask(statement, values)

    _in_transaction = False

    @staticmethod
    def _fault() -> "type[psycopg.OperationalError]":
        import psycopg

        return psycopg.OperationalError

    def holds(self, index: str) -> bool:
        return bool(self.ask("SELECT 1 FROM pg_class WHERE oid = to_regclass(?)", (index,)))

    def alone(self) -> None:
        self.ask("SELECT pg_advisory_xact_lock(?)", (_MAKING,))

    def _ask(self, statement: str, values: Sequence[object]) -> list[Row]:
        cursor = self._connection.execute(statement.replace("?", "%s").encode(), values)
        return [] if cursor.description is None else list(cursor.fetchall())

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._lock:
            self.ask("SELECT 1")  # a closed connection is noticed, and opened again, before the change begins
            self._in_transaction = True
            try:
                with self._connection.transaction():
                    yield
            finally:
                self._in_transaction = False

    def close(self) -> None:
        with self._lock:
            self._connection.close()
