"""What a browser without scripts does: send the form of a page with some fields changed, go where it leads."""

import html
import re
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from torg.catalogue.people.models import User
from torg.catalogue.people.tests.signing_in import sign_in

TREES = b"name;height;planted\nOak;12;2019-05-01\nPine;30;2020-06-02\n"
Work = Callable[[], None]


def browser_of(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


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
