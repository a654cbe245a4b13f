"""Logs tell what happened and nothing about people."""

import json
import logging
import sys

import httpx
import pytest

from torg.site.logs import FACTS, JsonLines, Lines, hidden
from torg.site.tests.conftest import Served

TOKEN = "torg_ab12cd34_" + "0f" * 25
SIGNED = "YXN0cmlkQGV4YW1wbGU:1w2x3y:Zk3_8sJq9vH7mN2pQ4rT6uW8xY0zA1bC3dE5fG7hI9k"


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("astrid.berg+x@kommun.example signed in", "…@… signed in"),
        ("Not Found: /datasets?q=my+neighbour", "Not Found: /datasets?…"),
        (f"Unauthorized: {TOKEN}", "Unauthorized: torg_…"),
        (f"Authorization: Bearer {TOKEN}x", "Authorization: Bearer …"),
        (f"Not Found: /sign-in/link/{SIGNED}", "Not Found: /sign-in/link/…"),
        ("Not Found: /follow/12:Zk3_8sJq9vH7mN2pQ4rT6uW8xY0zA1bC3dE5fG7hI9k", "Not Found: /follow/…"),
        (
            "2026-11-27T12:30:00.000000000000000000000000Z at 12:30:15",
            "2026-11-27T12:30:00.000000000000000000000000Z at 12:30:15",
        ),
        ("smtp://torg:s3cret@mail.example:587", "smtp://…@mail.example:587"),
        ("the code was 482913", "the code was ……"),
        ("publication.run 482913 (queued) took 0.5 s?", "publication.run 482913 (queued) took 0.5 s?"),
    ],
)
def test_what_belongs_to_people_is_replaced(words: str, left: str) -> None:
    assert hidden(words) == left


def record(message: str, *, fault: bool = False) -> logging.LogRecord:
    facts = None
    if fault:
        try:
            raise ValueError("Key (email)=(bo@region.example) already exists")
        except ValueError:
            facts = sys.exc_info()
    return logging.LogRecord("torg.test", logging.WARNING, __file__, 1, message, None, facts)


@pytest.mark.parametrize("formatter", [Lines(), JsonLines()])
def test_an_address_inside_a_traceback_is_replaced_too(formatter: logging.Formatter) -> None:
    shown = formatter.format(record("it broke", fault=True))
    assert "ValueError" in shown
    assert "bo@region.example" not in shown


def test_a_json_line_is_one_line_whatever_the_message_holds() -> None:
    shown = JsonLines().format(record('two\nlines "and" å', fault=True))
    assert "\n" not in shown
    assert json.loads(shown)["message"] == 'two\nlines "and" å'


def test_a_real_hub_writes_what_was_asked_and_nothing_about_who(own: Served) -> None:
    own.settings |= {"TORG_LOG": "json", "TORG_LOG_REQUESTS": "1"}
    own.start()
    token = own.token()
    agent = {"User-Agent": "Celine/1.0"}
    for path in ("/datasets?q=neighbour", f"/sign-in/link/{SIGNED}", f"/invitations/{SIGNED}", "/nowhere%0aforged"):
        httpx.get(own.url + path, headers=agent)
    for door in ("/sign-in", "/sign-in/code"):
        httpx.post(own.url + door, data={"email": "astrid@example.org", "code": "482913"}, headers=agent)
    bearer = {"Authorization": f"Bearer {token}", **agent}
    httpx.post(f"{own.url}/api/v1/publish?token={token}", data={"email": "astrid@example.org"}, headers=bearer)
    own.end()
    text = own.log.read_text()
    secrets = (token, "astrid", "482913", "neighbour", SIGNED, "Celine", "127.0.0.1:")
    lines = [json.loads(line) for line in text.splitlines() if not line.startswith("Torg serves")]
    logged = json.dumps(lines)
    assert [secret for secret in secrets if secret in logged] == []
    requests = [line for line in lines if line["logger"] == "torg.requests"]
    assert {line["path"] for line in requests} >= {"/datasets", "/sign-in/link/…", "/invitations/…", "/api/v1/publish"}
    assert all(set(FACTS) <= set(line) for line in requests)


def test_requests_are_not_logged_unless_somebody_asks(own: Served) -> None:
    own.start()
    httpx.get(f"{own.url}/nothing-here")
    own.end()
    assert "GET" not in own.log.read_text()


def test_a_long_hostile_line_is_looked_through_in_passing() -> None:
    """By the steps it takes, not by a clock: with an unbounded repetition this would never end."""
    for letters in ("a" * 200_000, "a." * 100_000, "a:" * 100_000, "torg_" * 40_000, "@a" * 100_000):
        assert hidden(letters)
