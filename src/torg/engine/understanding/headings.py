"""The labels of columns: from one or several header lines, with units taken out and gaps named."""

import re
from dataclasses import dataclass

from .words.units import UNITS

_UNIT = re.compile(r"^(?P<label>.*\S)\s*[(\[](?:i |in |en )?(?P<unit>[^()\[\]]{1,12})[)\]]$", re.DOTALL)
_AFTER = re.compile(
    r"^.*\S(?:\s*/\s*|\s+(?:in|en|i)\s+|\s+)"
    r"(?P<unit>(?:[km]?Wh?|kVA|(?<=in )m|(?<=en )m|(?<=/ )m|cm|km|mm|[mk]m?²|min|kg|%|°C|kr|€)\.?)$",
    re.DOTALL,
)
_INVISIBLE = re.compile("[\ufeff\u200b\u200e\u200f\u2060\u00ad]")
_BREAKS = re.compile(r"\s*[\r\n]+\s*")


@dataclass(frozen=True)
class Heading:
    """``index`` is the column's place in the layer, ``label`` the heading as written (line breaks made spaces)."""

    index: int
    label: str
    unit: str | None = None
    given: bool = True

    @property
    def words(self) -> str:
        return self.label.casefold()


def letter(index: int) -> str:
    """The name a spreadsheet gives a column: A, B ... Z, AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def heading(index: int, lines: tuple[str, ...]) -> Heading:
    parts: list[str] = []
    for line in lines:
        text = _BREAKS.sub(" ", _INVISIBLE.sub("", line))
        if text and (not parts or parts[-1] != text):
            parts.append(text)
    label = " > ".join(parts)
    return Heading(index, label, unit_in(label)) if label else Heading(index, f"c{index + 1}", given=False)


def unit_in(label: str) -> str | None:
    """``Pris (kr)`` and ``Längd [m]`` tell a unit; ``Namn (svenska)`` does not."""
    match = _UNIT.match(label) or _AFTER.match(label.replace(" EN CM", " en cm").replace(" EN M", " en m"))
    if match is None:
        return None
    return match["unit"].strip() if match["unit"].strip().casefold() in UNITS else None
