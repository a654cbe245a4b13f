"""Every page in a real browser: for all people, on all screens, without scripts, cookies and strangers."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from journeys.hub import LONG_WORD, LiveHub
from journeys.probe import overflow, stops, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

PAGES = (
    "/",
    "/datasets/legepladser-i-nordby",
    "/datasets/badplatser-i-hedestad",
    "/datasets/arbres-remarquables-de-valmont",
    "/datasets/bus-timetable",
    "/datasets/bus-timetable/stops",
    f"/datasets/{LONG_WORD.lower()}",
    f"/datasets/{LONG_WORD.lower()}?version=1",
    "/organisations/nordby",
    "/nothing-here",
    "/gallery",
)
SCREENS: dict[str, dict[str, object]] = {
    "light": {"width": 1280},
    "dark": {"width": 1280, "color_scheme": "dark"},
    "phone": {"width": 360},
    "high contrast": {"width": 1280, "forced_colors": "active"},
}

Open = Callable[..., Page]


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(open_page: Open, address: str, screen: str) -> None:
    """B-1."""
    assert violations(open_page(address, **SCREENS[screen])) == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("address", PAGES)
def test_no_page_is_wider_than_the_window(open_page: Open, address: str, width: int) -> None:
    """B-12."""
    assert overflow(open_page(address, width=width)) <= 0


@pytest.mark.parametrize("address", PAGES)
def test_no_page_is_wider_than_a_phone_where_letters_are_twice_as_large(open_page: Open, address: str) -> None:
    """B-12."""
    page = open_page(address, width=360, bypass_csp=True)
    page.add_style_tag(content="html{font-size:200%}")
    assert overflow(page) <= 0


def test_steps_of_one_kind_open_without_a_script(open_page: Open) -> None:
    page = open_page(f"/datasets/{LONG_WORD.lower()}", width=360, java_script_enabled=False)
    kind = page.locator("section[aria-labelledby=done] details").filter(has_text="15 more of this kind")
    hidden = kind.first.locator("li").first
    assert not hidden.is_visible()
    kind.first.locator("summary").click()
    assert hidden.is_visible()


def test_files_of_each_table_can_be_reached_on_a_phone(open_page: Open) -> None:
    page = open_page("/datasets/bus-timetable", width=360)
    boxes = [one.bounding_box() for one in page.locator(".files a").all()]
    assert len(boxes) >= 12
    assert [box for box in boxes if box is None or box["x"] + box["width"] > 360] == []


@pytest.mark.parametrize("address", PAGES)
def test_text_spacing_of_the_reader_cuts_nothing(open_page: Open, address: str) -> None:
    """B-12."""
    page = open_page(address, width=320, bypass_csp=True)
    page.add_style_tag(
        content="*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
        "p{margin-bottom:2em!important}"
    )
    assert overflow(page) <= 0
    cut = page.evaluate(
        "[...document.querySelectorAll('a, .button, dd, dt, h1, h2, h3')].filter(e => e.scrollWidth > e.clientWidth + 1"
        " && getComputedStyle(e).display !== 'inline' && getComputedStyle(e).overflow !== 'visible')"
        ".map(e => e.textContent)"
    )
    assert cut == []


@pytest.mark.parametrize("address", [address for address in PAGES if address != "/gallery"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(open_page: Open, address: str) -> None:
    found = stops(open_page(address))
    assert found[0].what.startswith("A Skip to content")
    assert len(found) <= 60
    for stop in found:
        assert stop.outline >= 3, f"no ring: {stop}"
        assert stop.offset >= 2, f"no gap: {stop}"
        assert not stop.covered, f"covered: {stop}"
        assert stop.inline or (stop.height >= 24 and stop.width >= 24), f"too small: {stop}"


def test_the_way_past_the_head_of_the_page_leads_to_the_content(open_page: Open) -> None:
    page = open_page("/datasets/legepladser-i-nordby")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_one_filled_button_can_be_hit_with_a_thumb(open_page: Open) -> None:
    filled = open_page("/datasets/legepladser-i-nordby", width=360).locator(".button.filled")
    assert filled.count() == 1
    box = filled.bounding_box()
    assert box is not None
    assert box["height"] >= 44


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_nobody_else_sets_no_cookie_and_runs_no_script(
    browser: Browser, live_hub: LiveHub, address: str
) -> None:
    """B-7 and B-8."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[tuple[str, str]] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append((request.resource_type, request.url)))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(live_hub.url + address, wait_until="networkidle")
    assert {urlsplit(url).netloc for _, url in asked} == {urlsplit(live_hub.url).netloc}
    assert "script" not in {kind for kind, _ in asked}
    assert context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert [words for words in complaints if "404" not in words] == []
    context.close()


