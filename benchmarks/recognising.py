"""Recognising: the first 20 columns of every shipped example, with Swedish headings, among all specifications there are.

.venv/bin/python -m benchmarks.recognising [FOLDER OF FURTHER SCHEMAS]
"""

import csv
import json
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from torg.engine.specifications import Specification, library, load
from torg.engine.specifications.found import ColumnSample
from torg.engine.specifications.recognising import recognise
from torg.foundation.problems import Refusal

COLUMNS = 20


def main(folder: Path | None) -> None:
    shelf = library()
    shipped = list(shelf)
    all_of_them = [*shipped, *_further(folder)]
    taken, right = [], 0
    for one in shipped:
        place = shelf.folder(one.id, one.version)
        assert place is not None
        columns = _columns(one, place / "example.csv")
        start = time.perf_counter()
        found = recognise(columns, all_of_them)
        taken.append(1000 * (time.perf_counter() - start))
        right += found[0].specification == one.id
    said = {"first": taken[0], "median": statistics.median(taken[1:]), "most": max(taken[1:]), "right": right}
    print(json.dumps(said | {"files": len(shipped), "specifications": len(all_of_them)}))


def _further(folder: Path | None) -> Iterator[Specification]:
    for path in sorted(folder.glob("*/schema.json")) if folder else ():
        try:
            yield load(path)
        except Refusal as refusal:
            print(f"bench: {path.parent.name}: {refusal.problem.sentence()}", file=sys.stderr)


def _columns(one: Specification, example: Path) -> list[ColumnSample]:
    with example.open(encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file)
    labels = {field.name: field.labels.get("sv", field.name) for field in one.fields}
    found = []
    for index, heading in enumerate(headings[:COLUMNS]):
        cells = [row[index] for row in rows if row[index]]
        values = tuple(dict.fromkeys(cells))[:200]
        found.append(ColumnSample(index, labels.get(heading, heading), values, len(cells), len(values)))
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
