"""From signing in to a public page in a real browser, as a clerk does it: few clicks, with and without scripts."""

import os
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Route

from journeys.clerk import CONFORMING, MESSY, Clerk, code_in, letters
from journeys.hub import ROOT
from journeys.probe import overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

SCREENS: dict[str, dict[str, object]] = {
    "light": {"viewport": {"width": 1280, "height": 800}},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 740}},
}


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize(("file", "most"), [(MESSY, 12), (CONFORMING, 8)], ids=["messy", "conforming"])
def test_a_list_goes_public_in_few_clicks(clerk: Callable[..., Clerk], file: Path, most: int, scripts: bool) -> None:
    """B-11: sign in, publish a simple messy file."""
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
    """B-1 and B-12."""
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
