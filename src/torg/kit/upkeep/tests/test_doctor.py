"""The doctor: what each check finds, and that one that breaks does not silence the others."""

import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from torg.foundation.home import home
from torg.kit.jobs.actions import enqueue
from torg.kit.jobs.checks import jobs_are_done
from torg.kit.jobs.models import Job, Worker
from torg.kit.mail.checks import letters_leave
from torg.kit.upkeep import checks, examining, registry
from torg.kit.upkeep.actions import Finding, broken, doubtful, fine
from torg.kit.upkeep.registry import Check


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TORG_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("TORG_MAIL_URL", raising=False)
    monkeypatch.delenv("TORG_STORAGE_URL", raising=False)
    home().make()
    return tmp_path / "home"


def said(found: Iterator[Finding]) -> list[tuple[str, str]]:
    """Level and code of each finding; none of their sentences lacks a fact, which would be shown as a “?”."""
    findings = list(found)
    assert all(" ?" not in one.sentence for one in findings)
    return [(one.level, one.problem.code) for one in findings]


def test_a_home_that_others_can_look_into_is_said(place: Path) -> None:
    assert said(checks.home_is_ours()) == [("ok", "doctor.home")]
    place.chmod(0o755)
    assert said(checks.home_is_ours()) == [("warn", "doctor.home_open")]
    place.chmod(0o700)
    (place / "secret").write_text("key")
    (place / "secret").chmod(0o644)
    assert said(checks.home_is_ours()) == [("warn", "doctor.home_open")]


def test_no_home_is_said_and_none_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TORG_HOME", str(tmp_path / "home"))
    assert said(checks.home_is_ours()) == [("fail", "doctor.home_none")]
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("free", "found"),
    [(50_000_000, ("fail", "doctor.space_little")), (10**9, ("warn", "doctor.space_little")),
     (10**10, ("ok", "doctor.space"))],
)  # fmt: skip
def test_little_space_is_said_before_there_is_none(
    place: Path, monkeypatch: pytest.MonkeyPatch, free: int, found: tuple[str, str]
) -> None:
    monkeypatch.setattr(checks.shutil, "disk_usage", lambda _: type("Usage", (), {"free": free}))
    assert said(checks.there_is_space()) == [found]


def test_a_storage_that_takes_nothing_is_said_and_a_trial_leaves_nothing(place: Path) -> None:
    assert said(checks.storage_takes_and_gives()) == [("ok", "doctor.storage_fine")]
    assert [path for path in (place / "storage").rglob("*") if path.is_file()] == []
    (place / "storage" / "doctor").rmdir()
    (place / "storage").rmdir()
    (place / "storage").write_text("in the way")
    assert said(checks.storage_takes_and_gives()) == [("fail", "doctor.storage")]


def test_every_library_is_there() -> None:
    assert said(checks.libraries_are_there()) == [("ok", "doctor.libraries")]


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.metadata, "requires", lambda _: ["nothing-like-this[x]>=2,<3", "click>=8"])
    (found,) = checks.libraries_are_there()
    assert (found.level, found.problem.value) == ("fail", "nothing-like-this")


@pytest.mark.django_db
def test_a_database_of_this_version_is_fine(place: Path) -> None:
    (place / "catalogue.sqlite3").touch()
    assert said(checks.database_is_of_this_version()) == [("ok", "doctor.database")]


@pytest.mark.django_db
def test_jobs_that_wait_too_long_or_broke_and_workers_that_are_gone_are_said() -> None:
    enqueue("test.note", word="x")
    assert said(jobs_are_done()) == [("ok", "doctor.jobs")]
    now = timezone.now()
    Job.objects.update(due=now - timedelta(minutes=11))
    Job.objects.create(name="x", state="failed", finished=now, problem={"code": "job.fault", "facts": {}})
    Job.objects.create(name="x", state="failed", finished=now, problem={"code": "file.empty", "facts": {}})
    Worker.objects.create(name="machine:1", seen=now - timedelta(minutes=1))
    assert said(jobs_are_done()) == [
        ("fail", "doctor.jobs_late"),
        ("warn", "doctor.jobs_ended_badly"),
        ("warn", "doctor.workers_quiet"),
    ]


@pytest.fixture
def mail_server() -> Iterator[int]:
    """Port of something that greets like a mail server."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()

        def greet() -> None:
            caller, _ = listener.accept()
            with caller:
                caller.sendall(b"220 mail.example ready\r\n")

        thread = threading.Thread(target=greet)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(5)


def test_mail_that_leaves_mail_that_stays_and_mail_that_cannot_leave(
    place: Path, mail_server: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said(letters_leave()) == [("warn", "doctor.mail_none")]
    monkeypatch.setenv("TORG_MAIL_URL", f"smtp://127.0.0.1:{mail_server}")
    assert said(letters_leave()) == [("ok", "doctor.mail")]
    monkeypatch.setenv("TORG_MAIL_URL", "smtp://user:s3cret@127.0.0.1:1")
    (found,) = letters_leave()
    assert (found.level, found.problem.code) == ("fail", "doctor.mail_gone")
    assert "s3cret" not in found.sentence
    monkeypatch.setenv("TORG_MAIL_URL", "mail.example")
    assert [one.level for one in letters_leave()] == ["fail"]


def _breaks() -> Iterator[Finding]:
    yield fine("doctor.clock_fine", value="now")
    raise ZeroDivisionError


def test_a_check_that_breaks_is_said_and_the_others_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [Check("breaks", _breaks), Check("after", lambda: [doubtful("doctor.mail_none", value="x")])]
    monkeypatch.setattr(registry, "_checks", {one.name: one for one in asked})
    monkeypatch.setattr(registry, "_load", lambda: None)
    found = examining.examine()
    assert [(one.check, one.level) for one in found] == [("breaks", "ok"), ("breaks", "fail"), ("after", "warn")]
    assert "ZeroDivisionError" in found[1].sentence
    assert examining.worst(found) == "fail"


def test_where_the_ground_is_broken_nothing_else_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [
        Check("above", lambda: pytest.fail("it was asked")),
        Check("ground", lambda: [broken("doctor.home_none", value="x")], ground=True),
        Check("other ground", lambda: [fine("doctor.space", free="9 GB")], ground=True),
    ]
    monkeypatch.setattr(registry, "_checks", {one.name: one for one in asked})
    monkeypatch.setattr(registry, "_load", lambda: None)
    assert [one.check for one in examining.examine()] == ["ground", "other ground", "doctor"]
