"""A home of its own for each test: others that run beside it work in theirs."""

from pathlib import Path

import pytest

from torg.foundation.home import Home


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("TORG_HOME", str(tmp_path / "home"))
    made = Home(tmp_path / "home")
    made.make()
    return made
