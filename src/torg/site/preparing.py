"""What a home needs before anything runs: folders, a secret, tables of the newest form."""

import fcntl
import logging
import os
import secrets
from pathlib import Path

from torg.foundation.home import Home, home

log = logging.getLogger("torg.serve")


def prepare() -> None:
    """Set Django up on a home that is made or brought up to date first. Bears repeating."""
    home().make()
    with _lock_file().open("w") as file:  # one process at a time; the lock ends with the process that holds it
        fcntl.flock(file, fcntl.LOCK_EX)
        _make_ready()


def _make_ready() -> None:
    make_secret(home())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "torg.site.settings")
    import django

    django.setup()
    _migrate()


def prepare_apart() -> int:
    """The same in a child process, so that this one stays small; the web worker loads meanwhile. Returns its number.

    The child holds the lock from the start: who waits for it by ``wait_until_prepared`` cannot be too early.
    """
    home().make()
    with _lock_file().open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        child = os.fork()
        if child == 0:
            _prepare_and_exit()
    return child


def wait_until_prepared() -> None:
    with _lock_file().open() as file:
        fcntl.flock(file, fcntl.LOCK_SH)


def _prepare_and_exit() -> None:
    code = 1
    try:
        _make_ready()
        from torg.kit.jobs.actions import BACKGROUND, enqueue

        enqueue("intake.tidy", unique="start")
        enqueue("datasets.missing_charts", unique="start", priority=BACKGROUND)  # a newer program may draw others
        code = 0
    except Exception:
        log.exception("the home could not be prepared")
    finally:
        os._exit(code)


def make_secret(ready: Home) -> None:
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


def _lock_file() -> Path:
    return home().folder / ".preparing"
