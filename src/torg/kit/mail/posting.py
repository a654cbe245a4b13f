"""Posting: a letter as a message, to the mail server of the hub or into a folder of its home."""

import os
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime, make_msgid
from urllib.parse import parse_qs, unquote, urlsplit

from torg.foundation.home import Home
from torg.foundation.problems import Refusal, refuse

from .models import Letter

PATIENCE = 30.0
LONGEST_LINE = 900  # RFC 5322 allows 998 bytes; letters are counted here
LOCAL = ("localhost", "127.0.0.1", "::1")


class _Unbroken(UnstructuredHeader):
    """An address in a header: the library would code what is longer than a line, and mail programs do not read that."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


HEADERS = HeaderRegistry()
HEADERS.map_to_type("list-unsubscribe", _Unbroken)


class NotPosted(Exception):
    """The mail server could not take a letter for now. Says no address: what is raised ends in logs."""


@dataclass(frozen=True)
class Server:
    host: str
    port: int
    encrypted: bool
    starttls: bool
    user: str
    password: str


def post(letter: Letter, home: Home) -> None:
    """Raises NotPosted where another attempt may help, Refusal where none will."""
    written = message(letter, home.mail_from)
    if home.mail_url:
        _hand_over(written, server(home.mail_url))
    else:
        _keep(written, letter, home)


def message(letter: Letter, sender: str) -> EmailMessage:
    written = EmailMessage(policy=SMTP.clone(header_factory=HEADERS))
    written["From"] = Address(addr_spec=sender)
    written["To"] = Address(addr_spec=_with_ascii_domain(letter.to))
    written["Subject"] = letter.subject
    written["Date"] = format_datetime(letter.created)
    written["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    written["Auto-Submitted"] = "auto-generated"  # RFC 3834: no absence notice answers it
    if letter.way_out:
        written["List-Unsubscribe"] = f"<{letter.way_out}>"
        written["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    written.set_content(letter.text, cte=_encoding(letter.text))
    return written


def server(url: str) -> Server:
    """The server of an address such as ``smtp://user:password@host:587``. Raises Refusal."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise refuse("mail.url") from None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise refuse("mail.url")
    encrypted = parts.scheme == "smtps"
    return Server(
        host=parts.hostname,
        port=port or (465 if encrypted else 587),
        encrypted=encrypted,
        starttls=not encrypted and parse_qs(parts.query).get("starttls") != ["no"],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _hand_over(written: EmailMessage, to: Server) -> None:
    """Errors of the library name the address they are about, so none of them is passed on."""
    try:
        with _connected(to) as line:
            line.send_message(written)
    except Refusal:
        raise
    except smtplib.SMTPRecipientsRefused as error:
        raise _meaning(next(iter(error.recipients.values()))[0]) from None
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        raise _meaning(error.smtp_code) from None
    except (smtplib.SMTPException, OSError) as error:
        raise NotPosted(type(error).__name__) from None


def _meaning(status: int) -> Exception:
    """5xx is for good (RFC 5321, 4.2.1); anything else may go away."""
    return refuse("mail.refused", value=str(status)) if 500 <= status < 600 else NotPosted(str(status))


@contextmanager
def _connected(to: Server) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context()
    if to.encrypted:
        line: smtplib.SMTP = smtplib.SMTP_SSL(to.host, to.port, timeout=PATIENCE, context=context)
    else:
        line = smtplib.SMTP(to.host, to.port, timeout=PATIENCE)
    with line:
        line.ehlo()
        if to.starttls and line.has_extn("starttls"):
            line.starttls(context=context)
            line.ehlo()
        elif to.user and not to.encrypted and to.host not in LOCAL:
            raise refuse("mail.open_password")
        if to.user:
            line.login(to.user, to.password)
        yield line


def _keep(written: EmailMessage, letter: Letter, home: Home) -> None:
    """The file appears whole; its name tells nothing about a person."""
    home.mail.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{letter.created:%Y%m%dT%H%M%S}-{letter.pk}"
    growing = home.mail / f".{name}"
    with os.fdopen(os.open(growing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(bytes(written))
    growing.replace(home.mail / f"{name}.eml")


def _encoding(text: str) -> str:
    """As it stands wherever that goes: a link must not be broken over two lines."""
    if max(map(len, text.splitlines()), default=0) > LONGEST_LINE:
        return "quoted-printable"
    return "7bit" if text.isascii() else "8bit"


def _with_ascii_domain(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return address if domain.isascii() else f"{local}@{domain.encode('idna').decode()}"
