"""The forms in which a day, with or without a time of day, stands in a cell."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from .words.months import MONTHS

Order = str
"""``DMY``, ``MDY``, ``YMD``, or empty where the form itself tells."""

TIME = r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?"
LETTER = "[A-Za-zÀ-ɏͰ-ϿЀ-ӿḀ-ỿ]"
"""Latin, Greek and Cyrillic. With all letters of Unicode DuckDB needs half a second to make one statement ready."""

_WEEKDAY = rf"(?:{LETTER}{{2,11}}\.?,?\s+)?"
_CLOCK = r"(?:T|,?\s+(?:kl\.?\s*|um\s+|à\s+)?)((?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d(?:[.,]\d{1,6})?)?)"
_ZONE = r"(?:\s?(Z|UTC|[+-]\d{2}(?::?\d{2})?))?(?:\s?(?:Uhr|h))?"


@dataclass(frozen=True)
class Form:
    """``places`` gives, per order, which groups of ``pattern`` hold year, month and day."""

    name: str
    pattern: str
    places: tuple[tuple[Order, tuple[int, int, int]], ...]
    shown: str
    named: bool = False
    short_year: bool = False
    timed: bool = False

    def place(self, order: Order) -> tuple[int, int, int] | None:
        places = dict(self.places)
        return places.get(order) or places.get("")

    def shown_as(self, order: Order) -> str:
        if order == "MDY":
            return self.shown.replace("DD", "?").replace("MM", "DD").replace("?", "MM")
        return self.shown


_ANY = (("DMY", (3, 2, 1)), ("MDY", (3, 1, 2)))
_DAYS = (
    Form("iso", r"(\d{4})-(\d{1,2})-(\d{1,2})Z?", (("", (1, 2, 3)),), "YYYY-MM-DD"),
    Form("year_first", r"(\d{4})[./ ]\s?(\d{1,2})[./ ]\s?(\d{1,2})\.?", (("", (1, 2, 3)),), "YYYY.MM.DD"),
    Form("dotted", r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", _ANY, "DD.MM.YYYY"),
    Form("slashed", r"(\d{1,2})/(\d{1,2})/(\d{4})", _ANY, "DD/MM/YYYY"),
    Form("slashed_spaced", r"(\d{1,2})/(\d{1,2})\s(\d{4})", (("", (3, 2, 1)),), "DD/MM YYYY"),
    Form("dashed", r"(\d{1,2})-(\d{1,2})-(\d{4})", _ANY, "DD-MM-YYYY"),
    Form("spaced", r"(\d{1,2}) (\d{1,2}) (\d{4})", _ANY, "DD MM YYYY"),
    Form("dotted_short", r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{2})", _ANY, "DD.MM.YY", short_year=True),
    Form("slashed_short", r"(\d{1,2})/(\d{1,2})/(\d{2})", _ANY, "DD/MM/YY", short_year=True),
    Form("dashed_short", r"(\d{2})-(\d{2})-(\d{2})", (*_ANY, ("YMD", (1, 2, 3))), "DD-MM-YY", short_year=True),
    Form(
        "day_name",
        _WEEKDAY + rf"(\d{{1,2}})(?:\.|er|º|:e)?[\s./-]\s?(?:de\s|den\s)?({LETTER}{{3,12}})\.?[\s./,-]\s?"
        r"(?:del?\s)?(\d{4})\.?(?:\sr\.?)?",
        (("", (3, 2, 1)),), "D MONTH YYYY", named=True,
    ),
    Form("day_name_short", rf"(\d{{1,2}})[\s./-]({LETTER}{{3,5}})\.?[\s./-](\d{{2}})", (("", (3, 2, 1)),),
         "D MON YY", named=True, short_year=True),
    Form("name_day", _WEEKDAY + rf"({LETTER}{{3,12}})\.?\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s(\d{{4}})",
         (("", (3, 1, 2)),), "MONTH D, YYYY", named=True),
    Form("year_name", rf"(\d{{4}})\.?\s({LETTER}{{3,12}})\.?\s(\d{{1,2}})\.?", (("", (1, 2, 3)),),
         "YYYY MONTH D", named=True),
    Form("compact", r"(\d{4})(\d{2})(\d{2})", (("", (1, 2, 3)),), "YYYYMMDD"),
)  # fmt: skip


def _with_clock(form: Form) -> Form:
    return Form(
        f"{form.name} clock", form.pattern.removesuffix("Z?") + _CLOCK + _ZONE, form.places,
        f"{form.shown} hh:mm", form.named, form.short_year, timed=True,
    )  # fmt: skip


DAYS: dict[str, Form] = {form.name: form for form in _DAYS}
FORMS: dict[str, Form] = {form.name: form for day in _DAYS for form in (day, _with_clock(day))}


@dataclass(frozen=True)
class Moment:
    """A cell read: ``days`` are the ISO days by order; more than one different day means the cell does not tell."""

    form: Form
    days: tuple[tuple[Order, str], ...]
    clock: str = ""
    zone: str = ""
    month_word: str = ""

    @property
    def orders(self) -> frozenset[Order]:
        return frozenset(order for order, _ in self.days if order)

    @property
    def midnight(self) -> bool:
        return not self.clock.strip("0:.,")

    def day(self, order: Order) -> str | None:
        days = dict(self.days)
        return days.get(order) or days.get("")


@cache
def _compiled(name: str) -> re.Pattern[str]:
    return re.compile(FORMS[name].pattern)


@lru_cache(maxsize=20_000)
def moment(text: str) -> Moment | None:
    if len(text) > 45 or not any(sign.isdigit() for sign in text):
        return None
    for form in FORMS.values():
        if match := _compiled(form.name).fullmatch(text):
            read = _read(form, match)
            if read is not None:
                return read
    return None


def _read(form: Form, match: re.Match[str]) -> Moment | None:
    days = tuple((order, day) for order, place in form.places if (day := _day(form, match, place)))
    clock, zone = (match[4] or "", match[5] or "") if form.timed else ("", "")
    word = match[form.places[0][1][1]].casefold() if form.named else ""
    return Moment(form, days, clock, zone, word) if days else None


def _day(form: Form, match: re.Match[str], place: tuple[int, int, int]) -> str | None:
    year, month, day = (match[group] for group in place)
    number = _month(month.casefold()) if form.named else int(month)
    if not number or not 1 <= number <= 12 or not 1 <= int(day) <= 31:
        return None
    full = int(year) if not form.short_year else int(year) + (2000 if int(year) < 69 else 1900)
    return f"{full:04}-{number:02}-{int(day):02}"


def _month(word: str) -> int | None:
    return next((words[word] for words in MONTHS.values() if word in words), None)
