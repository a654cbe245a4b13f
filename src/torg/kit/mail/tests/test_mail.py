import email
import logging
import socket
from collections.abc import Iterator
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from django.db import transaction
from django.utils import timezone

from torg.foundation.problems import Refusal
from torg.kit.jobs.models import Job
from torg.kit.jobs.worker import claim, run
from torg.kit.mail import posting
from torg.kit.mail.actions import send
from torg.kit.mail.models import Letter

pytestmark = pytest.mark.django_db(transaction=True)


class PostOffice:
    """What a real server was told; ``says`` is its answer to the next letters."""

    def __init__(self) -> None:
        self.got: list[Envelope] = []
        self.says = "250 taken"
        self.users: list[bytes] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.says.startswith("250"):
            self.got.append(envelope)
        return self.says

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, kind: str, data: object) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.users.append(data.login)
        return AuthResult(success=data.password == b"pass word")


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture(autouse=True)
def server(office: PostOffice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Controller]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    running = Controller(
        office, hostname="127.0.0.1", port=port, authenticator=office.authenticate, auth_require_tls=False
    )
    running.start()
    monkeypatch.setenv("TORG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TORG_MAIL_FROM", "data@atorp.example")
    monkeypatch.setenv("TORG_MAIL_URL", f"smtp://127.0.0.1:{port}")
    yield running
    if running.server is not None:
        running.stop()


def work() -> Job:
    """Run the one job that waits, due or not."""
    Job.objects.filter(state=Job.State.QUEUED).update(due=timezone.now())
    claimed = claim()
    assert claimed is not None
    run(claimed)
    claimed.refresh_from_db()
    return claimed


def read(envelope: Envelope) -> email.message.EmailMessage:
    assert isinstance(envelope.content, bytes)
    return email.message_from_bytes(envelope.content, policy=default)  # type: ignore[return-value]


def test_a_letter_reaches_a_real_server_as_it_was_written(office: PostOffice) -> None:
    link = "https://data.atorp.example/sign-in/link/" + "x" * 120
    send(to="astrid@atorp.example", subject="Your code – Åtorp", text=f"Hej Åsa,\n\n{link}\n")
    assert work().state == "done"
    (envelope,) = office.got
    assert (envelope.mail_from, envelope.rcpt_tos) == ("data@atorp.example", ["astrid@atorp.example"])
    got = read(envelope)
    assert (got["subject"], got["to"]) == ("Your code – Åtorp", "astrid@atorp.example")
    assert got["auto-submitted"] == "auto-generated"
    assert link.encode() in envelope.content, "no mail program has to put a link together again"
    assert got.get_content().splitlines()[0] == "Hej Åsa,"


