"""Drafts that nobody goes on with, and the start page that reminds of them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from torg.catalogue.people.actions import ensure_organisation
from torg.catalogue.people.tests.signing_in import person
from torg.foundation.home import Home
from torg.publishing.intake.lying import tend_drafts
from torg.publishing.intake.models import Draft, Publication
from torg.publishing.intake.tests.plain_browser import Work, add, browser_of, described, send, text
from torg.publishing.intake.tidying import sweep

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def browser() -> Client:
    atorp, _ = ensure_organisation(by="test", slug="atorp")
    return browser_of(person("Astrid", editor=atorp))


def aged(days: int) -> None:
    """As if everything had happened so many days earlier."""
    for one in Draft.objects.all():
        earlier = timedelta(days=days)
        Draft.objects.update(changed=one.changed - earlier, warned=one.warned and one.warned - earlier)


def letters(home: Home, work: Work) -> list[str]:
    work()
    return [path.read_text() for path in home.mail.iterdir()] if home.mail.exists() else []


def test_a_draft_is_written_about_after_a_month_and_gone_after_two(browser: Client, work: Work, home: Home) -> None:
    draft = add(browser)
    work()
    aged(29)
    tend_drafts()
    assert letters(home, work) == []
    aged(2)
    tend_drafts()
    tend_drafts()
    (letter,) = letters(home, work)
    assert draft in letter
    aged(29)
    tend_drafts()
    assert Draft.objects.count() == 1
    aged(2)
    tend_drafts()
    assert (Draft.objects.count(), list(home.originals.iterdir())) == (0, [])


def test_who_comes_back_begins_a_new_month(browser: Client, work: Work, home: Home) -> None:
    draft = described(browser, work)
    aged(31)
    tend_drafts()
    send(browser, f"{draft}/describe", title="I am back")
    aged(29)
    tend_drafts()
    assert (Draft.objects.count(), len(letters(home, work))) == (1, 1)


def test_a_draft_that_became_public_goes_without_a_letter(browser: Client, work: Work, home: Home) -> None:
    draft = described(browser, work)
    send(browser, f"{draft}/look")
    work()
    aged(61)
    tend_drafts()
    assert (Draft.objects.count(), letters(home, work)) == (0, [])
    assert [path.name for path in home.originals.iterdir()] == [Publication.objects.get().pk]


def test_the_sweep_leaves_the_files_of_drafts(browser: Client, work: Work, home: Home) -> None:
    add(browser)
    work()
    (kept,) = home.originals.iterdir()
    import os

    os.utime(kept, (0, 0))
    sweep()
    assert kept.exists()
    Draft.objects.all().delete()
    sweep()
    assert not kept.exists()


def test_the_start_page_says_what_is_left_to_do(browser: Client, work: Work) -> None:
    assert "To go on with" not in text(browser, "/studio")
    add(browser, b"%PDF-1.7\n" + b"x" * 300, "plan.pdf")
    draft = described(browser, work)
    shown = text(browser, "/studio")
    assert "is a PDF" in shown
    assert f'href="{draft}"' in shown
    send(browser, f"{draft}/look")
    work()
    assert f'href="{draft}"' not in text(browser, "/studio")


def test_what_a_program_handed_in_and_came_to_nothing_is_on_the_start_page(browser: Client) -> None:
    atorp, _ = ensure_organisation(by="test", slug="atorp")
    problem = {"code": "file.pdf", "sentence": "“x.pdf” is a PDF."}
    facts = {"organisation": atorp, "slug": "x", "by": "token", "title": "From a program", "state": "refused"}
    Publication.objects.create(id="p_1", source_name="x.pdf", problem=problem, **facts)
    Publication.objects.create(
        id="p_2", source_name="old.pdf", problem=problem, created=timezone.now() - timedelta(days=9), **facts
    )
    shown = text(browser, "/studio")
    assert shown.count("is a PDF") == 1
    bystad, _ = ensure_organisation(by="test", slug="bystad")
    assert "is a PDF" not in text(browser_of(person("Berit", editor=bystad)), "/studio")


@pytest.mark.parametrize("count", [1, 40])
def test_the_panel_asks_the_same_few_questions_however_many_drafts_there_are(
    browser: Client, count: int, django_assert_max_num_queries: object
) -> None:
    from django.test import RequestFactory

    from torg.publishing.intake.panels import left_to_do

    atorp, _ = ensure_organisation(by="test", slug="atorp")
    for number in range(count):
        Draft.objects.create(id=f"f_{number}", organisation=atorp, source_name="x.csv")
    astrid = person("Astrid")
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        assert left_to_do(astrid, RequestFactory().get("/studio"))
