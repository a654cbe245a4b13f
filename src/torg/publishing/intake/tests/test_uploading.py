"""Files in pieces: a broken line goes on, pieces that do not follow are refused, nothing grows without end."""

import hashlib

import pytest
from django.http import HttpResponse
from django.test import Client

from torg.catalogue.people.actions import ensure_organisation
from torg.catalogue.people.tests.signing_in import person
from torg.foundation.home import Home
from torg.publishing.intake import uploading
from torg.publishing.intake.models import Draft, Upload
from torg.publishing.intake.tests.plain_browser import browser_of

pytestmark = pytest.mark.django_db(transaction=True)

CONTENT = b"name;height\n" + b"".join(b"Oak %d;%d\n" % (n, n % 40) for n in range(20_000))
SCRIPT = {"Sec-Fetch-Dest": "empty", "Accept": "application/json"}


@pytest.fixture
def browser() -> Client:
    atorp, _ = ensure_organisation(by="test", slug="atorp")
    return browser_of(person("Astrid", editor=atorp))


def begin(browser: Client, size: object = len(CONTENT), mark: str = "1") -> HttpResponse:
    form = {"name": "trees.csv", "size": size, "mark": mark}
    return browser.post("/publish/uploads", form, headers=SCRIPT)


def piece(browser: Client, address: str, offset: object, content: bytes) -> HttpResponse:
    headers = {**SCRIPT, "Upload-Offset": str(offset)}
    return browser.patch(address, content, content_type="application/octet-stream", headers=headers)


def test_an_upload_broken_off_at_nine_tenths_goes_on_and_is_the_very_file(browser: Client, home: Home) -> None:
    address, most = begin(browser)["Location"], len(CONTENT) * 9 // 10
    for start in range(0, most, 50_000):
        end = min(start + 50_000, most)
        assert piece(browser, address, start, CONTENT[start:end]).json()["offset"] == end
    again = begin(browser)
    assert (again["Location"], again.json()["offset"]) == (address, most)
    assert browser.get(address, headers=SCRIPT).json()["offset"] == most
    assert piece(browser, address, most, CONTENT[most:]).json()["offset"] == len(CONTENT)
    handed = browser.post("/publish", {"upload": Upload.objects.get().pk}, headers=SCRIPT)
    assert handed.status_code == 201
    draft = Draft.objects.get()
    assert handed.json() == {"address": f"/publish/{draft.pk}/found"}
    assert draft.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert (home.originals / draft.pk).read_bytes() == CONTENT
    assert (Upload.objects.count(), list(home.work.iterdir())) == (0, [])


def test_a_file_that_changed_meanwhile_is_another_file(browser: Client) -> None:
    first = begin(browser, mark="changed at noon")
    piece(browser, first["Location"], 0, CONTENT[:1000])
    second = begin(browser, mark="changed at one")
    assert second["Location"] != first["Location"]
    assert second.json()["offset"] == 0


def test_pieces_that_do_not_follow_change_nothing(browser: Client) -> None:
    address = begin(browser)["Location"]
    piece(browser, address, 0, CONTENT[:1000])
    for offset in (0, 999, 1001, -1, "x", 10**30, "9" * 5000):
        told = piece(browser, address, offset, b"zzz")
        assert (told.status_code, told.json()["code"], told.json()["offset"]) == (409, "upload.offset", 1000)
    assert browser.get(address, headers=SCRIPT).json()["offset"] == 1000


def test_a_piece_longer_than_the_file_is_refused(browser: Client, home: Home) -> None:
    address = begin(browser, size=10)["Location"]
    assert piece(browser, address, 0, b"x" * 11).status_code == 413
    assert sum(path.stat().st_size for path in home.work.iterdir()) <= 10


@pytest.mark.parametrize("size", [0, -1, 2 * 1024**3 + 1, "9" * 5000, "x", ""])
def test_a_size_that_cannot_be_is_refused_before_anything_is_sent(browser: Client, size: object) -> None:
    told = begin(browser, size=size)
    assert (told.status_code, told.json()["code"]) == (413, "upload.size")
    assert not Upload.objects.exists()


def test_half_a_file_makes_no_draft(browser: Client) -> None:
    address = begin(browser)["Location"]
    piece(browser, address, 0, CONTENT[:1000])
    told = browser.post("/publish", {"upload": Upload.objects.get().pk}, headers=SCRIPT)
    assert (told.status_code, told.json()["code"]) == (400, "upload.unfinished")
    assert not Draft.objects.exists()


def test_uploads_of_others_are_not_there(browser: Client) -> None:
    address = begin(browser)["Location"]
    atorp, _ = ensure_organisation(by="test", slug="atorp")
    for stranger in (browser_of(person("Dag")), browser_of(person("Berit", editor=atorp))):
        assert piece(stranger, address, 0, b"x").json()["code"] == "upload.unknown"
        assert stranger.get(address, headers=SCRIPT).status_code == 404
        told = stranger.post("/publish", {"upload": Upload.objects.get().pk}, headers=SCRIPT)
        assert told.json()["code"] in ("upload.unknown", "draft.no_organisation")
    nobody = Client().get(address, headers=SCRIPT)
    assert (nobody.status_code, nobody.json()["code"]) == (401, "sign_in.needed")


def test_a_person_keeps_a_bounded_number_of_begun_uploads(browser: Client, home: Home) -> None:
    for number in range(uploading.MOST_UNFINISHED + 5):
        piece(browser, begin(browser, mark=str(number))["Location"], 0, b"x")
    assert Upload.objects.count() == uploading.MOST_UNFINISHED
    assert len(list(home.work.iterdir())) == uploading.MOST_UNFINISHED
