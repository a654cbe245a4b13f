"""The list of work under way, as a clerk reads it: what was done, what stopped and why, on every screen."""

import pytest
from playwright.sync_api import Browser, BrowserContext

from journeys.clerk import CONFORMING, Clerk, join
from journeys.hub import LiveHub
from journeys.probe import overflow, stops, violations
from journeys.test_publishing import SCREENS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

EMAIL = "astrid.jobs@nordby.example"
PDF = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n" + b"x" * 300}


@pytest.fixture(scope="module")
def busy(browser: Browser, live_hub: LiveHub) -> BrowserContext:
    """Somebody who is signed in, read one file, and was stopped at another."""
    join(browser, live_hub, EMAIL)
    context = browser.new_context()
    clerk = Clerk(context.new_page(), live_hub, EMAIL)
    clerk.sign_in()
    clerk.add(CONFORMING, scripts=True)
    clerk.page.goto(live_hub.url + "/publish")
    clerk.choose(PDF)
    clerk.see("We need you here")
    return context


def test_a_job_says_how_it_ended_and_leads_on(busy: BrowserContext, live_hub: LiveHub) -> None:
    page = busy.new_page()
    page.goto(live_hub.url + "/studio")
    page.get_by_role("link", name="Work under way").click()
    stopped = page.locator(".job", has_text="plan.pdf")
    assert "We need the table behind it" in stopped.inner_text()
    assert "Stopped" in stopped.inner_text()
    done = page.locator(".job", has_text="Read a file").filter(has_not_text="plan.pdf").first
    assert "Done" in done.inner_text()
    stopped.get_by_role("link", name="plan.pdf").click()
    page.get_by_role("heading", level=1, name="We need you here").wait_for()


@pytest.mark.parametrize("screen", SCREENS)
def test_the_list_of_work_is_for_all_people_on_all_screens(
    busy: BrowserContext, browser: Browser, live_hub: LiveHub, screen: str
) -> None:
    context = browser.new_context(**SCREENS[screen], storage_state=busy.storage_state())  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(live_hub.url + "/jobs")
    page.get_by_role("heading", level=1, name="Work under way").wait_for()
    assert (violations(page), max(overflow(page), 0)) == ([], 0)
    assert all(stop.outline >= 2 and not stop.covered for stop in stops(page))
    context.close()


def test_who_is_not_signed_in_is_led_to_the_sign_in(browser: Browser, live_hub: LiveHub) -> None:
    page = browser.new_page()
    page.goto(live_hub.url + "/jobs")
    assert "/sign-in" in page.url
    page.close()
