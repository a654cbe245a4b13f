"""DuckDB as we use it everywhere: nothing installed or loaded, times in UTC, bounded."""

import os
import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb

_SPILL = ".spill-"
SETTINGS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "preserve_insertion_order": "true",
}


def connect(*, threads: int | None = None, memory: str = "1GB", spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A database of its own in memory. ``spill`` is a folder for what does not fit in ``memory``.

    Each database spills into a folder of its own below it: two in one folder overwrite each other's files.
    """
    settings = {**SETTINGS, "threads": str(threads or os.cpu_count() or 1), "memory_limit": memory}
    connection = duckdb.connect(":memory:", config={**settings, "temp_directory": _own_folder(spill) if spill else ""})
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    return _quiet(connection)


def _own_folder(spill: Path) -> str:
    for left_over in spill.glob(f"{_SPILL}*"):
        if not _runs(int(left_over.name.split("-")[1])):
            shutil.rmtree(left_over, ignore_errors=True)
    return str(spill / f"{_SPILL}{os.getpid()}-{secrets.token_hex(4)}")


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


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
