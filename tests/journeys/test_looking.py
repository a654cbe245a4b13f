"""Looking at data in a real browser: choose rows, see charts and the map, embed, follow; mostly without scripts."""

import csv
import html
import io
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page

from journeys.hub import LiveHub
from journeys.probe import overflow, stops, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

TREES = "/datasets/arbres-remarquables-de-valmont"
CHARGERS = "/datasets/ladesaulen-in-oberau"
PAGES = (
    f"{TREES}?essence.contains=c&sort=-hauteur_m",
    f"{TREES}?essence.contains=nothing",
    f"{TREES}?hauteur_m.from=tall",
    f"{TREES}/map",
    f"{TREES}/charts/1",
    f"{TREES}/charts/1/embed",
    f"{TREES}/follow",
    f"{TREES}/follow?sent=1",
)
SCREENS: dict[str, dict[str, object]] = {
    "light": {"width": 1280},
    "dark": {"width": 1280, "color_scheme": "dark"},
    "phone": {"width": 360},
    "high contrast": {"width": 1280, "forced_colors": "active"},
}

Open = Callable[..., Page]


@pytest.fixture(scope="module", autouse=True)
def charts_drawn(live_hub: LiveHub) -> None:
    """The job worker draws them once the hub is up."""
    end = time.monotonic() + 120
    while httpx.get(f"{live_hub.url}{TREES}/charts/1").status_code != 200:
        assert time.monotonic() < end, "no charts were drawn"
        time.sleep(0.3)
    time.sleep(21)  # pages kept from before may be that old


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(open_page: Open, address: str, screen: str) -> None:
    page = open_page(address, **SCREENS[screen])
    if address.endswith("/map"):
        page.wait_for_selector('[data-state="ready"]')
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("address", PAGES)
def test_no_page_is_wider_than_the_window(open_page: Open, address: str, width: int) -> None:
    assert overflow(open_page(address, width=width)) <= 0


def test_rows_are_chosen_sorted_paged_and_downloaded_without_scripts(open_page: Open) -> None:
    """B-11: filter, page, download."""
    page = open_page(TREES, width=360, java_script_enabled=False)
    page.get_by_role("link", name="Next rows").click()
    assert "Rows 21 to 40 of 60" in page.locator("#first-rows-caption").inner_text()
    page.get_by_label("Filter", exact=True).select_option(label="hauteur_m")
    page.get_by_label("How").select_option(label="from")
    page.get_by_label("Value").fill("20,5")
    page.get_by_role("button", name="Show").click()
    page.locator("thead a", has_text="hauteur_m").click()
    found = int(re.findall(r"(\d+) of 60 rows", page.get_by_role("status").inner_text())[0])
    assert 0 < found < 60
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV of the rows found").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text())))
    heights = [float(row["hauteur_m"]) for row in rows]
    assert (len(rows), heights) == (found, sorted(heights))
    assert heights[0] >= 20.5
    page.get_by_role("link", name=re.compile("take this filter away")).click()
    assert "Rows 1 to 20 of 60" in page.locator("#first-rows-caption").inner_text()


def test_a_question_keeps_the_way_of_the_keyboard_short(open_page: Open) -> None:
    assert len(stops(open_page(f"{TREES}?essence.contains=c&sort=-hauteur_m&per=50"))) <= 60


def test_every_chart_has_words_with_a_number_and_a_table(open_page: Open) -> None:
    page = open_page(CHARGERS)
    charts = page.locator("section[aria-labelledby=charts] figure.chart")
    assert 1 <= charts.count() <= 3
    for chart in charts.all():
        told = chart.get_by_role("img").get_attribute("aria-label") or ""
        assert re.search(r"\d", told)
        assert len(told) <= 300
        assert chart.locator("tbody tr").count() >= 2


