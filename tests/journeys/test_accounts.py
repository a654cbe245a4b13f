"""Coming in, deciding and inviting in a real browser: letters are read from the home, as no mail server is set."""

import re
import time
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from journeys.hub import LiveHub
from journeys.probe import overflow, stops, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

SCREENS: dict[str, dict[str, object]] = {
    "light": {"viewport": {"width": 1280, "height": 800}},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 740}},
}
LEAVES = ("", "/people", "/tokens", "/events")


def letters(hub: LiveHub, to: str) -> list[str]:
    """Texts of the letters to one address, oldest first."""
    files = sorted((hub.home / "mail").glob("*.eml"), key=lambda file: int(file.stem.rpartition("-")[2]))
    read = [message_from_bytes(file.read_bytes(), policy=default) for file in files]
    return [one.get_content() for one in read if one["to"] == to]  # type: ignore[attr-defined]


def next_letter(hub: LiveHub, to: str, before: int) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        found = letters(hub, to)
        if len(found) > before:
            return found[before]
        time.sleep(0.2)
    raise AssertionError(f"no letter came to {to}")


def invited(hub: LiveHub, email: str, role: str = "administrator") -> str:
    """The path of an invitation to publish for one of the hub's organisations."""
    link = hub.torg("invite", email, "--org", "valmont", "--role", role).strip()
    return "/invitations/" + link.rpartition("/invitations/")[2]


@pytest.fixture(params=["with scripts", "without scripts"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=request.param == "with scripts")
    yield context.new_page()
    context.close()


def test_bo_accepts_an_invitation_goes_and_comes_back_by_mail(page: Page, live_hub: LiveHub) -> None:
    email = f"bo{time.time_ns()}@valmont.example"
    page.goto(live_hub.url + invited(live_hub, email))
    page.fill("#f-name", "Bo Berg")
    page.get_by_role("button", name="Accept").click()
    page.get_by_role("heading", name="Hello Bo Berg").wait_for()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Sign in").wait_for()

    page.goto(f"{live_hub.url}/studio/valmont/people")
    before = len(letters(live_hub, email))
    page.fill("#f-email", email)
    page.get_by_role("button", name="Mail me a code").click()
    code = re.search(r"\d{4} \d{4}", next_letter(live_hub, email, before))
    assert code
    page.fill("#f-code", code[0])
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="People of").wait_for()
    assert page.url == f"{live_hub.url}/studio/valmont/people", "back where the session had ended"


def test_a_link_from_a_letter_is_confirmed_in_another_browser(browser: Browser, live_hub: LiveHub) -> None:
    email = "celine@valmont.example"
    first, second = browser.new_context(), browser.new_context()
    page = first.new_page()
    page.goto(live_hub.url + invited(live_hub, email, "editor"))
    page.get_by_role("button", name="Accept").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{live_hub.url}/sign-in")
    before = len(letters(live_hub, email))
    page.fill("#f-email", email)
    page.get_by_role("button", name="Mail me a code").click()
    link = re.search(r"http://\S+/sign-in/link/\S+", next_letter(live_hub, email, before))
    assert link
    other = second.new_page()
    other.goto(link[0])
    other.get_by_role("main").get_by_role("button", name="Sign in").click()
    other.get_by_role("heading", name="Hello celine").wait_for()
    first.close()
    second.close()


@pytest.mark.parametrize("screen", SCREENS)
def test_pages_of_accounts_suit_everybody(browser: Browser, live_hub: LiveHub, screen: str, tmp_path: Path) -> None:
    context = browser.new_context(**SCREENS[screen])  # type: ignore[arg-type]
    page = context.new_page()
    faults: list[str] = []

    def look(path: str) -> None:
        answer = page.goto(live_hub.url + path)
        assert answer is not None
        assert answer.ok or answer.status == 410, path
        faults.extend(f"{path}: {one}" for one in violations(page))
        if overflow(page) > 0:
            faults.append(f"{path} is too wide")
        faults.extend(f"{path}: no ring at {one.what}" for one in stops(page) if one.outline < 2)

    invitation = invited(live_hub, f"{screen}@valmont.example")
    for path in ("/sign-in", "/sign-in/password", "/sign-in/link/over", invitation):
        look(path)
    page.get_by_role("button", name="Accept").click()
    for path in ("/studio", "/account", *(f"/studio/valmont{leaf}" for leaf in LEAVES)):
        look(path)
    context.close()
    assert faults == []
