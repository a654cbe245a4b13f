"""A home of its own for each test: letters land in its folder ``mail``."""

import email
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from torg.kit.jobs.actions import run_now
from torg.kit.jobs.models import Job

Letters = Callable[[], list[EmailMessage]]


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Letters:
    """Runs what waits and gives the letters that were sent, oldest first. Needs ``django_db(transaction=True)``."""
    monkeypatch.setenv("TORG_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("TORG_MAIL_URL", raising=False)

    def sent() -> list[EmailMessage]:
        for name in ("people.mail_code", "mail.send"):
            for waiting in Job.objects.filter(name=name, state=Job.State.QUEUED):
                run_now(waiting)
        files = sorted((tmp_path / "home" / "mail").glob("*.eml"), key=lambda file: int(file.stem.rpartition("-")[2]))
        return [email.message_from_bytes(file.read_bytes(), policy=default) for file in files]  # type: ignore[misc]

    return sent
