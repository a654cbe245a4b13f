"""Somebody who publishes at a browser: what they press and what they see."""

import re
import time
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from playwright.sync_api import Browser, Page

from journeys.hub import ROOT, LiveHub

MESSY = ROOT / "samples" / "badplatser_hedestad_2026.xlsx"
CONFORMING = ROOT / "samples" / "legepladser_nordby.csv"


@dataclass
class Clerk:
    """Somebody at a browser; ``clicks`` counts what they press, choosing a file among it."""

    page: Page
    hub: LiveHub
    email: str
    scripts: bool = True
    clicks: int = 0
    seen: list[str] = field(default_factory=list)

    def press(self, words: str, kind: str = "button") -> None:
        self.page.get_by_role(kind, name=words, exact=True).first.click()  # type: ignore[arg-type]
        self.clicks += 1

    def choose(self, file: Path | dict[str, object]) -> None:
        if self.scripts:  # on a slow machine the page is there before its script
            self.page.wait_for_selector("form[data-sending]")
        self.page.set_input_files("#f-file", file)  # type: ignore[arg-type]
        self.clicks += 1

    def see(self, heading: str, seconds: float = 120) -> None:
        self.page.get_by_role("heading", level=1, name=heading).wait_for(timeout=seconds * 1000)
        self.seen.append(heading)

    def sign_in(self) -> None:
        self.page.goto(self.hub.url + "/sign-in")
        self.page.fill("[name=email]", self.email)
        before = letters(self.hub)
        self.press("Mail me a code")
        self.page.fill("[name=code]", code_in(self.hub, before))
        self.press("Sign in")
        self.see("Hello")

    def add(self, file: Path | dict[str, object], *, scripts: bool) -> None:
        self.press("Add a file or paste a table", "link")
        self.choose(file)
        if not scripts:
            self.press("Read the file")
        self.see("This is what we found")

    def describe(self, title: str) -> None:
        self.press("Yes, continue")
        self.see("Describe it")
        self.page.fill("[name=title]", title)
        self.press("Continue")
        self.see("Look and publish")

    def publish(self) -> str:
        """The address of the page of the list."""
        self.press("Publish")
        self.see("is public")
        return str(self.page.get_by_role("link", name="See the page").get_attribute("href"))


def letters(hub: LiveHub) -> set[Path]:
    folder = hub.home / "mail"
    return set(folder.glob("*.eml")) if folder.exists() else set()


def code_in(hub: LiveHub, before: set[Path]) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        for letter in letters(hub) - before:
            body = message_from_bytes(letter.read_bytes(), policy=default).get_content()
            if found := re.search(r"\b(\d{4} ?\d{4})\b", body):
                return found[1]
        time.sleep(0.1)
    raise AssertionError("no letter with a code came")


def join(browser: Browser, live_hub: LiveHub, email: str) -> None:
    said = live_hub.torg("invite", email, "--org", "nordby", "--role", "editor")
    link = re.search(r"https?://\S+|/invitations/\S+", said)
    assert link, said
    page = browser.new_page()
    page.goto(live_hub.url + re.sub(r"^https?://[^/]+", "", link[0]))
    page.fill("[name=name]", "Astrid")
    page.get_by_role("button", name="Accept").click()
    page.get_by_role("heading", level=1, name="Hello Astrid").wait_for()
    page.close()
