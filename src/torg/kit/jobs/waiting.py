"""Whether a worker has anything to do, asked without Django: the watching process stays small."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_QUESTION = """
    SELECT EXISTS (SELECT 1 FROM jobs_announcement)
        OR EXISTS (SELECT 1 FROM jobs_schedule WHERE due <= {now})
        OR EXISTS (SELECT 1 FROM jobs_job WHERE state = 'queued' AND due <= {now})
        OR EXISTS (SELECT 1 FROM jobs_job WHERE state = 'running' AND leased_until < {now})
"""


_BUSY = "SELECT count(*) FROM jobs_job WHERE state = 'running' AND leased_until >= {now}"


class Waiting:
    """Asks the same questions again and again over one connection."""

    def __init__(self, database: str | Path) -> None:
        address = str(database)
        self._postgresql = address.startswith("postgres")
        self._connection = _postgresql(address) if self._postgresql else _sqlite(address)

    def __call__(self) -> bool:
        return bool(self._ask(_QUESTION))

    def busy(self) -> int:
        """How many jobs are being run at the moment, by whatever worker."""
        return int(self._ask(_BUSY))

    def _ask(self, question: str) -> Any:
        if self._postgresql:
            return self._connection.execute(question.format(now="now()")).fetchone()[0]
        now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")  # as Django writes moments into SQLite
        values = (now,) * question.count("{now}")
        return self._connection.execute(question.format(now="?"), values).fetchone()[0]

    def close(self) -> None:
        self._connection.close()


def _sqlite(path: str) -> Any:
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5, check_same_thread=False)


def _postgresql(address: str) -> Any:
    import psycopg  # only where PostgreSQL is used: it costs 10 MB

    return psycopg.connect(address, autocommit=True)
