"""One real hub for all journeys of a run, and a real browser."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from journeys.clerk import Clerk, join
from journeys.hub import LiveHub, serving

NUMBERS = itertools.count()
"""Of the members, so that each module of tests has its own."""


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


@pytest.fixture(scope="module")
def members(browser: Browser, live_hub: LiveHub) -> Iterator[str]:
    """Several, in turn: nobody is mailed codes without end."""
    emails = [f"astrid.{next(NUMBERS)}@nordby.example" for _ in range(3)]
    for email in emails:
        join(browser, live_hub, email)
    return itertools.cycle(emails)


@pytest.fixture
def clerk(browser: Browser, live_hub: LiveHub, members: Iterator[str]) -> Iterator[Callable[..., Clerk]]:
    contexts: list[BrowserContext] = []

    def new(**settings: object) -> Clerk:
        contexts.append(browser.new_context(**settings))  # type: ignore[arg-type]
        scripts = bool(settings.get("java_script_enabled", True))
        return Clerk(contexts[-1].new_page(), live_hub, next(members), scripts)

    yield new
    for context in contexts:
        context.close()
