"""The systems under test: how each starts, takes the file in, and is asked the same questions."""

import os
import random
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote, urlencode

from .machine import LAB, Request

PEERS = LAB / "peers" / "bin"
CODES = [f"{100 + 7 * k + (k % 5):04d}" for k in range(290)]
COLUMNS = [
    "id",
    "municipality_code",
    "name",
    "category",
    "address",
    "postcode",
    "lat",
    "lon",
    "opened",
    "updated",
    "capacity",
    "fee",
    "accessible",
    "url",
    "description",
]
VARIANTS = 1500
COUNTS = 60_000
"""More than are asked in a run: Torg remembers how many rows a filter finds, and that must not be measured."""


def selections() -> list[list[str]]:
    """1,500 different lists of 8 columns: the first page has no other literal to vary."""
    chance = random.Random(11)
    found = {tuple(sorted(chance.sample(COLUMNS[1:], 8), key=COLUMNS.index)) for _ in range(VARIANTS * 3)}
    return [["id", *columns] for columns in sorted(found)[:VARIANTS]]


def filters() -> list[tuple[str, int]]:
    """1,500 different pairs of a municipality's code and a least capacity."""
    return [(CODES[k % 290], 1 + k // 290 * 7 + k % 7) for k in range(VARIANTS)]


class System:
    """One system. ``stored`` names the questions it answers from a memory of whole answers."""

    name = ""
    port = 0

    def __init__(self, data: Path) -> None:
        self.data, self.process = data, None
        self.place = LAB / "run" / self.name
        self.place.mkdir(parents=True, exist_ok=True)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pids(self) -> list[int]:
        return [self.process.pid] if self.process else []

    def spawn(self, *command: object, env: dict[str, str] | None = None) -> None:
        with (self.place / "log.txt").open("ab") as log:
            self.process = subprocess.Popen(
                [*map(str, command)], stdout=log, stderr=log, start_new_session=True, env=env
            )

    def stop(self) -> None:
        if self.process:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(30)
            self.process = None

    def wait(self, path: str, seconds: float = 120) -> None:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            try:
                with urllib.request.urlopen(self.base + path, timeout=30):
                    return
            except (OSError, urllib.error.HTTPError):
                time.sleep(0.1)  # each question takes time from the system under test
        sys.exit(f"bench: {self.name} did not answer {path} in {seconds} seconds")


class Torg(System):
    name, port = "torg", 8210

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self.home = self.place / f"home-{os.getpid()}"
        self.torg = Path(sys.executable).with_name("torg")

    def start(self) -> None:
        self.spawn(self.torg, "serve", "--home", self.home, "--port", self.port)
        self.wait("/")

    def ingest(self, slug: str = "places", data: Path | None = None) -> float:
        """Publish a file and wait until rows are answered. Seconds from the command's start to the first row."""
        command = [self.torg, "publish", data or self.data, "--org", "bench", "--title", slug, "--home", self.home]
        start = time.perf_counter()
        publishing = subprocess.Popen([*map(str, command)], stdout=subprocess.DEVNULL)
        self.wait(f"/api/v1/tables/{slug}/rows?limit=1")
        seconds = time.perf_counter() - start
        if publishing.wait():
            sys.exit(f"bench: torg publish ended with {publishing.returncode}")
        return seconds

    def _rows(self, **parameters: object) -> Request:
        return Request("/api/v1/tables/places/rows?" + urlencode(parameters))

    def questions(self) -> dict[str, list[Request]]:
        return {
            "page": [self._rows(select=",".join(columns), limit=100) for columns in selections()],
            "filter_sort": [
                self._rows(
                    where=f"municipality_code = '{code}' AND capacity >= {least}", order_by="-updated", limit=100
                )
                for code, least in filters()
            ],
            "count": [self._rows(where=f"capacity > {1200 * k / COUNTS:.3f}", limit=0) for k in range(COUNTS)],
        }

    def stored(self) -> dict[str, Request]:
        return {"page": self._rows(limit=100), "count": self._rows(limit=0)}

    def export(self) -> str:
        return f"{self.base}/api/v1/tables/places/export.csv?order_by=id"


class Datasette(System):
    name, port = "datasette", 8211

    def start(self) -> None:
        settings = [
            "--setting",
            "sql_time_limit_ms",
            "30000",
            "--setting",
            "max_returned_rows",
            "1000",
            "--setting",
            "max_csv_mb",
            "0",
        ]
        self.spawn(PEERS / "datasette", "serve", "-i", self.place / "places.db", "-p", self.port, *settings)
        self.wait("/-/versions.json")

    def ingest(self) -> None:
        database = self.place / "places.db"
        database.unlink(missing_ok=True)
        for words in (
            ["insert", database, "places", self.data, "--csv", "--pk", "id"],
            ["create-index", database, "places", "municipality_code"],
        ):
            subprocess.run([str(PEERS / "sqlite-utils"), *map(str, words)], check=True, stdout=subprocess.DEVNULL)
        self.start()

    def questions(self) -> dict[str, list[Request]]:
        table, sql = "/places/places.json?_shape=objects&_size=100", "/places.json?_shape=objects&sql="
        return {
            "page": [Request(table + "".join(f"&_col={column}" for column in columns[1:])) for columns in selections()],
            "filter_sort": [
                Request(f"{table}&municipality_code={code}&capacity__gte={least}&_sort_desc=updated")
                for code, least in filters()
            ],
            "count": [
                Request(sql + quote(f"select count(*) as n from places where capacity > {1200 * k / COUNTS:.3f}"))
                for k in range(COUNTS)
            ],
        }


class Roapi(System):
    name, port = "roapi", 8212
    kinds = [
        "Int64",
        "Utf8",
        "Utf8",
        "Utf8",
        "Utf8",
        "Utf8",
        "Float64",
        "Float64",
        "Date32",
        "Utf8",
        "Int64",
        "Float64",
        "Boolean",
        "Utf8",
        "Utf8",
    ]

    def start(self) -> None:
        columns = "".join(
            f"        - {{name: {n}, data_type: {t}, nullable: true}}\n"
            for n, t in zip(COLUMNS, self.kinds, strict=True)
        )
        settings = self.place / "roapi.yml"
        settings.write_text(
            f"addr:\n  http: 127.0.0.1:{self.port}\n  postgres: 127.0.0.1:{self.port + 10}\n  flight_sql: 127.0.0.1:{self.port + 20}\n"
            f"tables:\n  - name: places\n    uri: {self.data}\n    option: {{format: csv, has_header: true, use_memory_table: true}}\n"
            f"    schema:\n      columns:\n{columns}"
        )
        self.spawn(PEERS / "roapi", "-c", settings)
        self.wait("/api/schema")

    ingest = start

    def questions(self) -> dict[str, list[Request]]:
        table = "/api/tables/places?limit=100"
        return {
            "page": [Request(f"{table}&columns={','.join(columns)}") for columns in selections()],
            "filter_sort": [
                Request(f"{table}&filter[municipality_code]=%27{code}%27&filter[capacity]gte={least}&sort=-updated")
                for code, least in filters()
            ],
            "count": [
                Request(
                    "/api/sql",
                    "POST",
                    "text/plain",
                    f"SELECT count(*) AS n FROM places WHERE capacity > {1200 * k / COUNTS:.3f}",
                )
                for k in range(COUNTS)
            ],
        }
