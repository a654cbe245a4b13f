"""What the number format of a spreadsheet cell makes of its number: a date, a time, a percentage or a plain number."""

import re
from enum import IntEnum


class Shown(IntEnum):
    NUMBER = 0
    PERCENT = 1
    DATE = 2
    TIME = 3
    DURATION = 4


_BUILT_IN = {
    **dict.fromkeys((9, 10), Shown.PERCENT),
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)), Shown.DATE),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47), Shown.TIME),
    46: Shown.DURATION,
}
"""ECMA-376 part 1, 18.8.30; 27-36 and 50-58 are the East Asian dates."""

_SILENT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)


def shown_as(code: str, number: int | None = None) -> Shown:
    """``code`` is the format as Excel writes it (``dd/mm/yyyy``), ``number`` its built-in number if it has one."""
    if not code:
        return _BUILT_IN.get(number or 0, Shown.NUMBER)
    letters = _SILENT.sub("", code.split(";")[0]).lower()
    if _ELAPSED.search(letters):
        return Shown.DURATION
    if "general" in letters or "standard" in letters:
        return Shown.NUMBER
    if re.search(r"[ydg]", letters) or ("m" in letters and not re.search(r"[hs]", letters)):
        return Shown.DATE
    if re.search(r"[hs]", letters):
        return Shown.TIME
    return Shown.PERCENT if "%" in letters else Shown.NUMBER


def shown_digits(code: str) -> int:
    """How many digits a format such as ``00000`` fills up with leading zeros; 0 for any other."""
    found = re.fullmatch(r"(?:\[[^\]]*\])?(0{2,})(?:;.*)?", code)
    return len(found[1]) if found else 0
