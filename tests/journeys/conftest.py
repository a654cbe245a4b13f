"""One real hub for all journeys of a run, and a real browser."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from journeys.hub import LiveHub, serving


@pytest.fixture(scope="session")
def live_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveHub]:
    with serving(tmp_path_factory.mktemp("live")) as hub:
        yield hub


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed with its module: while it is open its event loop keeps Django's queries of other tests away."""
    place = shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(place).exists():
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=place, args=["--no-sandbox", "--enable-unsafe-swiftshader"])
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Browser, live_hub: LiveHub) -> Iterator[Callable[..., Page]]:
    """Opens an address of the hub in a context of its own; ``width`` and everything else is Playwright's."""
    contexts: list[BrowserContext] = []

    def open_one(address: str, *, width: int = 1280, **settings: object) -> Page:
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}, **settings))  # type: ignore[arg-type]
        page = contexts[-1].new_page()
        page.goto(live_hub.url + address)
        return page

    yield open_one
    for context in contexts:
        context.close()
