"""From signing in to a public page in a real browser, as a clerk does it: few clicks, with and without scripts."""

import itertools
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from journeys.hub import ROOT, LiveHub
from journeys.probe import overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

EMAILS = [f"astrid.{number}@nordby.example" for number in range(3)]
MESSY = ROOT / "samples" / "badplatser_hedestad_2026.xlsx"
CONFORMING = ROOT / "samples" / "legepladser_nordby.csv"
SCREENS: dict[str, dict[str, object]] = {
    "light": {"viewport": {"width": 1280, "height": 800}},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 740}},
}


@dataclass
class Clerk:
    """Somebody at a browser; ``clicks`` counts what they press, choosing a file among it."""

    page: Page
    hub: LiveHub
    email: str
    clicks: int = 0
    seen: list[str] = field(default_factory=list)

    def press(self, words: str, kind: str = "button") -> None:
        self.page.get_by_role(kind, name=words, exact=True).first.click()  # type: ignore[arg-type]
        self.clicks += 1

    def choose(self, file: Path | dict[str, object]) -> None:
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


@pytest.fixture(scope="module")
def members(browser: Browser, live_hub: LiveHub) -> Iterator[str]:
    """Several, in turn: nobody is mailed codes without end."""
    for email in EMAILS:
        join(browser, live_hub, email)
    return itertools.cycle(EMAILS)


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


@pytest.fixture
def clerk(browser: Browser, live_hub: LiveHub, members: Iterator[str]) -> Iterator[Callable[..., Clerk]]:
    contexts: list[BrowserContext] = []

    def new(**settings: object) -> Clerk:
        contexts.append(browser.new_context(**settings))  # type: ignore[arg-type]
        return Clerk(contexts[-1].new_page(), live_hub, next(members))

    yield new
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize(("file", "most"), [(MESSY, 12), (CONFORMING, 8)], ids=["messy", "conforming"])
def test_a_list_goes_public_in_few_clicks(clerk: Callable[..., Clerk], file: Path, most: int, scripts: bool) -> None:
    one = clerk(java_script_enabled=scripts)
    one.sign_in()
    one.add(file, scripts=scripts)
    one.describe(f"{file.stem} {'with' if scripts else 'without'} scripts")
    address = one.publish()
    assert one.clicks <= most
    for place in (address, *(str(link.get_attribute("href")) for link in one.page.locator("dd a").all())):
        assert httpx.get(httpx.URL(one.hub.url).join(place)).status_code == 200


@pytest.mark.real
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_real_untidy_workbook_goes_public_in_few_clicks(clerk: Callable[..., Clerk], scripts: bool) -> None:
    shared = Path(os.environ.get("TORG_SHARED") or ROOT.parent / "shared")
    file = shared / "data" / "bathing" / "EEA_SE_BW2019.xlsx"
    if not file.is_file():
        pytest.skip("the folder of real files is not here")
    one = clerk(java_script_enabled=scripts)
    one.sign_in()
    one.add(file, scripts=scripts)
    one.describe(f"Bathing water {'with' if scripts else 'without'} scripts")
    one.publish()
    assert one.clicks <= 12


@pytest.mark.parametrize("screen", SCREENS)
def test_every_step_is_for_all_people_on_all_screens(clerk: Callable[..., Clerk], screen: str) -> None:
    one = clerk(**SCREENS[screen])
    found: dict[str, object] = {}

    def judge(step: str) -> None:
        found[step] = (violations(one.page), max(overflow(one.page), 0))

    one.sign_in()
    judge("start")
    one.press("Add a file or paste a table", "link")
    for words in ("Paste a table from Excel", "Give a web address"):
        one.page.locator("summary", has_text=words).click()
    judge("add")
    one.page.fill("[name=pasted]", "one line")
    one.press("Read the table")
    judge("add, with a problem")
    one.page.goto(one.hub.url + "/publish")
    one.choose({"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n" + b"x" * 300})
    one.see("We need you here")
    judge("stopped")
    one.page.goto(one.hub.url + "/studio")
    judge("start, with a draft")
    one.page.goto(one.hub.url + "/publish")
    still = {"ended": False, "stage": "Reading the file", "done": 3, "total": 9}
    one.page.route("**/progress", lambda route: route.fulfill(json=still))
    one.choose(MESSY)
    one.see("Reading your file")
    judge("waiting")
    one.page.unroute("**/progress")
    one.see("This is what we found")
    one.page.locator("summary", has_text="Change").click()
    judge("found")
    one.press("Yes, continue")
    one.page.locator("summary", has_text="See all").click()
    judge("describe")
    one.page.fill("[name=title]", "")
    one.press("Continue")
    judge("describe, with a problem")
    one.page.fill("[name=title]", f"Badplatser {screen}")
    one.press("Continue")
    judge("look")
    one.publish()
    judge("public")
    one.page.goto(one.hub.url + "/publish/drafts")
    judge("drafts")
    assert found == dict.fromkeys(found, ([], 0))


