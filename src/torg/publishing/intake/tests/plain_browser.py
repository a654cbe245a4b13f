"""What a browser without scripts does: send the form of a page with some fields changed, go where it leads."""

import html
import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from torg.catalogue.people.actions import ensure_organisation
from torg.catalogue.people.models import Organisation, User
from torg.catalogue.people.tests.signing_in import person, sign_in
from torg.publishing.intake.tests.conftest import TREES

Work = Callable[[], None]


@pytest.fixture
def atorp() -> Organisation:
    return ensure_organisation(by="test", slug="atorp")[0]


@pytest.fixture
def astrid(atorp: Organisation) -> User:
    return person("Astrid", editor=atorp)


def browser_of(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


@pytest.fixture
def browser(astrid: User) -> Client:
    return browser_of(astrid)


def add(browser: Client, content: bytes = TREES, name: str = "trees.csv", query: str = "", **form: object) -> str:
    """Hand a file in; the address of its draft."""
    sent = browser.post(f"/publish{query}", {"file": SimpleUploadedFile(name, content), **form})
    assert sent.status_code == 302, sent.content.decode()
    return sent["Location"].removesuffix("/found")


def fields(page: str) -> dict[str, str]:
    """What the first form of the page's content holds already, as a browser would send it back."""
    page = page.partition("<main")[2].partition("<form")[2].partition("</form>")[0]
    found = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', page))
    found |= dict(
        re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(?:(?!</select>).)*?value="([^"]*)" selected', page, re.S)
    )
    found |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', page))
    return {name: html.unescape(value) for name, value in found.items()}


def text(browser: Client, address: str, status: int = 200) -> str:
    shown = browser.get(address)
    assert shown.status_code == status, (shown.status_code, shown.get("Location"))
    return shown.content.decode()


def send(browser: Client, address: str, **form: object) -> str:
    """Send the form of a page with some fields changed; where the answer leads."""
    sent = browser.post(address, {**fields(text(browser, address)), **form})
    assert sent.status_code == 302, sent.content.decode()
    return sent["Location"]


def described(browser: Client, work: Work, **more: object) -> str:
    """A draft that is described and stands before publishing; its address."""
    draft = add(browser, **more)
    work()
    send(browser, f"{draft}/found", **{"continue": "1"})
    send(browser, f"{draft}/describe")
    return draft
