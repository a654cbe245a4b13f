"""A process that loads the places and checks them by their schema, three times; it says how long each part took.

.venv/bin/python -m benchmarks.checks_alone FILE SCHEMA
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from torg.engine.specifications import load
from torg.engine.specifications.checking import pipeline
from torg.engine.specifications.checking.question import Question
from torg.engine.understanding import opened

from .handwritten import Handwritten

TIMES = 3
THREADS = 2
"""As many as Torg gives a check."""


class Clock:
    """Stands in the place of ``opened``: the checks begin when the table is loaded, and end when it is let go."""

    def __init__(self) -> None:
        self.loading: list[float] = []
        self.checking: list[float] = []

    @contextmanager
    def opened(self, *said: Any, **more: Any) -> Iterator[Any]:
        start = time.perf_counter()
        with opened(*said, **more) as frame:
            loaded = time.perf_counter()
            yield frame
            self.checking.append(time.perf_counter() - loaded)
            self.loading.append(loaded - start)


def main(data: Path, schema: Path) -> None:
    clock, specification = Clock(), load(schema)
    pipeline.opened = clock.opened  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory() as folder:
        found = [
            pipeline.check(Question(data, data.name, specification, into=Path(folder))).problem_count
            for _ in range(TIMES)
        ]
    floor = Handwritten(data, schema, THREADS)
    asked, also = _timed(floor, False, found), _timed(floor, True, found)
    said = {"loading": clock.loading, "checking": clock.checking, "handwritten": asked, "handwritten_also": also}
    print(json.dumps({"problems": found} | {name: statistics.median(times) for name, times in said.items()}))


def _timed(floor: Handwritten, also: bool, found: list[int]) -> list[float]:
    taken = []
    for _ in range(TIMES):
        start = time.perf_counter()
        found.append(floor.check(also))
        taken.append(time.perf_counter() - start)
    return taken


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
