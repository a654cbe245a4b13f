"""Following by mail: nothing happens before the owner of an address says so, and every letter has a way out."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import signing
from django.db.models import F
from django.test import Client
from django.utils import timezone

from torg.catalogue.datasets import actions, following, jobs, telling
from torg.catalogue.datasets.models import Dataset, Follower
from torg.catalogue.people.models import Attempt
from torg.kit.jobs.models import Job
from torg.kit.mail.models import Letter

from .conftest import Publish
from .test_dataset_pages import page, words

pytestmark = pytest.mark.django_db
FORM = "/datasets/badplatser/follow"
CELINE = "celine@example.org"


def ask(address: str = CELINE, **headers: str) -> int:
    return Client().post(FORM, {"email": address}, headers=headers).status_code


def link(letter: Letter, kind: str = "") -> str:
    found = re.search(rf"http://testserver(/follow/{kind}\S+)", letter.text)
    assert found
    return found[1]


def follow(address: str = CELINE) -> Follower:
    assert ask(address) == 302
    assert Client().post(link(Letter.objects.latest("pk"))).status_code == 200
    return Follower.objects.get(address=address)


def test_asking_keeps_nothing_and_sends_one_letter(publish: Publish) -> None:
    publish()
    answer = Client().post(FORM, {"email": CELINE})
    assert (answer.status_code, answer["Location"]) == (302, f"{FORM}?sent=1")
    assert not answer.cookies
    assert CELINE not in page(f"{FORM}?sent=1")
    assert Follower.objects.count() == 0
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == (CELINE, "Follow Bathing places?")


def test_opening_the_link_is_not_yet_saying_yes(publish: Publish) -> None:
    publish()
    ask()
    address = link(Letter.objects.get())
    assert "Press the button" in words(page(address))
    assert Follower.objects.count() == 0
    assert "You follow Bathing places" in words(Client().post(address).content.decode())
    Client().post(address)
    assert [one.address for one in Follower.objects.all()] == [CELINE]


def test_a_new_version_is_told_once_with_what_changed(publish: Publish) -> None:
    dataset = publish(versions=2)
    follower = follow()
    Follower.objects.update(told=timezone.now() - timedelta(days=3650))
    assert telling.tell_followers(dataset) == 1
    letter = Letter.objects.latest("pk")
    assert letter.subject == "News of Bathing places"
    assert "version 1 (2026-06-01 12:00 UTC): First version" in letter.text
    assert "version 2 (2026-06-02 12:00 UTC): As many rows as before" in letter.text
    assert "http://testserver/datasets/badplatser" in letter.text
    assert telling.tell_followers(dataset) == 0
    assert follower.address == CELINE


def test_many_changes_in_a_short_time_are_one_letter(publish: Publish) -> None:
    dataset = publish()
    jobs.want_letters(None, dataset.pk)  # type: ignore[arg-type]
    assert not Job.objects.filter(name="datasets.tell_followers").exists()
    follow()
    for _ in range(3):
        jobs.want_letters(None, dataset.pk)  # type: ignore[arg-type]
    waiting = Job.objects.get(name="datasets.tell_followers")
    assert waiting.due > timezone.now() + timedelta(minutes=20)


def test_every_letter_has_a_way_out_that_asks_once(publish: Publish) -> None:
    dataset = publish()
    follow()
    Follower.objects.update(told=timezone.now() - timedelta(days=3650))
    telling.tell_followers(dataset)
    out = link(Letter.objects.latest("pk"), "stop/")
    assert Letter.objects.latest("pk").way_out.endswith(out), "mail programs make a button of it"
    assert "Stop following Bathing places?" in words(page(out))
    assert Follower.objects.count() == 1
    assert "Your address is deleted." in words(Client().post(out).content.decode())
    assert Follower.objects.count() == 0
    assert Client().post(out).status_code == 200


def test_who_follows_withdrawn_data_is_told_once_and_forgotten(publish: Publish) -> None:
    dataset = publish()
    follow()
    actions.withdraw(by="test", dataset=dataset, because="It held names.")
    assert telling.tell_followers(Dataset.objects.get()) == 1
    assert "no longer published. It held names." in Letter.objects.latest("pk").text
    assert Follower.objects.count() == 0
    page(FORM, 410)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "null"},
    ],
)
def test_a_form_on_another_site_sends_no_letter(publish: Publish, headers: dict[str, str]) -> None:
    publish()
    assert ask(**headers) == 400
    assert Letter.objects.count() == 0


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://testserver"}, {"Sec-Fetch-Site": "same-origin"}])
def test_the_form_of_the_page_does(publish: Publish, headers: dict[str, str]) -> None:
    publish()
    assert ask(**headers) == 302


def test_nobody_can_fill_the_post_box_of_another(publish: Publish) -> None:
    """From wherever they ask, and whether or not they take their time: so many a day."""
    publish()
    most = following.ASKED.of_address
    for number in range(most):
        assert Client(REMOTE_ADDR=f"10.0.0.{number}").post(FORM, {"email": CELINE}).status_code == 302
        Attempt.objects.update(at=F("at") - timedelta(hours=1))
    assert ask() == 400
    assert ask(CELINE.upper()) == 400
    assert Letter.objects.count() == most


def test_no_letter_leads_to_a_host_that_whoever_asked_has_named(
    publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where every name is taken, Dag could have our letter lead to a page of his."""
    publish()
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["*"])
    assert ask(host="evil.example") == 400
    assert not Letter.objects.exists()


@pytest.mark.parametrize("address", ["", "x", "a@b\nBcc: c@d.example", "a b@c.example", "<script>@x"])
def test_what_is_no_address_gets_no_letter_and_stays_in_the_field(publish: Publish, address: str) -> None:
    publish()
    answer = Client().post(FORM, {"email": address})
    assert answer.status_code == 400
    assert "<title>Error:" in answer.content.decode()
    assert "<script>@" not in answer.content.decode()
    assert Letter.objects.count() == 0


def test_links_of_others_and_old_ones_do_nothing(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = publish()
    ask()
    address = link(Letter.objects.get())
    signed = address.rpartition("/")[2]
    assert Client().post(f"/follow/{signed[:-2]}xx").status_code == 410
    assert Client().post(f"/follow/stop/{signed}").status_code == 410  # a key for one door opens no other
    other = signing.dumps([dataset.pk, CELINE], salt="elsewhere")
    assert Client().post(f"/follow/{other}").status_code == 410
    monkeypatch.setattr(following, "GOOD_FOR", timedelta(seconds=-1))
    assert "This link has ended" in words(page(address, 410))
    assert Follower.objects.count() == 0
