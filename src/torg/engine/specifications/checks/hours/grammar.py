"""The grammar of opening hours: rules with days, dates and times, as the specification in OpenStreetMap's wiki has it.

Written as patterns without any choice that could be tried in two ways, so that time grows with the text only.
"""

import re

LONGEST = 2_000

_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_NTH = r"(?:\[-?[1-5](?:-[1-5])?(?:,-?[1-5](?:-[1-5])?)*\](?: [+-]\d{1,2} days?)?)?"
_WEEKDAYS = rf"(?:(?:PH|SH)(?: [+-]\d{{1,2}} days?)?|{_DAY}(?:-{_DAY})?{_NTH})"
_DAYS = rf"{_WEEKDAYS}(?:, ?{_WEEKDAYS})*(?: {_WEEKDAYS})?"
_EVENT = r"(?:sunrise|sunset|dawn|dusk)"
_CLOCK = r"(?:[01]?\d|2\d|3\d|4[0-8]):[0-5]\d"
_TIME = rf"(?:{_CLOCK}|{_EVENT}|\({_EVENT}[+-]{_CLOCK}\))"
_SPAN = rf"{_TIME}(?:\+| ?- ?{_TIME}\+?(?:/(?:\d{{1,3}}|{_CLOCK}))?)?"
_TIMES = rf"{_SPAN}(?:, ?{_SPAN})*"
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_EASTER = r"easter(?: [+-]\d{1,3} days?)?"
_DATE = rf"(?:(?:\d{{4}} )?(?:{_MONTH}(?: \d{{1,2}}(?!:)\b| {_DAY}{_NTH})?|{_EASTER}))"
_DATES = rf"{_DATE}(?: ?- ?(?:{_DATE}|\d{{1,2}}(?!:)\b)(?:/\d{{1,2}})?|\+)?"
_SEASONS = rf"{_DATES}(?:, ?(?:{_DATES}|\d{{1,2}}(?!:)\b(?:-\d{{1,2}}(?!:)\b)?))*"
_YEAR = r"\d{4}(?!:)(?:-\d{4}(?:/\d{1,2})?|\+)?"
_YEARS = rf"{_YEAR}(?:,{_YEAR})*"
_WEEK = r"week ?\d{1,2}(?:-\d{1,2}(?:/\d{1,2})?)?(?:, ?\d{1,2}(?:-\d{1,2}(?:/\d{1,2})?)?)*"
_COMMENT = r'"[^"]*"'
_STATE = r"(?:open|closed|off|unknown)"

_WIDE = rf"(?:(?:{_YEARS} )?(?:{_SEASONS})(?: {_WEEK})?|{_YEARS}(?: {_WEEK})?|{_WEEK}):?|{_COMMENT}:"
_RULE = re.compile(
    rf"(?:24/7|(?:(?:{_WIDE})(?: |$)?)?(?:(?:{_DAYS}):?(?: |$)?)?(?:{_TIMES})?)"
    rf"(?: ?{_STATE})?(?: ?{_COMMENT})?"
)
_PARTS = re.compile(r'(?:[^;|"]|"[^"]*"|\|(?!\|))+')


def is_opening_hours(text: str) -> bool:
    if len(text) > LONGEST:
        return False
    rest = _PARTS.sub("", text.strip())
    parts = [part.strip() for part in _PARTS.findall(text)]
    if not parts or rest.replace(";", "").replace("||", ""):
        return False
    return all(_is_rule(part) for part in parts if part) and any(parts)


def _is_rule(part: str) -> bool:
    """One rule, or several with a comma and a gap between."""
    if _RULE.fullmatch(part):
        return True
    head, comma, tail = part.partition(", ")
    while comma:
        if _RULE.fullmatch(head) and _is_rule_shortly(tail):
            return True
        more, comma, tail = tail.partition(", ")
        head = f"{head}, {more}"
    return False


def _is_rule_shortly(part: str) -> bool:
    """Further rules after a comma: taken from the left, each as long as it can be."""
    pieces = part.split(", ")
    while pieces:
        length = next((n for n in range(len(pieces), 0, -1) if _RULE.fullmatch(", ".join(pieces[:n]))), 0)
        if not length:
            return False
        pieces = pieces[length:]
    return True
