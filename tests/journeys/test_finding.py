"""Finding a dataset in a real browser, with scripts and without."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from journeys.probe import overflow, stops, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

Open = Callable[..., Page]
PAGES = (
    "/datasets",
    "/datasets?q=badplats",
    "/datasets?q=badpltaser",
    "/datasets?q=xyzzyxyz&organisation=nordby",
    "/datasets?organisation=nordby&updated=week",
)
SCREENS: dict[str, dict[str, object]] = {
    "light": {"width": 1280},
    "dark": {"width": 1280, "color_scheme": "dark"},
    "phone": {"width": 360},
}


@pytest.mark.parametrize("script", [True, False])
def test_from_the_start_page_to_a_dataset_in_two_steps(open_page: Open, script: bool) -> None:
    """B-11: find."""
    page = open_page("/", java_script_enabled=script)
    page.get_by_label("Search datasets").fill("lekplats")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Legepladser i Nordby").click()
    assert page.url.endswith("/datasets/legepladser-i-nordby")


@pytest.mark.parametrize("script", [True, False])
def test_results_are_narrowed_down_and_widened_again(open_page: Open, script: bool) -> None:
    page = open_page("/datasets", java_script_enabled=script)
    everything = page.locator(".results li").count()
    page.get_by_role("link", name="Nordby Kommune").click()
    narrowed = page.locator(".results li").count()
    assert 0 < narrowed < everything
    page.locator(".chosen a").click()
    assert page.locator(".results li").count() == everything


def test_a_slip_leads_to_what_was_meant(open_page: Open) -> None:
    page = open_page("/datasets?q=legeplasder", java_script_enabled=False)
    page.get_by_role("link", name="legepladser", exact=True).click()
    assert page.get_by_label("Search datasets").input_value() == "legepladser"
    assert page.locator(".results li").count() >= 1


def test_the_head_of_any_page_searches(open_page: Open) -> None:
    page = open_page("/organisations/nordby", width=360, java_script_enabled=False)
    page.get_by_label("Search datasets").fill("träd")
    page.get_by_role("button", name="Search").click()
    assert "/datasets?q=" in page.url


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_on_pages_of_results(open_page: Open, address: str, screen: str) -> None:
    page = open_page(address, **SCREENS[screen])
    assert violations(page) == []
    assert overflow(page) <= 0


@pytest.mark.parametrize("address", PAGES[:3])
def test_the_keyboard_reaches_every_result(open_page: Open, address: str) -> None:
    found = stops(open_page(address))
    assert len(found) <= 60
    for stop in found:
        assert stop.outline >= 3, f"no ring: {stop}"
        assert not stop.covered, f"covered: {stop}"
        assert stop.inline or (stop.height >= 24 and stop.width >= 24), f"too small: {stop}"
