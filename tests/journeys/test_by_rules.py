"""A list of a kind that has rules: recognised, compared, confirmed with no further click, and next year again."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from journeys.clerk import Clerk
from journeys.hub import ROOT
from journeys.probe import overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

CONFORMING = ROOT / "specifications" / "bathing-places" / "1.0" / "example.csv"
REAL = Path("standards", "specs", "se", "badplatser", "Badplatser_Harryda_2_.csv")
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
SCREENS: dict[str, dict[str, object]] = {
    "light": {"viewport": {"width": 1280, "height": 800}},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 740}},
}
OPEN = "() => document.querySelectorAll('main details').forEach((one) => (one.open = true))"
MENDED = (
    "id;Badplats;lat;long;Vattentyp;Toallett\n1;Strandbadet;59,1201;18,0501;sjö;ja\n"
    "2;Sjövik;59,1302;18,0602;lava;nej\n3;Lillsjön;59,1403;18,0703;hav;ja\n"
).encode()


def real_file() -> Path:
    file = Path(os.environ.get("TORG_SHARED") or ROOT.parent / "shared") / REAL
    if not file.is_file():
        pytest.skip("the folder of real files is not here")
    return file


@SCRIPTS
def test_a_list_by_the_rules_goes_public_in_eight_clicks_and_next_year_in_five(
    clerk: Callable[..., Clerk], scripts: bool
) -> None:
    one = clerk(java_script_enabled=scripts)
    one.sign_in()
    one.add(CONFORMING, scripts=scripts)
    assert "This looks like Bathing places" in one.page.inner_text("main")
    one.describe(f"Baths by the rules {'with' if scripts else 'without'} scripts")
    address = one.publish()
    assert one.clicks <= 8
    one.page.goto(one.hub.url + address)
    one.clicks = 0
    one.page.get_by_role("link", name="Update").first.click()
    one.clicks += 1
    one.choose({"name": "example.csv", "mimeType": "text/csv", "buffer": CONFORMING.read_bytes() + b"\n"})
    if not scripts:
        one.press("Read the file")
    one.see("This is what we found")
    assert "Checked by the rules for Bathing places" in one.page.inner_text("main")
    assert one.page.locator(".doubt").count() == 0
    one.press("Yes, continue")
    one.see("Look and publish")
    one.publish()
    assert one.clicks <= 5


@pytest.mark.real
@SCRIPTS
def test_a_real_swedish_list_goes_public_by_its_rules_in_twelve_clicks(
    clerk: Callable[..., Clerk], scripts: bool
) -> None:
    one = clerk(java_script_enabled=scripts)
    one.sign_in()
    one.add(real_file(), scripts=scripts)
    shown = one.page.inner_text("main")
    assert "This looks like Bathing places: 9 rows" in shown
    assert "9 cells in “place_id” are empty" in shown
    one.describe(f"Badplatser i Härryda {'with' if scripts else 'without'} scripts")
    assert "Checked by the rules for Bathing places" in one.page.inner_text("main")
    one.publish()
    assert one.clicks <= 12


@pytest.mark.parametrize("screen", SCREENS)
def test_rules_are_shown_to_all_people_on_all_screens(clerk: Callable[..., Clerk], screen: str) -> None:
    one = clerk(**SCREENS[screen])
    found: dict[str, object] = {}

    def judge(step: str) -> None:
        one.page.evaluate(OPEN)
        found[step] = (violations(one.page), max(overflow(one.page), 0))

    one.sign_in()
    one.add({"name": "badplatser.csv", "mimeType": "text/csv", "buffer": MENDED}, scripts=True)
    judge("compared")
    one.press("See every row to fix", "link")
    one.see("Rows to fix")
    judge("rows")
    one.page.go_back()
    one.see("This is what we found")
    one.page.evaluate(OPEN)
    one.page.select_option("[name=heading]", "Vattentyp")
    one.page.select_option("[name=field]", "")
    one.press("Use this")
    one.page.get_by_text("Checked by the rules for Bathing places").wait_for()
    judge("another column")
    assert "3 of 3 rows are fine" in one.page.inner_text("main")
    assert found == dict.fromkeys(found, ([], 0))
