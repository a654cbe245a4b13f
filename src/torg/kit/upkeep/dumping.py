"""Rows of a PostgreSQL database as text, table by table, and back: by COPY, so that no other program is needed."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connections, transaction
from psycopg import sql

MIGRATIONS = "django_migrations"
"""Not among the rows: making the tables writes them."""


def columns(alias: str) -> dict[str, list[str]]:
    """Every table of ours with its columns, in the order in which they are written."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        names = sorted(set(connection.introspection.django_table_names(only_existing=True)) - {MIGRATIONS})
        return {
            name: [column.name for column in connection.introspection.get_table_description(cursor, name)]
            for name in names
        }


def rows(alias: str, table: str, names: list[str]) -> Iterator[bytes]:
    with connections[alias].cursor() as cursor, cursor.copy(_copy(table, names, "TO STDOUT")) as copying:
        for piece in copying:
            yield bytes(piece)


def load(tables: Iterable[tuple[str, list[str], Iterable[bytes]]], alias: str = "default") -> None:
    """All tables in one transaction; whatever making them has put in goes first. Foreign keys are looked at last."""
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        for table in columns(alias):
            cursor.execute(sql.SQL("TRUNCATE {} CASCADE").format(sql.Identifier(table)))
        for table, names, pieces in tables:
            with cursor.copy(_copy(table, names, "FROM STDIN")) as copying:
                for piece in pieces:
                    copying.write(piece)
            _move_sequence(cursor, table, names)


def _move_sequence(cursor: Any, table: str, names: list[str]) -> None:
    """Numbers given out from now on are higher than those that are there."""
    for name in names:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", (f'"{table}"', name))
        sequence = cursor.fetchone()[0]
        if sequence is not None:
            highest = sql.SQL("SELECT setval(%s, coalesce(max({}), 0) + 1, false) FROM {}")
            cursor.execute(highest.format(sql.Identifier(name), sql.Identifier(table)), (sequence,))


def _copy(table: str, names: list[str], direction: str) -> sql.Composed:
    listed = sql.SQL(", ").join(map(sql.Identifier, names))
    return sql.SQL("COPY {} ({}) " + direction).format(sql.Identifier(table), listed)
