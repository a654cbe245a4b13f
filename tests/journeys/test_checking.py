"""Checking a file without an account, and reading the rules, in a real browser with and without scripts."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from journeys.probe import overflow, stops, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

SHARED = Path(os.environ.get("TORG_SHARED", Path(__file__).resolve().parents[3] / "shared"))
SWEDISH = SHARED / "standards" / "specs" / "se"
PAGES = ("/specifications", "/specifications/bathing-places", "/specifications/supplier-ledger", "/check")
FILES = {
    "outdoor gyms of Salem": ("utegym-odis/Utegym_i_Salems_kommun.csv", "Outdoor gyms (ÖDIS)", "Horistontell stång"),
    "outdoor gyms around Stockholm": ("utegym-odis/utegym-i-stockholmsomradet.csv", "Outdoor gyms (ÖDIS)", "0180"),
    "bathing places of Härryda": ("badplatser/Badplatser_Harryda_2_.csv", "Bathing places", "place_id"),
}
"""The file, the rules it is recognised by, and something the report has to speak of."""

MESSY = "Id;Namn;Latitud;Longitud;Livboj\nHED-1;Sjövik;57,04677;11,38118;ja\nHED-2;;57,10527;11,3728;nej\n"
SCREENS: dict[str, dict[str, object]] = {
    "light": {"width": 1280},
    "dark": {"width": 1280, "color_scheme": "dark"},
    "phone": {"width": 360},
}

Open = Callable[..., Page]


def send(page: Page, file: object, **chosen: str) -> None:
    page.set_input_files("#check-file", file)  # type: ignore[arg-type]
    for name, value in chosen.items():
        page.select_option(f"#f-{name}", value)
    page.get_by_role("button", name="Check it").click()
    page.wait_for_selector(".check-report h1")


def messy() -> dict[str, object]:
    return {"name": "bad.csv", "mimeType": "text/csv", "buffer": MESSY.encode()}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(open_page: Open, address: str, screen: str) -> None:
    page = open_page(address, **SCREENS[screen])
    assert violations(page) == []
    assert overflow(page) <= 0


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_on_a_report(open_page: Open, screen: str) -> None:
    page = open_page("/check", **SCREENS[screen])
    send(page, messy(), spec="bathing-places")
    assert violations(page) == []
    assert overflow(page) <= 0


@pytest.mark.parametrize("address", ["/specifications/bathing-places", "/check"])
def test_few_stops_lead_through_a_page(open_page: Open, address: str) -> None:
    """B-3."""
    assert len(stops(open_page(address))) <= 60


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_file_is_checked_and_no_cookie_is_left(open_page: Open, scripts: bool) -> None:
    page = open_page("/check", java_script_enabled=scripts)
    send(page, messy(), spec="bathing-places")
    words = page.inner_text("main")
    assert "Done for you" in words
    assert "row 3" in words
    assert page.context.cookies() == []


def test_the_report_speaks_the_language_that_was_chosen(open_page: Open) -> None:
    page = open_page("/check")
    send(page, messy(), spec="bathing-places", lang="sv")
    assert "decimalkomma" in page.inner_text("main")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("name", FILES)
def test_real_files_are_recognised_and_told_about(open_page: Open, name: str, scripts: bool) -> None:
    path, rules, spoken_of = FILES[name]
    if not (SWEDISH / path).is_file():
        pytest.skip("the folder of real files is not here")
    page = open_page("/check", java_script_enabled=scripts)
    send(page, SWEDISH / path)
    words = page.inner_text("main")
    assert rules in words
    assert spoken_of in words


def test_a_list_without_a_table_is_told_in_words(open_page: Open) -> None:
    page = open_page("/check")
    page.set_input_files("#check-file", {"name": "x.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 no"})
    page.get_by_role("button", name="Check it").click()
    page.wait_for_selector(".notice")
    assert "is a PDF" in page.inner_text("main")
    assert page.title().startswith("Error:")
