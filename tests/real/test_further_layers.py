"""The other tables of real files that hold several are read right too, each by its name."""

from pathlib import Path
from typing import Any

import pytest

from real.comparison import disagreements
from real.shared_files import DATA, expectations
from torg.engine.understanding import understand

FURTHER = [
    {"path": entry["path"], "format": entry["format"], **further}
    for entry in expectations()
    for further in entry.get("further", ())
]
pytestmark = pytest.mark.real


@pytest.mark.parametrize("entry", FURTHER, ids=[f"{entry['path']}:{entry['layer']}" for entry in FURTHER])
def test_another_table_of_a_real_file_is_read_as_a_person_would(entry: dict[str, Any], tmp_path: Path) -> None:
    path = DATA / entry["path"]
    if not path.is_file():
        pytest.skip("the shared folder is not here; TORG_SHARED tells where it lies")
    report = understand(path, path.name, layer=entry["layer"], sample=3, into=tmp_path)
    found = disagreements(entry, report, tmp_path)
    assert not found, "\n".join((f"{entry['path']} {entry['layer']}", *found))
