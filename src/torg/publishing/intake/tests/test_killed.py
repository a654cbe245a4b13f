"""Kill the worker's process at any moment of a publication: the old version stays, and a restart ends well."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

SCENARIO = Path(__file__).with_name("scenario.py")
OF_A_DRAFT = Path(__file__).with_name("draft_scenario.py")

POINTS = (
    "before understanding",
    "after understanding",
    "before storing",
    "after storing",
    "before the check by rules",
    "inside the commit",
    "after rules are followed",
    "after the commit",
    "before the shelf",
    "after the shelf",
    "at the end of the job",
    "after 0.1 seconds",
    "after 0.4 seconds",
    "after 0.8 seconds",
    "after 1.2 seconds",
)
READ_AGAIN = {
    "before a reading is kept": 1,
    "while a reading is kept": 1,
    "after a reading is kept": 1,
    "after a reading is noted": 0,
    "before a reading is taken over": 0,
    "after a reading is taken over": 1,
    "before a taken reading is stored": 1,
    "after a taken reading is stored": 1,
}
"""How often the file is read after a kill at that point: never less often than it must be, nor more."""
PUBLIC_ALREADY = {"after the shelf", "at the end of the job"}


def scenario(home: Path, *words: str, script: Path = SCENARIO) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("TORG_", "DJANGO_"))}
    environment["TORG_HOME"] = str(home)
    return subprocess.run(
        [sys.executable, str(script), *words], env=environment, capture_output=True, text=True, timeout=120
    )


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub with one version, copied by every test."""
    folder = tmp_path_factory.mktemp("hub")
    (folder / "first.csv").write_text("name;height\nOak;12\n")
    (folder / "second.csv").write_text("name;height\nPine;30\nElm;20\n")
    prepared = scenario(folder / "home", "prepare", str(folder / "first.csv"))
    assert prepared.returncode == 0, prepared.stderr
    return folder


def test_every_point_is_tried() -> None:
    source = SCENARIO.read_text()
    assert all(f'"{point}"' in source for point in POINTS if "seconds" not in point)


@pytest.mark.parametrize("point", POINTS)
def test_a_killed_publication(hub: Path, tmp_path: Path, point: str) -> None:
    home = tmp_path / "copy"
    shutil.copytree(hub / "home", home)
    killed = scenario(home, "kill", point, str(hub / "second.csv"))
    if "seconds" not in point:
        assert killed.returncode == -signal.SIGKILL, killed.stderr
    recovered = scenario(home, "recover")
    assert recovered.returncode == 0, recovered.stderr
    told = json.loads(recovered.stdout)
    before, after = told["before"], told["after"]
    old, new = ["Oak"], ["Pine", "Elm"]
    if "seconds" not in point:
        assert before["served"] == (new if point in PUBLIC_ALREADY else old)
    assert before["served"] in (old, new)
    assert before["missing"] == []
    assert after == {
        "served": new,
        "shelf": [1, 2],
        "catalogue": [1, 2],
        "checked": [1, 2],
        "agree": True,
        "missing": [],
        "stray": [],
        "work": [],
        "states": ["public", "public"],
    }


@pytest.mark.parametrize("point", READ_AGAIN)
def test_a_kill_between_the_reading_of_a_draft_and_its_publication(tmp_path: Path, point: str) -> None:
    home, file = tmp_path / "home", tmp_path / "trees.csv"
    file.write_text("name;height\nOak;12\n")
    killed = scenario(home, "kill", point, str(file), script=OF_A_DRAFT)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    recovered = scenario(home, "recover", script=OF_A_DRAFT)
    assert recovered.returncode == 0, recovered.stderr
    told = json.loads(recovered.stdout)
    assert told["read again"] == READ_AGAIN[point]
    assert told["after"] == {
        "served": ["Oak"],
        "shelf": [1],
        "catalogue": [1],
        "checked": [],
        "agree": True,
        "missing": [],
        "stray": [],
        "work": [],
        "readings": [],
        "states": ["public"],
    }
