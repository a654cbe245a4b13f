"""The five plain pages, as a browser without scripts sends and gets them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from torg.catalogue.datasets.models import Dataset
from torg.catalogue.people.actions import ensure_organisation
from torg.catalogue.people.models import Organisation, User
from torg.catalogue.people.tests.signing_in import person, sign_in
from torg.publishing.intake.models import Draft, Publication
from torg.publishing.intake.tests.conftest import TREES

pytestmark = pytest.mark.django_db(transaction=True)

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
    """What the page's forms hold already, as a browser would send it back."""
    found = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', page))
    found |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', page))
    return found


def text(browser: Client, address: str, status: int = 200) -> str:
    shown = browser.get(address)
    assert shown.status_code == status, (shown.status_code, shown.get("Location"))
    return shown.content.decode()


def send(browser: Client, address: str, **form: object) -> str:
    """Send the form of a page with some fields changed; where the answer leads."""
    sent = browser.post(address, {**fields(text(browser, address)), **form})
    assert sent.status_code == 302, sent.content.decode()
    return sent["Location"]


def test_a_list_becomes_public_by_plain_forms(browser: Client, work: Work) -> None:
    draft = add(browser)
    assert "Nothing is public yet" in text(browser, f"{draft}/found")
    work()
    shown = text(browser, f"{draft}/found")
    assert "2 rows" in shown
    assert "Oak" in shown
    assert send(browser, f"{draft}/found", **{"continue": "1"}) == f"{draft}/describe"
    described = text(browser, f"{draft}/describe")
    assert fields(described)["title"] == "Trees"
    assert send(browser, f"{draft}/describe", title="Trees of Atorp", frequency="ANNUAL") == f"{draft}/look"
    assert "Trees of Atorp" in text(browser, f"{draft}/look")
    assert not Dataset.objects.exists()
    assert send(browser, f"{draft}/look") == f"{draft}/public"
    work()
    assert "Trees of Atorp is public" in text(browser, f"{draft}/public")
    dataset = Dataset.objects.get()
    assert (dataset.slug, dataset.frequency) == ("trees-of-atorp", "ANNUAL")
    assert text(browser, "/datasets/trees-of-atorp")
