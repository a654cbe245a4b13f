import math
import random

import pytest

from torg.kit.components.colours import DARK_PAPER, PAPER, WHITE, _parse, _to_oklch, contrast, safe_colour


def test_five_hundred_random_colours_become_safe() -> None:
    dice = random.Random(4)
    for _ in range(500):
        colour = f"#{dice.randrange(1 << 24):06x}"
        safe = safe_colour(colour)
        assert contrast(safe.day, PAPER) >= 4.5, colour
        assert contrast(safe.day, WHITE) >= 4.5, colour
        assert contrast(safe.night, DARK_PAPER) >= 4.5, colour


def test_a_safe_colour_keeps_its_hue() -> None:
    for colour in ("#ffd700", "#00a0e3", "#7a1f3d", "#3cb44b"):
        hue = _to_oklch(_parse(colour))[2]
        for made in (safe_colour(colour).day, safe_colour(colour).night):
            assert math.degrees(abs(_to_oklch(_parse(made))[2] - hue)) < 4, (colour, made)


def test_a_colour_that_is_safe_already_stays_as_it_is() -> None:
    assert safe_colour("#7a1f3d").day == "#7a1f3d"
    assert safe_colour("#ffd700").night == "#ffd700"


@pytest.mark.parametrize("written", ["", "#fff", "red", "#12345g", '#123456"/><script>'])
def test_what_is_no_colour_becomes_that_of_the_hub(written: str) -> None:
    assert safe_colour(written) == safe_colour("#0e5a57")


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48)])
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)