def test_somebody_goes_on_at_another_computer(clerk: Callable[..., Clerk]) -> None:
    here, there = clerk(), clerk()
    assert here.email != there.email, "anybody of the organisation may go on"
    here.sign_in()
    here.add(CONFORMING, scripts=True)
    here.describe("Begun here")
    draft = here.page.url.rpartition("/")[0]
    there.sign_in()
    there.page.goto(draft)
    there.see("Look and publish")
    there.page.get_by_role("link", name="Describe it", exact=True).click()
    assert there.page.input_value("[name=title]") == "Begun here"


def test_a_large_file_goes_on_where_the_line_broke(clerk: Callable[..., Clerk], tmp_path: Path) -> None:
    file = tmp_path / "large.csv"
    file.write_bytes(b"name;height\n" + b"".join(b"Oak %07d;%d\n" % (n, n % 40) for n in range(1_000_000)))
    one = clerk()
    one.sign_in()
    pieces: list[str] = []

    def break_the_last(route: Route) -> None:
        if route.request.method == "PATCH":
            pieces.append(route.request.headers["upload-offset"])
        if route.request.method == "PATCH" and len(pieces) in (4, 5):
            route.abort()
        else:
            route.continue_()

    one.page.route("**/publish/uploads/*", break_the_last)
    one.add(file, scripts=True)
    assert pieces[3] == pieces[4] == pieces[5]
    assert "1,000,000 rows" in one.page.locator(".lead").inner_text()


def test_a_file_dropped_on_the_page_of_a_list_is_its_next_version(clerk: Callable[..., Clerk]) -> None:
    one = clerk()
    one.sign_in()
    one.add({"name": "lamps.csv", "mimeType": "text/csv", "buffer": b"name;watt\nA;1\nB;2\n"}, scripts=True)
    one.describe("Lamps")
    one.page.goto(one.hub.url + one.publish())
    one.page.evaluate(
        """() => {
          const carried = new DataTransfer()
          carried.items.add(new File(['name;watt\\nA;1\\nB;2\\nC;3\\n'], 'lamps.csv', {type: 'text/csv'}))
          document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: carried, bubbles: true, cancelable: true}))
        }"""
    )
    one.see("This is what we found")
    assert "Rows: 3. Last time: 2." in one.page.content()
    one.press("Yes, continue")
    one.press("Continue")
    one.publish()
    assert one.page.get_by_text("Lamps is public").is_visible()


def test_a_closed_door_leads_back_to_what_was_typed(clerk: Callable[..., Clerk]) -> None:
    one = clerk(java_script_enabled=False)
    one.sign_in()
    one.add(CONFORMING, scripts=False)
    one.press("Yes, continue")
    one.page.fill("[name=title]", "Typed before lunch")
    cookies = one.page.context.cookies()
    session = next(cookie for cookie in cookies if cookie["name"] == "torg_session")
    one.page.context.add_cookies([{**session, "value": "x" * 32}])  # as when the session is over
    one.press("Continue")
    before = letters(one.hub)
    one.page.fill("[name=email]", one.email)
    one.press("Mail me a code")
    one.page.fill("[name=code]", code_in(one.hub, before))
    one.press("Sign in")
    one.see("Describe it")
    assert one.page.input_value("[name=title]") == "Typed before lunch"
