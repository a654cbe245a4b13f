"""A real hub for journeys: its own home, filled by the real command, served by the real command."""

import csv
import io
import os
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
TORG = Path(sys.executable).with_name("torg")
SAMPLES = (
    ("badplatser_hedestad_2026.xlsx", "hedestad", "Badplatser i Hedestad", "sv"),
    ("legepladser_nordby.csv", "nordby", "Legepladser i Nordby", "da"),
    ("ladesaeulen_oberau.txt", "oberau", "Ladesäulen in Oberau", "de"),
    ("arbres_valmont.geojson", "valmont", "Arbres remarquables de Valmont", "fr"),
)
GTFS = {
    "agency.txt": [
        ("agency_id", "agency_name", "agency_url", "agency_timezone"),
        ("1", "Bus", "https://bus.example", "Europe/Paris"),
    ],
    "stops.txt": [
        ("stop_id", "stop_name", "stop_lat", "stop_lon"),
        ("a", "Torget", "59.33", "18.06"),
        ("b", "Bron", "59.35", "18.09"),
    ],
    "routes.txt": [("route_id", "route_short_name", "route_type"), ("r1", "1", "3"), ("r2", "2", "3")],
}

LONG_WORD = "Rindfleischetikettierungsaufgabenmitteilungsgesetzesentwurf"


@dataclass(frozen=True)
class LiveHub:
    url: str
    home: Path

    def torg(self, *words: str) -> str:
        done = subprocess.run(
            [str(TORG), *words], env=_environment(self.home), capture_output=True, text=True, timeout=180
        )
        assert done.returncode == 0, f"torg {' '.join(words)}\n{done.stdout}{done.stderr}"
        return done.stdout


@contextmanager
def serving(folder: Path) -> Iterator[LiveHub]:
    """A hub with data: the samples, one dataset of several tables, one publisher with a colour."""
    hub = LiveHub(f"http://127.0.0.1:{_free_port()}", folder / "home")
    hub.torg("hub", "--title", "Storby region data", "--description", "Open data of the towns of Storby.")
    hub.torg(
        "organisation", "nordby", "--name", "Nordby Kommune", "--colour", "#ffd700", "--mail", "data@nordby.example"
    )
    for file, organisation, title, language in SAMPLES:
        words = ("--org", organisation, "--title", title, "--language", language)
        hub.torg("publish", str(ROOT / "samples" / file), *words)
    hub.torg("publish", str(_timetable(folder)), "--org", "nordby", "--title", "Bus timetable")
    words = ("--org", "nordby", "--language", "de")
    hub.torg("publish", str(_long_names(folder, 1)), *words, "--title", LONG_WORD)
    hub.torg("publish", str(_long_names(folder, 2)), *words, "--dataset", LONG_WORD.lower())
    with (folder / "log").open("wb") as log:
        command = [str(TORG), "serve", "--port", hub.url.rpartition(":")[2]]
        process = subprocess.Popen(command, env=_environment(hub.home), stdout=log, stderr=log, start_new_session=True)
    try:
        _await(hub.url, process, folder / "log")
        yield hub
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("TORG_", "DJANGO_"))}
    return {**kept, "TORG_HOME": str(home)}


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _await(url: str, process: "subprocess.Popen[bytes]", log: Path, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx.get(url).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise RuntimeError(f"the hub does not answer\n{log.read_text()}")


def _timetable(folder: Path) -> Path:
    place = folder / "bus.zip"
    with zipfile.ZipFile(place, "w") as packed:
        for name, rows in GTFS.items():
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows(rows)
            packed.writestr(name, text.getvalue())
    return place


def _long_names(folder: Path, number: int) -> Path:
    """Sixteen columns with names that have no place to break, each with a sign for no value: many steps."""
    place = folder / "long.csv"
    names = [f"Anzahl_{LONG_WORD}_{at}" for at in range(16)]
    with place.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Ort", *names])
        rows.writerows(
            [f"Ort {row}", *("-" if row == 3 else number + row * at for at in range(16))] for row in range(9)
        )
    return place
