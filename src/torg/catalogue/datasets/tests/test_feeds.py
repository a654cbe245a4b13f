"""Feeds: every version once, with an identifier that stays."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from torg.catalogue.datasets import actions
from torg.catalogue.datasets.models import TableVersion

from .conftest import Publish
from .test_dataset_pages import page, words

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(address: str) -> ElementTree.Element:
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def texts(entries: ElementTree.Element, name: str) -> list[str]:
    return [str(one.findtext(f"{ATOM}{name}")) for one in entries.iter(f"{ATOM}entry")]


def test_a_dataset_tells_its_versions_the_newest_first(publish: Publish) -> None:
    publish(versions=3)
    found = feed("/datasets/badplatser/versions.atom")
    assert found.findtext(f"{ATOM}title") == "Versions of Bathing places"
    assert texts(found, "title") == [f"Bathing places, version {number}" for number in (3, 2, 1)]
    assert texts(found, "updated")[0] == "2026-06-03T12:00:00+00:00"
    assert texts(found, "summary") == ["As many rows as before, with other values"] * 2 + ["First version"]
    links = [one.get("href") for one in found.iter(f"{ATOM}link")]
    assert "http://testserver/datasets/badplatser?version=3" in links


def test_identifiers_stay_when_the_address_changes(publish: Publish) -> None:
    dataset = publish(versions=2)
    before = feed("/datasets/badplatser/versions.atom")
    actions.rename(by="test", dataset=dataset, slug="new")
    after = feed("/datasets/new/versions.atom")
    assert texts(before, "id") == texts(after, "id")
    assert len(set(texts(after, "id"))) == 2
    assert before.findtext(f"{ATOM}id") == after.findtext(f"{ATOM}id")


def test_the_hub_tells_what_is_public_and_nothing_else(publish: Publish) -> None:
    publish("one", title={"en": "R&D <b>"}, layers=2)
    actions.withdraw(by="test", dataset=publish("two", title={"en": "Gone"}), because="x")
    titles = texts(feed("/datasets.atom"), "title")
    assert sorted(titles) == ["R&D <b>, version 1 – Layer 0", "R&D <b>, version 1 – Layer 1"]
    assert Client().get("/datasets/two/versions.atom").status_code == 410


def test_who_has_it_already_is_not_sent_it_again(publish: Publish) -> None:
    publish()
    for address in ("/datasets/badplatser/versions.atom", "/datasets.atom"):
        stamp = Client().get(address)["ETag"]
        assert Client().get(address, headers={"If-None-Match": stamp}).status_code == 304


def test_signs_that_xml_cannot_hold_do_not_break_it(publish: Publish) -> None:
    publish(title={"en": "Bell\x07 \x1b ok"})
    assert texts(feed("/datasets.atom"), "title") == ["Bell  ok, version 1"]


def test_notices_of_a_version_are_what_changed(publish: Publish) -> None:
    publish(versions=2)
    row = TableVersion.objects.get(number=2)
    row.report["notices"] = [{"code": "publish.rows_changed", "sentence": "x", "facts": {"was": "46", "now": "5"}}]
    row.save()
    shown = words(page("/datasets/badplatser").split('id="versions"')[1])
    assert "46" in shown
    assert "First version" in shown
    assert "46" in texts(feed("/datasets/badplatser/versions.atom"), "summary")[0]
