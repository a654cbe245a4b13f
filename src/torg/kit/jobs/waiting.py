"""Whether a worker has anything to do, asked without Django: the watching process stays small."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

_QUESTION = """
    SELECT EXISTS (SELECT 1 FROM jobs_announcement)
        OR EXISTS (SELECT 1 FROM jobs_job WHERE state = 'queued' AND due <= {now})
        OR EXISTS (SELECT 1 FROM jobs_job WHERE state = 'running' AND leased_until < {now})
"""


class Waiting:
    """Asks the same question again and again over one connection."""

    def __init__(self, database: str | Path) -> None:
        self._database = str(database)
        self._ask = self._postgresql() if self._database.startswith("postgres") else self._sqlite()

    def __call__(self) -> bool:
        return self._ask()

    def _sqlite(self):
        connection = sqlite3.connect(f"file:{self._database}?mode=ro", uri=True, timeout=5, check_same_thread=False)
        question = _QUESTION.format(now="?")

        def ask() -> bool:
            now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
            return bool(connection.execute(question, (now, now)).fetchone()[0])

        return ask

    def _postgresql(self):
        import psycopg  # only where PostgreSQL is used: it costs 10 MB

        connection = psycopg.connect(self._database, autocommit=True)
        question = _QUESTION.format(now="now()")
        return lambda: bool(connection.execute(question).fetchone()[0])
