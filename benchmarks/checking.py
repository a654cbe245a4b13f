"""Checking by a specification: whole files against other programs, the checks alone, memory, recognising."""

import json
import subprocess
import sys
import time
from pathlib import Path

import duckdb

from .machine import LAB, ROOT, Peak, calm, median_seconds

TORG = Path(sys.executable).with_name("torg")
PEERS = {
    "frictionless 5.21": ("frictionless", LAB / "peers", 12),
    "validata-core 0.9, the first 100,000 rows": ("validata", LAB / "validata", 3),
    "pandera on Polars": ("pandera", LAB / "peers", ""),
}
CRASHED = "it crashed"


def check(report: object, data: Path, further: Path) -> None:
    """``further`` is a folder of other people's schemas, to recognise among many."""
    schema = data.with_name("places.schema.json")
    damaged = data.with_name(f"{data.stem}_dirty.csv")
    planted = sum(json.loads(damaged.with_suffix(".json").read_text()).values())
    rows, alone = [], []
    for file, problems in ((data, 0), (damaged, planted)):
        rows += _whole(file, schema, problems)
        alone += _alone(
            file, schema, problems, next(row[2] for row in rows if row[:2] == [file.name, "frictionless 5.21"])
        )
    heads = ["file", "program", "seconds", "problems", "Torg is", "bar"]
    report.table("Checking a file, as a command", heads, rows)  # type: ignore[attr-defined]
    heads = ["file", "program", "seconds", "Torg takes", "bar"]
    report.table("The checks alone, on the loaded table", heads, alone)  # type: ignore[attr-defined]
    report.table("A problem in every row", ["what", "measured", "bar"], _memory(data, schema))  # type: ignore[attr-defined]
    report.table("Recognising a list of 20 columns", ["what", "measured", "bar"], _recognising(further))  # type: ignore[attr-defined]


def _whole(file: Path, schema: Path, planted: int) -> list[list[object]]:
    found: list[dict] = []
    ours = median_seconds(lambda: found.append(_torg(file, schema)))
    _demand(file, {one["problem_count"] for one in found}, {planted})
    rows: list[list[object]] = [[file.name, "torg check --json", ours, planted, "", ""]]
    for name, (way, lab, bar) in PEERS.items():
        calm()
        start = time.perf_counter()
        said = _peer(way, lab, file, schema)
        theirs = time.perf_counter() - start
        times, bar = ("", "") if said == CRASHED else (f"{theirs / ours:.1f} times as fast", bar)
        rows.append([file.name, name, theirs, said, times, bar])
    return rows


def _torg(file: Path, schema: Path) -> dict:
    """1 is the code where rows have to wait."""
    done = subprocess.run([TORG, "check", file, "--spec", schema, "--json"], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"bench: torg check {file.name} ended with {done.returncode}: {done.stdout[:300]}{done.stderr[-300:]}")
    return json.loads(done.stdout)


def _peer(way: str, lab: Path, file: Path, schema: Path) -> str:
    program = lab / "bin" / "python"
    if not program.exists():
        sys.exit(f"bench: there is no environment for {way} at {lab}. make bench makes it.")
    command = [program, ROOT / "benchmarks" / "peer_checks.py", way, file, schema]
    done = subprocess.run(command, capture_output=True, text=True)
    if "ModuleNotFoundError" in done.stderr:
        sys.exit(f"bench: {way} is missing at {lab}. make bench installs it.")
    return CRASHED if done.returncode else done.stdout.split()[-1]


def _alone(file: Path, schema: Path, planted: int, theirs: object) -> list[list[object]]:
    calm()
    command = [sys.executable, "-m", "benchmarks.checks_alone", file, schema]
    said = json.loads(subprocess.check_output(list(map(str, command)), cwd=ROOT))
    _demand(file, set(said["problems"]), {planted})
    calm()
    start = time.perf_counter()
    _peer("reading", LAB / "peers", file, schema)
    checks = float(str(theirs)) - (time.perf_counter() - start)
    ours, name = said["checking"], file.name
    floors = {
        "DuckDB, SQL by hand for the schema's rules": said["handwritten"],
        "the same, and the blanks and misread letters that Torg looks for in every text": said["handwritten_also"],
    }
    return [
        [name, f"Torg: matching, checks, list of problems (loading before: {said['loading']:.2f} s)", ours, "", ""],
        *([name, what, floor, f"{ours / floor:.2f} times as long", "at most 3"] for what, floor in floors.items()),
        [name, "frictionless, less its reading of the cells", checks, f"1 in {checks / ours:.0f}", "1 in 50"],
    ]


def _memory(data: Path, schema: Path) -> list[list[object]]:
    """A text that no other row has stands for a number, so each problem is of its own value."""
    file = data.with_name(f"{data.stem}_each.csv")
    if not file.exists():
        duckdb.sql(
            f"COPY (SELECT * REPLACE ('c. ' || id AS capacity) FROM read_csv('{data}', all_varchar=true)) TO '{file}' (HEADER)"
        )
    rows = duckdb.sql(f"SELECT count(*) FROM read_csv('{file}', all_varchar=true)").fetchall()[0][0]
    running: list[int] = []
    with Peak(lambda: running) as peak:
        command = [TORG, "check", file, "--spec", schema, "--json"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        running.append(process.pid)
        said, _ = process.communicate()
    _demand(file, {json.loads(said)["problem_count"]}, {rows})
    return [["problems found", rows, ""], ["seconds", peak.seconds, ""], ["peak MB of the tree (PSS)", peak.mb, 1000]]


def _recognising(further: Path) -> list[list[object]]:
    calm()
    command = [sys.executable, "-m", "benchmarks.recognising", *([further] if further.is_dir() else [])]
    done = subprocess.run(list(map(str, command)), cwd=ROOT, check=True, capture_output=True, text=True)
    said = json.loads(done.stdout)
    files = said["files"]
    return [
        ["specifications", said["specifications"], ""],
        ["the first of a process, which prepares them, ms", said["first"], 300],
        [f"in the middle of the other {files - 1}, ms", said["median"], 300],
        ["the slowest of them, ms", said["most"], ""],
        ["taken for what they are", f"{said['right']} of {files}", ""],
    ]


def _demand(file: Path, found: set[int], expected: set[int]) -> None:
    if found != expected:
        sys.exit(f"bench: {file.name} has {expected} problems, but {found} were found")
