"""Seconds after a person pressed Publish the list is there for everybody, in every form."""

import os
import time
from collections.abc import Callable

import httpx
import pytest

from journeys.clerk import Clerk
from journeys.hub import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

SECONDS = 5.0
FILE = ROOT / "samples" / "arbres_valmont.geojson"
FORMS = (
    "/datasets/{slug}",
    "/api/v1/tables/{slug}/export.csv",
    "/api/v1/tables/{slug}/export.json",
    "/api/v1/tables/{slug}/rows",
    "/datasets/{slug}/map",
    "/datasets/{slug}/charts/1/embed",
)


def busy() -> float:
    """How many times longer the clock runs than the work, because other programs have the processor: 1 when calm."""
    clock, work = time.perf_counter(), time.process_time()
    while time.process_time() - work < 0.3:
        pass
    return max((time.perf_counter() - clock) / 0.3, 1.0)


def test_the_list_is_public_in_every_form_within_seconds(clerk: Callable[..., Clerk]) -> None:
    """PUB-15. The clock starts at the click.

    Five seconds are meant for a machine that does nothing else: where other programs share it they are as many times
    longer as plain work is, measured before and after. TORG_SLOW says how much slower a machine is than two usual
    cores. A hub that is too slow by itself fails all the same.
    """
    one = clerk()
    one.sign_in()
    one.add(FILE, scripts=True)
    slug = f"soon-{time.time_ns()}"
    one.describe(slug)
    before, waiting, took = busy(), list(FORMS), dict.fromkeys(FORMS, 0.0)
    pressed = time.monotonic()
    one.page.get_by_role("button", name="Publish", exact=True).click(no_wait_after=True)
    while waiting and time.monotonic() - pressed < 60:
        for form in list(waiting):
            if httpx.get(one.hub.url + form.format(slug=slug), timeout=30).status_code == 200:
                waiting.remove(form)
                took[form] = time.monotonic() - pressed
        time.sleep(0.05)
    allowed = SECONDS * max(before, busy()) * float(os.environ.get("TORG_SLOW", "1"))
    assert waiting == []
    assert {form: seconds for form, seconds in took.items() if seconds > allowed} == {}, f"allowed: {allowed:.1f}"