def test_mail_programs_find_the_way_out_of_letters_that_come_again(office: PostOffice) -> None:
    out = "https://data.atorp.example/follow/stop/" + "x" * 200
    send(to="astrid@atorp.example", subject="News – Åtorp " * 9, text="Hello", way_out=out)
    work()
    content = office.got[0].content
    assert isinstance(content, bytes)
    assert f"\r\nList-Unsubscribe: <{out}>\r\n".encode() in content, "whole, on one line, as it is typed"
    assert read(office.got[0])["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    assert max(map(len, content.splitlines())) < 998


def test_letters_that_come_once_have_none(office: PostOffice) -> None:
    send(to="astrid@atorp.example", subject="Your code", text="Hello")
    work()
    assert read(office.got[0])["list-unsubscribe"] is None


def test_a_letter_of_a_transaction_that_is_undone_is_never_posted(office: PostOffice) -> None:
    with transaction.atomic():
        send(to="astrid@atorp.example", subject="Hello", text="Hello")
        transaction.set_rollback(True)
    assert claim() is None
    assert not Letter.objects.exists()


def test_no_address_stays_once_a_letter_is_posted() -> None:
    send(to="astrid@atorp.example", subject="Hello", text="the code is 123456")
    done = work()
    assert not Letter.objects.exists()
    assert "astrid" not in str(done.payload)


@pytest.mark.parametrize("breaks", ["\r\n", "\n", "\r", "\x0b", "\u2028", "\x85", "\0"])
def test_a_subject_cannot_become_another_header(breaks: str, office: PostOffice) -> None:
    send(to="astrid@atorp.example", subject=f"Hello{breaks}Bcc: dag@evil.example", text="Hello")
    work()
    got = read(office.got[0])
    assert got["bcc"] is None
    assert got["subject"] == "Hello Bcc: dag@evil.example"
    assert office.got[0].rcpt_tos == ["astrid@atorp.example"]


@pytest.mark.parametrize(
    "to",
    ["a@b.example\nBcc: dag@evil.example", "a@b.example, dag@evil.example", "Astrid <a@b.example>", "astrid", "", "@"],
)
def test_what_is_no_single_address_is_refused_before_anything_is_written(to: str) -> None:
    with pytest.raises(Refusal) as refused:
        send(to=to, subject="Hello", text="Hello")
    assert refused.value.problem.code == "mail.address"
    assert not Job.objects.exists()


def test_a_text_cannot_end_the_message_early(office: PostOffice) -> None:
    send(to="astrid@atorp.example", subject="Hello", text="one\r\n.\r\nMAIL FROM:<dag@evil.example>\r\ntwo")
    work()
    assert len(office.got) == 1
    assert read(office.got[0]).get_content().splitlines() == ["one", ".", "MAIL FROM:<dag@evil.example>", "two"]


def test_a_server_that_is_busy_is_asked_again_later(office: PostOffice, caplog: pytest.LogCaptureFixture) -> None:
    office.says = "451 astrid@atorp.example: come back later"
    send(to="astrid@atorp.example", subject="Hello", text="the code is 123456")
    with caplog.at_level(logging.DEBUG):
        assert work().state == "queued"
    logged = [caplog.handler.format(one) for one in caplog.records if one.name.startswith(("torg", "django"))]
    assert "NotPosted: 451" in "".join(logged)
    assert "astrid" not in "".join(logged)
    assert "123456" not in "".join(logged)
    office.says = "250 taken"
    assert work().state == "done"
    assert len(office.got) == 1


def test_a_server_that_is_away_is_given_up_on_in_the_end(server: Controller) -> None:
    server.stop()
    send(to="astrid@atorp.example", subject="Hello", text="Hello")
    states = [work().state for _ in range(8)]
    assert states == ["queued"] * 7 + ["failed"]
    assert not Letter.objects.exists()


def test_a_letter_refused_for_good_is_not_tried_again(office: PostOffice) -> None:
    office.says = "550 nobody of that name"
    send(to="astrid@atorp.example", subject="Hello", text="Hello")
    ended = work()
    assert (ended.state, ended.problem["code"], ended.problem["facts"]) == ("failed", "mail.refused", {"value": "550"})
    assert not Letter.objects.exists()


def test_the_hub_signs_in_at_its_server(
    office: PostOffice, server: Controller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TORG_MAIL_URL", f"smtp://hub%40atorp:pass%20word@127.0.0.1:{server.port}")
    send(to="astrid@atorp.example", subject="Hello", text="Hello")
    assert work().state == "done"
    assert office.users == [b"hub@atorp"]


def test_a_password_is_not_sent_in_the_clear_over_a_network(
    office: PostOffice, server: Controller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "LOCAL", ())
    monkeypatch.setenv("TORG_MAIL_URL", f"smtp://hub:secret@127.0.0.1:{server.port}")
    send(to="astrid@atorp.example", subject="Hello", text="Hello")
    ended = work()
    assert (ended.state, ended.problem["code"]) == ("failed", "mail.open_password")
    assert office.users == []


@pytest.mark.parametrize("url", ["http://mail.example", "smtp://", "smtp://host:port", "smtp://[::1"])
def test_an_address_that_is_no_mail_server_is_told_in_words(url: str) -> None:
    with pytest.raises(Refusal, match="TORG_MAIL_URL"):
        posting.server(url)


@pytest.mark.parametrize(
    ("url", "port", "starttls"),
    [
        ("smtp://mail.example", 587, True),
        ("smtps://mail.example", 465, False),
        ("smtp://mail.example:25?starttls=no", 25, False),
    ],
)
def test_the_address_of_a_server_says_how_it_is_reached(url: str, port: int, starttls: bool) -> None:
    found = posting.server(url)
    assert (found.host, found.port, found.starttls) == ("mail.example", port, starttls)


def test_without_a_server_letters_are_kept_privately_in_the_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("TORG_MAIL_URL")
    send(to="asa@åtorp.example", subject="Hello", text="Hej Åsa")
    assert work().state == "done"
    (kept,) = (tmp_path / "home" / "mail").iterdir()
    assert (kept.suffix, kept.stat().st_mode & 0o777, kept.parent.stat().st_mode & 0o777) == (".eml", 0o600, 0o700)
    assert "asa" not in kept.stem
    got = email.message_from_bytes(kept.read_bytes(), policy=default)
    assert got["to"] == "asa@xn--torp-poa.example"
    assert got.get_content().strip() == "Hej Åsa"  # type: ignore[attr-defined]
