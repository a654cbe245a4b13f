"""The browser is closed on any step: at another computer everything stands where it was left."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from journeys.clerk import CONFORMING, Clerk

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

HEADINGS = {"found": "This is what we found", "describe": "Describe it", "look": "Look and publish"}


def values(page: Page) -> object:
    """What stands on a step: fields, tables, and what the questions and alterations say."""
    kinds = "main input:not([type=hidden]), main textarea, main select, main td, main dd, main li, main h2"
    return page.evaluate("kinds => [...document.querySelectorAll(kinds)].map(e => e.value || e.textContent)", kinds)


def leave_on(one: Clerk, step: str) -> None:
    if step != "found":
        one.press("Yes, continue")
        one.see(HEADINGS["describe"])
    if step == "look":
        one.page.fill("[name=title]", "Begun here")
        one.press("Continue")
        one.see(HEADINGS["look"])


@pytest.mark.parametrize("step", HEADINGS)
def test_somebody_goes_on_at_another_computer_on_the_same_step(clerk: Callable[..., Clerk], step: str) -> None:
    """PUB-8: same step, same values, and no file is handed in again."""
    here, there = clerk(), clerk()
    assert here.email != there.email, "anybody of the organisation may go on"
    here.sign_in()
    here.add(CONFORMING, scripts=True)
    leave_on(here, step)
    draft, left = here.page.url.rpartition("/")[0], values(here.page)
    here.page.context.close()
    there.sign_in()
    there.page.goto(draft)
    there.see(HEADINGS[step])
    assert values(there.page) == left
    assert len(left) > 5  # type: ignore[arg-type]
