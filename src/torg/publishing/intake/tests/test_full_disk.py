"""A disk that is really full, in the middle of an upload, of a reading, of a publication."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from torg.catalogue.datasets.models import TableVersion
from torg.catalogue.people.actions import ensure_organisation
from torg.catalogue.people.tests.signing_in import person
from torg.foundation.home import Home
from torg.publishing.intake.models import Draft, Publication, Upload
from torg.publishing.intake.tests.plain_browser import Work, add, browser_of, described, send, text

pytestmark = pytest.mark.django_db(transaction=True)

FULL = "The disk of this hub is full"
MEGABYTE = 1 << 20


@pytest.fixture
def small(home: Home) -> Iterator[Home]:
    """The home on a file system of 12 MB; its shelf too."""
    command = ["mount", "-t", "tmpfs", "-o", "size=12m", "none", str(home.folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only root can mount a small file system")
    home.make()
    try:
        yield home
    finally:
        subprocess.run(["umount", "-l", str(home.folder)], check=True)


@pytest.fixture
def browser(small: Home) -> Client:
    atorp, _ = ensure_organisation(by="test", slug="atorp")
    return browser_of(person("Astrid", editor=atorp))


def fill(home: Home, leave: int = 0) -> Path:
    """Write until nothing goes any more, then make room for ``leave`` bytes."""
    place = home.folder / "ballast"
    with place.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            pass
        file.truncate(max(place.stat().st_size - leave, 0))
    return place


def test_an_upload_that_finds_no_room_is_told_and_leaves_nothing(browser: Client, small: Home) -> None:
    file = SimpleUploadedFile("large.csv", os.urandom(14 * MEGABYTE))
    told = browser.post("/publish", {"file": file})
    assert FULL in told.content.decode()
    assert not Draft.objects.exists()
    assert list(small.originals.iterdir()) == []
    assert list(small.work.iterdir()) == []


def test_an_upload_in_pieces_goes_on_once_there_is_room(browser: Client, small: Home) -> None:
    script = {"Sec-Fetch-Dest": "empty"}
    size = 3 * MEGABYTE
    address = browser.post("/publish/uploads", {"name": "a.csv", "size": size, "mark": "1"}, headers=script)["Location"]
    ballast = fill(small, leave=MEGABYTE)
    headers = {**script, "Upload-Offset": "0"}
    sent = browser.patch(address, b"x" * size, content_type="application/octet-stream", headers=headers)
    assert (sent.status_code, sent.json()["code"]) == (507, "disk.full")
    ballast.unlink()
    here = browser.get(address, headers=script).json()["offset"]
    headers = {**script, "Upload-Offset": str(here)}
    rest = browser.patch(address, b"x" * (size - here), content_type="application/octet-stream", headers=headers)
    assert rest.json()["offset"] == size
    assert Upload.objects.count() == 1


def test_a_reading_that_finds_no_room_is_told_and_tried_again(browser: Client, small: Home, work: Work) -> None:
    rows = b"name;height\n" + b"".join(b"%s;%d\n" % (os.urandom(20).hex().encode(), n) for n in range(30_000))
    draft = add(browser, rows)
    ballast = fill(small, leave=64 * 1024)
    work()
    assert FULL in text(browser, f"{draft}/found")
    ballast.unlink()
    send(browser, f"{draft}/found", again="1")
    work()
    assert "30,000 rows" in text(browser, f"{draft}/found")


def test_a_publication_that_finds_no_room_touches_nothing_public(browser: Client, small: Home, work: Work) -> None:
    rows = b"name;height\n" + b"".join(b"%s;%d\n" % (os.urandom(20).hex().encode(), n) for n in range(30_000))
    send(browser, f"{described(browser, work)}/look")
    work()
    draft = add(browser, rows, query="?dataset=trees")
    work()
    send(browser, f"{draft}/found", **{"continue": "1"})
    send(browser, f"{draft}/describe")
    send(browser, f"{draft}/look")
    ballast = fill(small, leave=64 * 1024)
    work()
    assert Publication.objects.latest("created").state == "failed"
    assert FULL in text(browser, f"{draft}/public")
    assert TableVersion.objects.count() == 1
    assert "Oak" in text(browser, "/datasets/trees")
    ballast.unlink()
    send(browser, f"{draft}/public")
    send(browser, f"{draft}/look")
    work()
    assert "is public" in text(browser, f"{draft}/public")
    assert [row.version.rows for row in TableVersion.objects.order_by("number")] == [2, 30_000]
