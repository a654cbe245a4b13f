"""Every real file of the shared folder is read, and read right.

The expectations were written by hand after looking at each file. ``columns`` names all columns of a table in order,
``columns_some`` the clear ones; ``values`` are [row, column, value as JSON shows it]; ``odd`` are cells that do not
fit their column; ``same_cells`` names the publisher's own cleaned twin; ``equally_right`` lists answers that are as
good, ``further`` more tables of the file (test_further_layers.py).
"""

from pathlib import Path
from typing import Any

import pytest

from real.comparison import disagreements, refusals
from real.shared_files import DATA, KNOWN, expectations, real_files
from torg.engine.understanding import understand
from torg.foundation.problems import Refusal

ENTRIES = expectations()
pytestmark = pytest.mark.real


@pytest.fixture
def shared() -> Path:
    if not DATA.is_dir():
        pytest.skip("the shared folder is not here; TORG_SHARED tells where it lies")
    return DATA


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry["path"] for entry in ENTRIES])
def test_a_real_file_is_read_as_a_person_would(entry: dict[str, Any], shared: Path, tmp_path: Path) -> None:
    path = shared / entry["path"]
    try:
        report = understand(path, path.name, sample=3, into=tmp_path)
    except Refusal as refusal:
        found = unfit(entry, refusal)
    else:
        found = disagreements(entry, report, tmp_path)
    assert not found, "\n".join((f"{entry['path']} ({entry['why']})", *found))


def unfit(entry: dict[str, Any], refusal: Refusal) -> list[str]:
    code, words = refusal.problem.code, refusal.problem.sentence()
    if code not in refusals(entry):
        return [f"refused with {code} ({words}), expected {sorted(refusals(entry)) or 'a table'}"]
    return [f"{code} has no sentence"] if words == code else []


def test_every_real_file_has_an_expectation(shared: Path) -> None:
    missing = real_files() - {entry["path"] for entry in ENTRIES}
    assert not missing, f"nobody wrote down what is in: {sorted(missing)}"


def test_every_expectation_is_about_a_file_that_is_there(shared: Path) -> None:
    gone = {entry["path"] for entry in ENTRIES} - real_files()
    assert not gone, f"no such file: {sorted(gone)}"


def test_expectations_say_nothing_the_comparison_does_not_look_at() -> None:
    unread = {key: entry["path"] for entry in ENTRIES for key in entry if key not in KNOWN}
    assert not unread, f"these words are not compared: {unread}"


def test_expectations_are_written_once_for_each_file() -> None:
    paths = [entry["path"] for entry in ENTRIES]
    assert sorted(paths) == sorted(set(paths))
