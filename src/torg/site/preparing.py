"""What a home needs before anything runs: folders, a secret, tables of the newest form."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from torg.foundation.home import Home, home


def prepare() -> None:
    """Set Django up on a home that is made or brought up to date first. Bears repeating."""
    ready = home()
    ready.make()
    with _alone(ready):
        _make_secret(ready)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "torg.site.settings")
        import django

        django.setup()
        _migrate()


def prepare_apart() -> None:
    """The same in a child process, so that this one stays small. Raises SystemExit if the child did not succeed."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            prepare()
            _tidy()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if status:
        raise SystemExit(1)


def _tidy() -> None:
    from torg.kit.jobs.actions import enqueue

    enqueue("intake.tidy", unique="start")


def _make_secret(ready: Home) -> None:
    if not ready.secret.is_file():
        file = os.open(ready.secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "w") as opened:
            opened.write(secrets.token_urlsafe(50))


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


@contextmanager
def _alone(ready: Home) -> Iterator[None]:
    """One process at a time; the lock ends with the process that holds it."""
    with (ready.folder / ".preparing").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
