import logging

import pytest
from markupsafe import Markup

from torg.kit.components.slots import Panel, Slot


def test_panels_come_in_the_order_they_were_added_and_none_is_no_panel() -> None:
    slot = Slot("test")
    slot.fill(lambda about: Panel(Markup("one"), heading=about))

    @slot.fill
    def nothing(about: str) -> None:
        return None

    @slot.fill
    def two(about: str) -> Panel:
        return Panel(Markup("two"))

    slot.fill(two)
    assert [panel.html for panel in slot.panels("x")] == ["one", "two"]


def test_a_filling_that_breaks_becomes_a_notice(caplog: pytest.LogCaptureFixture) -> None:
    slot = Slot("test")

    @slot.fill
    def broken() -> Panel:
        raise RuntimeError("no")

    with caplog.at_level(logging.CRITICAL):
        (panel,) = slot.panels()
    assert "cannot be shown" in panel.html
