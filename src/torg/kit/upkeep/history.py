"""Which form the tables of a backup have: of this version, of an older one, of one that is not known here yet."""

from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader

from torg.foundation.problems import refuse

Names = set[tuple[str, str]]


def names_in(header: dict[str, Any]) -> Names:
    return {(str(app), str(name)) for app, name in header.get("migrations", [])}


def check_known(applied: Names, *, file: str, version: str) -> None:
    """Raises Refusal for tables of a newer version: going back is nothing that can be guessed."""
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations) | {old for one in loader.disk_migrations.values() for old in one.replaces}
    if not applied or applied - known:
        raise refuse("backup.newer", file=file, value=version)


def check_empty() -> None:
    """Raises Refusal where the database has tables already: rows of two hubs in one would be neither."""
    if connection.introspection.table_names():
        raise refuse("restore.database_not_empty")


def make_tables(applied: Names) -> None:
    """Tables in the form they had when these migrations had been applied, in a database that has none."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    known = sorted(applied & graph.nodes.keys())
    executor.migrate([name for name in known if not applied & _followers(graph, name)])


def _followers(graph: MigrationGraph, name: tuple[str, str]) -> Names:
    """The next migrations of the same app."""
    return {child.key for child in graph.node_map[name].children if child.key[0] == name[0]}


def missing() -> list[str]:
    """Migrations that this version has and the database has not."""
    executor = MigrationExecutor(connection)
    return [str(one) for one, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def unknown() -> list[str]:
    """Migrations that the database has had from a newer version."""
    loader = MigrationLoader(connection)
    ours = {app for app, _ in loader.disk_migrations}
    return [f"{app}.{name}" for app, name in loader.applied_migrations if app in ours
            and (app, name) not in loader.disk_migrations]  # fmt: skip