@pytest.mark.parametrize("address", [address for address in PAGES if address != "/gallery"])
def test_the_first_view_is_light(browser: Browser, live_hub: LiveHub, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(live_hub.url + address, wait_until="networkidle")
    assert len(sizes) >= 4, "the page, its style and its two fonts"
    assert sum(sizes) <= 120_000
    context.close()


@pytest.mark.parametrize("address", ["/", "/datasets/legepladser-i-nordby"])
def test_nothing_jumps_while_the_fonts_arrive(browser: Browser, live_hub: LiveHub, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries())"
        " window.shift += entry.value }).observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(live_hub.url + address, wait_until="networkidle")
    assert page.evaluate("document.fonts.check('1rem \"Hub Text\"') && document.fonts.check('600 1rem \"Hub Head\"')")
    assert page.evaluate("window.shift") <= 0.05
    context.close()


def test_all_of_it_works_without_scripts(open_page: Open) -> None:
    """B-11: read, download."""
    page = open_page("/", java_script_enabled=False)
    page.get_by_role("link", name="Legepladser i Nordby").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Legepladser i Nordby"
    page.get_by_role("link", name="Nordby Kommune").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Nordby Kommune"
    page.get_by_role("link", name="Bus timetable").click()
    page.get_by_role("link", name="stops", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "stops"
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Download CSV")).click()
    assert "Torget" in download.value.path().read_text()


def test_long_texts_open_with_the_keyboard_alone(open_page: Open) -> None:
    page = open_page("/gallery")
    clamped = page.locator(".clamp").first
    before = clamped.evaluate("e => [e.scrollHeight > e.clientHeight, getComputedStyle(e).display]")
    page.locator("#example-whole").focus()
    page.keyboard.press("Space")
    assert before[0] is True
    assert clamped.evaluate("e => getComputedStyle(e).display") == "inline"


ON_PAPER = 673
"""Pixels between the margins of an A4 sheet."""


@pytest.mark.parametrize("address", PAGES)
def test_a_printed_page_says_what_and_whence_it_is_and_loses_nothing(open_page: Open, address: str) -> None:
    """B-14."""
    page = open_page(address, width=ON_PAPER)
    page.emulate_media(media="print")
    printed = page.locator(".printed").inner_text()
    assert urlsplit(page.url).path in printed
    assert re.search(r"read on \d+ \w+ \d{4}", printed)
    shown = "s => [...document.querySelectorAll(s)].filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))"
    assert page.evaluate(shown, "nav, button, .button, .searchbox, .skip") == []
    cut = "[...document.querySelectorAll('table, pre, svg, img')].filter(e => e.checkVisibility() &&"
    cut += " e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"
    assert page.evaluate(cut) == []


def test_a_printed_map_is_the_picture_the_hub_drew(open_page: Open) -> None:
    page = open_page("/datasets/badplatser-i-hedestad/map")
    page.locator(".map[data-state=ready]").wait_for()
    page.emulate_media(media="print")
    assert page.locator(".map-paper svg .map-points").is_visible()
    assert not page.locator("#map").is_visible()


def test_a_printed_page_is_a_document(open_page: Open) -> None:
    page = open_page("/datasets/legepladser-i-nordby")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.table thead')).display") == "table-header-group"
    assert page.pdf().startswith(b"%PDF")
