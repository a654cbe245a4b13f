"""The rooms with a database once more, on a real PostgreSQL: the same tests, in a run of their own."""

import os
import subprocess
import sys

import pytest

from torg.site.rooms import folder

ROOMS = (
    "torg.kit.jobs",
    "torg.kit.mail",
    "torg.catalogue.people",
    "torg.catalogue.datasets",
    "torg.publishing.intake",
    "torg.publishing.validation",
)


@pytest.mark.service
@pytest.mark.parametrize("room", ROOMS)
def test_the_room_passes_on_postgresql(room: str, postgres_url: str) -> None:
    environment = {**os.environ, "TORG_DATABASE_URL": postgres_url}
    # The kill tests copy a home with its SQLite file; what they try does not depend on the database.
    options = ["-p", "no:xdist", "-p", "no:cacheprovider", "--ignore-glob=*/test_killed*.py"]
    command = [sys.executable, "-m", "pytest", str(folder(room)), *options]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "100%" in done.stdout