def test_a_chart_stands_in_a_strangers_page(browser: Browser, live_hub: LiveHub) -> None:
    code = re.findall(r"<code[^>]*>(&lt;iframe.*?)</code>", httpx.get(f"{live_hub.url}{TREES}/charts/1").text, re.S)[0]
    context = browser.new_context()
    page = context.new_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    with _stranger(html.unescape(code)) as address:
        page.goto(address, wait_until="networkidle")
        frame = page.frame_locator("iframe")
        frame.locator("svg").wait_for()
    assert "Source: Valmont" in frame.locator("body").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert frame.locator("script").count() == 0
    assert context.cookies() == []
    assert asked == {urlsplit(address).netloc, urlsplit(live_hub.url).netloc}
    context.close()


@contextmanager
def _stranger(code: str) -> Iterator[str]:
    """A page of another origin, from a real server: browsers let no page of the world frame this machine."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>A page</title><link rel=icon href=data:>{code}".encode())

        def log_message(self, *_: object) -> None:
            """Tests are quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_other_pages_cannot_be_framed(live_hub: LiveHub) -> None:
    assert "frame-ancestors 'self'" in httpx.get(f"{live_hub.url}{TREES}").headers["content-security-policy"]
    embedded = httpx.get(f"{live_hub.url}{TREES}/charts/1/embed")
    assert "frame-ancestors *" in embedded.headers["content-security-policy"]
    assert "x-frame-options" not in embedded.headers
    assert len(embedded.content) <= 60_000


def test_the_map_opens_on_demand_and_obeys_buttons(browser: Browser, live_hub: LiveHub) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(live_hub.url + TREES)
    assert [url for url in asked if "maplibre" in url or url.endswith(".js")] == []
    page.get_by_role("link", name="Open the map").click()
    page.wait_for_selector('[data-state="ready"]')
    everything = _in_view(page)
    assert everything >= 50
    for _ in range(3):
        page.get_by_role("button", name="Zoom in", exact=True).click()
    page.wait_for_function(
        "was => parseInt(document.getElementById('map-count').textContent.match(/\\d+/)[0]) < was", arg=everything
    )
    page.get_by_role("button", name="All places").click()
    page.wait_for_function(
        "was => parseInt(document.getElementById('map-count').textContent.match(/\\d+/)[0]) === was", arg=everything
    )
    page.wait_for_selector(".map-cluster")
    page.locator("#map-list button").first.click()
    assert page.evaluate("document.activeElement.id") == "map-one"
    assert page.locator("#map-one dt").first.inner_text() == "numéro"
    assert {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))} == {
        urlsplit(live_hub.url).netloc
    }
    assert [url for url in asked if url.startswith("blob:")] == []
    assert complaints == []
    assert context.cookies() == []
    context.close()


def _in_view(page: Page) -> int:
    return int(re.findall(r"\d+", page.locator("#map-count").inner_text())[0])


def test_the_map_is_a_picture_where_there_are_no_scripts(open_page: Open) -> None:
    page = open_page(f"{TREES}/map?essence.contains=c", java_script_enabled=False)
    assert page.locator("#map svg").is_visible()
    page.get_by_role("link", name="See them as a table").click()
    assert "of 60 rows" in page.get_by_role("status").inner_text()


def test_a_dataset_is_followed_by_mail_without_scripts(open_page: Open, live_hub: LiveHub) -> None:
    """B-11: follow."""
    page = open_page(TREES, java_script_enabled=False)
    page.get_by_role("link", name="Follow").first.click()
    page.get_by_label("E-mail").fill("celine@example.org")
    page.get_by_role("button", name="Send me the letter to confirm").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Look into your mail"
    page.goto(_link_in_mail(live_hub))
    page.get_by_role("button", name="Yes, mail me new versions").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("You follow")
    assert page.context.cookies() == []


def _link_in_mail(hub: LiveHub) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        for letter in sorted((hub.home / "mail").glob("*.eml")):
            text = message_from_bytes(letter.read_bytes(), policy=policy.default).get_content()
            if found := re.search(r"http\S+/follow/\S+", text):
                return found[0]
        time.sleep(0.3)
    raise AssertionError("no letter came")
