"""DuckDB as we use it everywhere: nothing installed or loaded, times in UTC, bounded."""

import os
from collections.abc import Sequence
from pathlib import Path

import duckdb

SETTINGS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "preserve_insertion_order": "true",
}


def connect(*, threads: int | None = None, memory: str = "1GB", spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A database of its own in memory. ``spill`` is a folder for what does not fit in ``memory``."""
    settings = {**SETTINGS, "threads": str(threads or os.cpu_count() or 1), "memory_limit": memory}
    connection = duckdb.connect(":memory:", config={**settings, "temp_directory": str(spill or "")})
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    return _quiet(connection)


def cursor(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A connection of its own to the same database, for one thread."""
    return _quiet(connection.cursor())


def _quiet(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """DuckDB draws a bar into whatever terminal or log it finds. It can only be told connection by connection."""
    connection.execute("SET enable_progress_bar = false")
    return connection


def quoted(identifier: str) -> str:
    """An identifier, quoted."""
    return '"' + identifier.replace('"', '""') + '"'


def text(value: str | Path) -> str:
    """A value as an SQL text, for statements that take no parameters."""
    return "'" + str(value).replace("'", "''") + "'"


def scan(files: Sequence[Path]) -> str:
    """The rows of Parquet parts, one after the other, in order."""
    return f"read_parquet([{', '.join(text(file) for file in files)}])"


def scan_with_places(files: Sequence[tuple[Path, int]], columns: Sequence[str]) -> str:
    """The same rows with ``_place``, which counts them from 0 through all parts; each file comes with its row count."""
    listed = ", ".join(quoted(column) for column in columns)
    first, scans = 0, []
    for file, rows in files:
        scans.append(
            f"SELECT file_row_number + {first} AS _place, {listed} "
            f"FROM read_parquet({text(file)}, file_row_number = true)"
        )
        first += rows
    return f"({' UNION ALL '.join(scans)})"
