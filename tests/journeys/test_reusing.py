"""From a search to data in somebody's program, and what search engines are told of it."""

import json
import re
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page

from journeys.hub import LiveHub

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

Open = Callable[..., Page]


@pytest.mark.parametrize("script", [True, False])
def test_from_a_search_result_to_json_on_the_screen_in_two_clicks(open_page: Open, script: bool) -> None:
    """USE-1."""
    page = open_page("/datasets?q=legepladser", java_script_enabled=script)
    page.get_by_role("link", name="Legepladser i Nordby").click()
    page.locator("a[href*='/api/v1/tables/'][href*='/rows']").first.click()
    shown = json.loads(page.locator("body").inner_text())
    assert shown["total"] == 20
    assert "legeplads" in shown["items"][0]


def test_every_download_that_search_engines_are_told_of_answers_as_it_is_described(live_hub: LiveHub) -> None:
    """USE-5."""
    page = httpx.get(f"{live_hub.url}/datasets/legepladser-i-nordby").text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert found
    described = json.loads(found[1])
    assert 50 <= len(described["description"]) <= 5000
    assert described["isAccessibleForFree"] is True
    for name in ("name", "url", "license", "creator", "dateModified", "spatialCoverage", "variableMeasured"):
        assert described[name], name
    files = described["distribution"]
    assert len(files) >= 3
    for one in files:
        answer = httpx.get(one["contentUrl"], timeout=60)
        assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, one["encodingFormat"])
