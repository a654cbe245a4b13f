"""One colour per organisation made safe to see: OKLCH keeps the hue, only the lightness gives way."""

import math
import re
from dataclasses import dataclass

PAPER, WHITE, DARK_PAPER, BRAND = "#fbfaf6", "#ffffff", "#10201f", "#0e5a57"
ENOUGH = 4.5  # WCAG 2.2, 1.4.3: also good enough for words in this colour

Triple = tuple[float, float, float]


@dataclass(frozen=True)
class SafeColour:
    """``day`` is readable on paper and under white, ``night`` on the dark paper."""

    day: str
    night: str


def safe_colour(colour: str) -> SafeColour:
    """Both colours for one such as ``#ffd700``, with its hue; for anything else those of the hub."""
    colour = colour if re.fullmatch("#[0-9a-fA-F]{6}", colour) else BRAND
    lightness, chroma, hue = _to_oklch(_parse(colour))
    return SafeColour(
        day=_first(lightness, 0.0, chroma, hue, (PAPER, WHITE)),
        night=_first(lightness, 1.0, chroma, hue, (DARK_PAPER,)),
    )


def contrast(one: str, other: str) -> float:
    """Contrast of two colours after WCAG 2: 1 to 21."""
    lighter, darker = sorted((_luminance(_parse(one)), _luminance(_parse(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _first(lightness: float, towards: float, chroma: float, hue: float, grounds: tuple[str, ...]) -> str:
    for step in range(201):
        found = _in_gamut(lightness + (towards - lightness) * step / 200, chroma, hue)
        if all(contrast(found, ground) >= ENOUGH for ground in grounds):
            return found
    raise AssertionError("black on white and white on dark paper are always enough")


def _in_gamut(lightness: float, chroma: float, hue: float) -> str:
    """The colour with as much of the chroma as a screen can show."""
    low, high = 0.0, chroma
    if _shows(_from_oklch(lightness, chroma, hue)):
        low = chroma
    else:
        for _ in range(12):
            middle = (low + high) / 2
            low, high = (middle, high) if _shows(_from_oklch(lightness, middle, hue)) else (low, middle)
    return _written(_from_oklch(lightness, low, hue))


def _shows(rgb: Triple) -> bool:
    return all(-0.0005 <= part <= 1.0005 for part in rgb)


def _parse(colour: str) -> Triple:
    digits = colour.removeprefix("#")
    red, green, blue = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return red, green, blue


def _written(rgb: Triple) -> str:
    return "#" + "".join(f"{round(255 * _curved(min(max(part, 0.0), 1.0))):02x}" for part in rgb)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _curved(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _luminance(rgb: Triple) -> float:
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


# Matrices of OKLab by Björn Ottosson, from linear sRGB and back (CSS Color 4, section 10.1).


def _to_oklch(rgb: Triple) -> Triple:
    red, green, blue = rgb
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _from_oklch(lightness: float, chroma: float, hue: float) -> Triple:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
