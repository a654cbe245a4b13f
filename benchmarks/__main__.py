"""`make bench`: measure all parts, and write docs/build/benchmarks.md; a run of some parts writes into the lab.

.venv/bin/python -m benchmarks [--rows 1000000] [--seconds 4] [--only pages,first_look]
"""

import argparse
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from .busy import busy
from .checking import check
from .first_look import first_look
from .inprocess import OPTIONS, Native, csv_to_parquet, parquet_to_csv
from .machine import LAB, ROOT, Load, Peak, calm, describe, download, load, median_seconds, memory_mb, patience
from .pages import pages
from .region import Region
from .searching import search
from .systems import PEERS, Datasette, Roapi, Torg

SHARED = Path(os.environ.get("TORG_SHARED", ROOT.parent / "shared"))
OF_A_TABLE = ("ingest", "api", "export", "idle", "understanding")
OF_A_HUB = ("pages", "first_look", "busy")
PARTS = (*OF_A_TABLE, "search", *OF_A_HUB, "check")
WORKBOOK_ROWS = 100_000
LATIN = "delim=';', header=true, decimal_separator=',', encoding='latin-1', dateformat='%d.%m.%Y'"


class Report:
    """The page as it grows: headed tables of what was measured."""

    def __init__(self, rows: int) -> None:
        command = " ".join(["make bench", *([f"ARGS='{' '.join(sys.argv[1:])}'"] if sys.argv[1:] else [])])
        self.lines = [
            "# Benchmarks",
            "",
            f"Measured {datetime.now(UTC):%Y-%m-%d} by `{command}` on {describe()}; {rows:,} rows x 15 columns.",
            "Figures compare within one run only. Every timed request has another literal (1,500 variants, 60,000 for counts), no ETag, nothing stored;",
            "answers from memory stand in a column of their own. Counts in-process bind a float where Torg binds a decimal,",
            "which may cost DuckDB more. Written by the run: do not edit.",
        ]

    def table(self, title: str, heads: list[str], rows: list[list[object]]) -> None:
        self.lines += ["", f"## {title}", "", "| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
        self.lines += ["| " + " | ".join(map(_shown, row)) + " |" for row in rows]
        print("\n".join(self.lines[-len(rows) - 4 :]), flush=True)

    def write(self, place: Path) -> None:
        place.write_text("\n".join(self.lines) + "\n", encoding="utf-8")


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if value >= 100 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"
    return str(value)


def main() -> None:
    parser = argparse.ArgumentParser(description="Torg against its peers and the engine under it.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--only", default=",".join(PARTS))
    options = parser.parse_args()
    parts, report = options.only.split(","), Report(options.rows)
    if unknown := set(parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    if "search" in parts:
        search(report, options.seconds)
    if set(parts) & set(OF_A_HUB):
        visit(report, parts, options)
    if "check" in parts:
        check(report, data_of(options.rows), SHARED / "standards" / "specs" / "fr")
    if set(parts) & set(OF_A_TABLE):
        compare(report, parts, options)
    report.write(ROOT / "docs" / "build" / "benchmarks.md" if set(parts) == set(PARTS) else LAB / "benchmarks.md")


def visit(report: Report, parts: list[str], options: argparse.Namespace) -> None:
    """What is measured on the pages of a hub with many lists."""
    data = data_of(options.rows) if "busy" in parts else Path()
    region = Region()
    try:
        region.start()
        if "pages" in parts:
            pages(report, region, options.seconds)
        if "first_look" in parts:
            first_look(report, region, min(options.rows, WORKBOOK_ROWS))
        if "busy" in parts:
            busy(report, region, data, options.rows)
    finally:
        region.stop()


def compare(report: Report, parts: list[str], options: argparse.Namespace) -> None:
    """What is measured on one large table."""
    data = data_of(options.rows)
    raw = LAB / "run" / "raw.parquet"
    raw.parent.mkdir(parents=True, exist_ok=True)
    csv_to_parquet(data, raw)
    torg = Torg(data)
    try:
        torg.start()
        ingest(report, torg, data, raw) if "ingest" in parts else torg.ingest()
        if "export" in parts:
            export(report, torg, raw)
        if "idle" in parts:
            idle(report, torg)
        if "api" in parts:
            api(report, torg, data, raw, options.seconds)
    finally:
        torg.stop()
    if "understanding" in parts:
        understanding(report, data)


def data_of(rows: int) -> Path:
    """The places of the shared generator; its variants lie beside them."""
    data, generator = LAB / "data" / f"places_{rows}.csv", SHARED / "bench" / "gen.py"
    if data.exists():
        return data
    if not generator.exists():
        sys.exit(f"bench: the generator of the data is not at {generator}. Set TORG_SHARED to the shared folder.")
    data.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, str(generator), str(data.parent), f"places:{rows}"], check=True)
    return data


