"""The database as it was at one moment, under an alias of its own, while the hub goes on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connections, transaction

ALIAS = "frozen"


@contextmanager
def frozen(copy: Path) -> Iterator[str]:
    """The alias of a database that stands still. Of SQLite it is a copy, written to ``copy``."""
    facts = connections["default"].settings_dict
    if connections["default"].vendor == "sqlite":
        _copy(str(facts["NAME"]), copy)
        with _connected({**facts, "NAME": str(copy), "OPTIONS": {}}):
            yield ALIAS
    else:
        with _connected(dict(facts)), transaction.atomic(using=ALIAS):
            with connections[ALIAS].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield ALIAS


def _copy(source: str, to: Path) -> None:
    """By SQLite's own backup: a reader of the log of changes, so nobody has to stop writing meanwhile."""
    with closing(sqlite3.connect(source, timeout=20)) as live, closing(sqlite3.connect(to)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it


@contextmanager
def _connected(facts: dict[str, Any]) -> Iterator[None]:
    connections.settings[ALIAS] = facts
    try:
        yield
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.settings[ALIAS]
