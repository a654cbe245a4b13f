"""Makes a home as an older version left it: its tables then, with the rows of a hub of today as far as they fit.

``python older_home.py STATE DONOR`` fills the empty home in TORG_HOME.
"""

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

# What was published to the world, by name: the last migration of each app. A released state is never changed.
RELEASED = {
    "publish and read (November 2026)": {
        ("people", "0002_kind_until_told"),
        ("datasets", "0001_initial"),
        ("jobs", "0001_initial"),
        ("intake", "0001_initial"),
    },
    "publish in the browser (27 November 2026)": {
        ("people", "0004_where_letters_lead"),
        ("datasets", "0003_follower"),
        ("search", "0001_missed_searches"),
        ("jobs", "0002_priorities_schedules_workers"),
        ("mail", "0001_letters"),
        ("intake", "0002_drafts_and_uploads"),
        ("sessions", "0001_initial"),
    },
}


def make(state: str, donor: Path) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "torg.site.settings")
    django.setup()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from torg.foundation.home import home

    home().make()
    MigrationExecutor(connection).migrate(sorted(RELEASED[state]))
    connection.close()
    copy_rows(donor / "catalogue.sqlite3", home().catalogue)
    for name in ("storage", "originals"):
        shutil.copytree(donor / name, home().folder / name, dirs_exist_ok=True)
    shutil.copy(donor / "secret", home().secret)


def copy_rows(source: Path, to: Path) -> None:
    """Columns that both have; what is new today did not exist then."""
    with closing(sqlite3.connect(to)) as old:
        old.execute("ATTACH ? AS donor", (str(source),))
        tables = [row[0] for row in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            if table.startswith(("sqlite_", "django_")):
                continue
            here, there = (_columns(old, place, table) for place in ("main", "donor"))
            names = ", ".join(f'"{name}"' for name in here if name in there)
            old.execute(f'INSERT INTO main."{table}" ({names}) SELECT {names} FROM donor."{table}"')
        old.commit()


def _columns(database: sqlite3.Connection, place: str, table: str) -> list[str]:
    return [row[1] for row in database.execute(f'PRAGMA {place}.table_info("{table}")')]


if __name__ == "__main__":
    make(sys.argv[1], Path(sys.argv[2]))