def ingest(report: Report, torg: Torg, data: Path, raw: Path) -> None:
    latin, rows = data.with_name(f"{data.stem}_latin1.csv"), []
    for slug, file, options in (("places", data, OPTIONS), ("places-latin1", latin, LATIN)):
        floor = median_seconds(
            lambda file=file, options=options: raw_command(file, raw.with_name("floor.parquet"), options)
        )
        calm()
        seconds = torg.ingest(slug, file)
        with Peak(lambda: [*torg.pids, os.getpid()]) as peak:  # once more: looking at memory costs time
            torg.ingest(f"{slug}-again", file)
        rows.append([file.name, floor, seconds, seconds / floor, "4 (aim 3)", peak.mb, 1500])
    heads = [
        "file",
        "raw DuckDB to Parquet (a command too), s",
        "torg publish to first row from the API, s",
        "ratio",
        "bar",
        "peak MB (whole tree and this harness)",
        "bar MB",
    ]
    report.table("File to queryable API", heads, rows)


def raw_command(data: Path, out: Path, options: str) -> None:
    """DuckDB as a person would start it: a command of its own, as ``torg publish`` is one."""
    subprocess.run([sys.executable, "-m", "benchmarks.inprocess", data, out, options], check=True, cwd=ROOT)


def export(report: Report, torg: Torg, raw: Path) -> None:
    floor = median_seconds(lambda: parquet_to_csv(raw, raw.with_name("floor.csv")))
    whole = torg.base + "/api/v1/tables/places/export.csv"
    calm()
    start = time.perf_counter()
    download(whole)
    first = time.perf_counter() - start
    again = median_seconds(lambda: download(whole))
    streamed = median_seconds(lambda: download(torg.export()))
    heads = ["export", "seconds", "ratio to raw DuckDB", "bar"]
    rows = [["raw DuckDB COPY TO csv, in order", floor, 1.0, ""], ["whole CSV, first time", first, first / floor, "2"]]
    rows += [
        ["whole CSV, again (kept)", again, again / floor, ""],
        ["CSV with order_by, streamed", streamed, streamed / floor, "2"],
    ]
    report.table("Export", heads, rows)


def idle(report: Report, torg: Torg) -> None:
    torg.stop()
    start = time.perf_counter()
    torg.start()
    seconds = time.perf_counter() - start
    time.sleep(5)
    report.table(
        "Start and idle",
        ["what", "measured", "bar"],
        [["torg serve to first page, s", seconds, 3], ["idle memory of the tree, MB (PSS)", memory_mb(torg.pids), 300]],
    )


def api(report: Report, torg: Torg, data: Path, raw: Path, seconds: int) -> None:
    native = Native(raw)
    figures: dict[tuple[str, str, int], Load] = {}
    for system in (torg, Datasette(data), Roapi(data)):
        try:
            if system is not torg:
                system.ingest()
            for kind, requests in system.questions().items():
                for connections in (1, 16):
                    calm()
                    lasting = patience(system.base, requests[-1], connections, seconds)
                    figures[system.name, kind, connections] = load(
                        system.base, requests, connections, lasting, system.pids
                    )
        finally:
            if system is not torg:
                system.stop()
    stored = {
        (kind, n): load(torg.base, [request], n, seconds, torg.pids)
        for kind, request in torg.stored().items()
        for n in (1, 16)
    }
    rows = [
        row
        for kind in ("page", "filter_sort", "count")
        for n in (1, 16)
        for row in _compared(kind, n, figures, stored, native, seconds)
    ]
    heads = [
        "question",
        "at once",
        "system",
        "requests/s",
        "p50 ms",
        "p99 ms",
        "CPU s per 1,000",
        "Torg is",
        "bar",
        "from memory, requests/s",
    ]
    report.table("Questions to the API", heads, rows)


BARS = {
    ("page", "datasette"): "20",
    ("page", "roapi"): "0.25 (aim 1)",
    ("filter_sort", "datasette"): "20",
    ("filter_sort", "roapi"): "1",
    ("count", "datasette"): "3",
}


def _compared(kind: str, n: int, figures: dict, stored: dict, native: Native, seconds: int) -> list[list[object]]:
    ours = figures["torg", kind, n]
    memory = stored.get((kind, n))
    rows: list[list[object]] = [[kind, n, "torg", *vars(ours).values(), "", "", memory.per_second if memory else ""]]
    for peer in ("datasette", "roapi"):
        theirs = figures[peer, kind, n]
        times = ours.per_second / theirs.per_second
        rows.append(
            [kind, n, peer, *vars(theirs).values(), f"{times:.2f} x its requests/s", BARS.get((kind, peer), ""), ""]
        )
    floor = native.p50_ms(kind, n, seconds)
    rows.append(
        [kind, n, "DuckDB in-process", "", floor, "", "", f"{ours.p50_ms / floor:.2f} x its p50", "at most 3", ""]
    )
    return rows


def understanding(report: Report, data: Path) -> None:
    torg = Path(sys.executable).with_name("torg")
    ours = median_seconds(lambda: subprocess.run([torg, "read", data, "--json"], check=True, stdout=subprocess.DEVNULL))
    detect = "import sys; from csv_detective import routine; routine(sys.argv[1], num_rows=-1, output_profile=True, save_results=False, verbose=False)"
    start = time.perf_counter()
    done = subprocess.run([PEERS / "python", "-c", detect, data], capture_output=True, text=True)
    theirs = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"bench: csv-detective ended with {done.stderr[-500:]}")
    rows = [
        ["torg read --json", ours, ""],
        ["csv-detective 0.13", theirs, f"{theirs / ours:.1f} times as long as Torg (bar 15)"],
    ]
    report.table("Understanding the whole file", ["what", "seconds", "ratio"], rows)


if __name__ == "__main__":
    main()
