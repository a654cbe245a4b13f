"""A cell of an OpenDocument spreadsheet: the sort and the text of what it holds."""

import re

from ..grids import BOOLEAN, ERROR, ISO_DATE, ISO_TIME, NUMBER, PERCENT, TEXT

_DURATION = re.compile(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?)?")
_NO_TIME = re.compile(r"T00:00:00(?:\.0+)?$")


def cell(facts: dict[str, str], shown: str) -> tuple[int, str]:
    """``facts`` are the attributes by local name (``value-type``), ``shown`` the text the cell shows."""
    kind = facts.get("value-type", "string")
    if kind in ("float", "currency", "percentage"):
        return _number(kind, facts.get("value", shown), shown)
    if kind == "date":
        return ISO_DATE, _NO_TIME.sub("", facts.get("date-value", shown))
    if kind == "time":
        return _time(facts.get("time-value", ""), shown)
    if kind == "boolean":
        return BOOLEAN, facts.get("boolean-value", shown).lower()
    return (ERROR, shown) if kind == "error" else (TEXT, shown or facts.get("string-value", ""))


def _number(kind: str, value: str, shown: str) -> tuple[int, str]:
    """A number shown with leading zeros is a code, and stays as it is shown."""
    if shown.startswith("0") and len(shown) > 1 and shown.isdecimal() and shown.lstrip("0") == value.lstrip("0"):
        return TEXT, shown
    return PERCENT if kind == "percentage" else NUMBER, value


def _time(value: str, shown: str) -> tuple[int, str]:
    """A stretch of 24 hours and more is no time of day."""
    found = _DURATION.fullmatch(value)
    if found is None:
        return TEXT, value or shown
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:5])
    hours += days * 24
    fraction = (found[6] or "").rstrip("0")
    text = f"{found[1]}{hours:02}:{minutes:02}:{seconds:02}" + (f".{fraction[:3]}" if fraction[:3].strip("0") else "")
    return (ISO_TIME if hours < 24 and not found[1] else TEXT), text
