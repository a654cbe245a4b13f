"""DuckDB itself, in this process: the floor every figure is compared with."""

import os
import statistics
import sys
import threading
import time
from pathlib import Path

import duckdb

from .systems import filters, selections

OPTIONS = "delim=',', header=true"
ORDINARY = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


def csv_to_parquet(data: Path, out: Path, options: str = OPTIONS) -> None:
    """Raw DuckDB with its own guesses: what Torg's whole understanding is compared with."""
    with duckdb.connect(config=ORDINARY) as engine:
        engine.execute(f"COPY (FROM read_csv('{data}', {options})) TO '{out}' (FORMAT parquet, COMPRESSION zstd)")


def parquet_to_csv(source: Path, out: Path) -> None:
    with duckdb.connect(config=ORDINARY) as engine:
        engine.execute(f"COPY (FROM read_parquet('{source}') ORDER BY id) TO '{out}' (FORMAT csv, HEADER)")


class Native:
    """The same rows in a native table, asked by threads of this process."""

    def __init__(self, source: Path) -> None:
        self.engine = duckdb.connect(config=ORDINARY | {"threads": str(os.cpu_count() or 1)})
        self.engine.execute(f"CREATE TABLE places AS FROM read_parquet('{source}')")

    def questions(self) -> dict[str, list[tuple[str, list[object]]]]:
        return {
            "page": [(f"SELECT {', '.join(columns)} FROM places LIMIT 100", []) for columns in selections()],
            "filter_sort": [
                (
                    "SELECT * FROM places WHERE municipality_code = ? AND capacity >= ? ORDER BY updated DESC LIMIT 100",
                    [code, least],
                )
                for code, least in filters()
            ],
            "count": [("SELECT count(*) FROM places WHERE capacity > ?", [1200 * k / 1500]) for k in range(1500)],
        }

    def p50_ms(self, kind: str, threads: int, seconds: float) -> float:
        """The median answer time with as many callers at once."""
        taken: list[float] = []
        questions = self.questions()[kind]
        callers = [
            threading.Thread(target=self._ask, args=(questions[n::threads], seconds, taken)) for n in range(threads)
        ]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
        return statistics.median(taken) * 1000

    def _ask(self, questions: list[tuple[str, list[object]]], seconds: float, taken: list[float]) -> None:
        cursor, end, at = self.engine.cursor(), time.perf_counter() + seconds, 0
        while time.perf_counter() < end:
            sql, values = questions[at % len(questions)]
            start = time.perf_counter()
            cursor.execute(sql, values).fetchall()
            taken.append(time.perf_counter() - start)
            at += 1


if __name__ == "__main__":
    csv_to_parquet(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
