"""Days, times and years: ISO unless the field has a form of its own, and how people write them instead."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from ..model import Field
from .months import months
from .shape import Mend, Probe, Shape
from .sql import Sql, literal, literals, matches

ISO_DAY = r"\d{4}-\d{1,2}-\d{1,2}"
_ZONE = r"(?:Z|[+-]\d\d(?::?\d\d)?)?"
_CLOCK = rf"\d\d:\d\d:\d\d(?:[.,]\d+)?{_ZONE}"
_SHORT_CLOCK = r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?"
_DURATION = (
    r"[+-]?P(?:\d+(?:[.,]\d+)?Y)?(?:\d+(?:[.,]\d+)?M)?(?:\d+(?:[.,]\d+)?W)?(?:\d+(?:[.,]\d+)?D)?"
    r"(?:T(?:\d+(?:[.,]\d+)?H)?(?:\d+(?:[.,]\d+)?M)?(?:\d+(?:[.,]\d+)?S)?)?"
)
_PARTS = {
    "Y": r"\d{4}", "y": r"\d{2}", "m": r"\d{1,2}", "d": r"\d{1,2}", "H": r"\d{1,2}", "M": r"\d{1,2}", "S": r"\d{1,2}",
    "f": r"\d{1,6}", "I": r"\d{1,2}", "j": r"\d{1,3}", "z": r"(?:Z|[+-]\d\d:?\d\d)", "%": "%",
}  # fmt: skip
"""What a letter after % stands for; the others stand for words."""
_KNOWN = frozenset("aAwdbBmyYHIpMSfzZjUWcxX%-gGuVn")


def day(field: Field) -> Shape:
    return _formed(field, "date", "date.part", _iso_day, lambda x: f"TRY_CAST({x} AS DATE)", _day_mends)


def moment(field: Field) -> Shape:
    return _formed(
        field, "datetime", "datetime.part", _iso_moment, lambda x: f"TRY_CAST({x} AS TIMESTAMPTZ)", _moment_mends
    )


def clock(field: Field) -> Shape:
    return _formed(field, "time", "time.part", _iso_clock, lambda x: f"TRY_CAST(left({x}, 8) AS TIME)", _clock_mends)


def year(field: Field) -> Shape:
    return Shape("type.year", lambda x: matches(x, "[0-9]{4}"), lambda x: f"TRY_CAST({x} AS INTEGER)", _year_mends)


def year_month(field: Field) -> Shape:
    return Shape(
        "type.yearmonth",
        lambda x: (
            f"{matches(x, '[0-9]+-[0-9]{1,2}')} AND TRY_CAST(split_part({x}, '-', 2) AS INTEGER) BETWEEN 1 AND 12"
        ),
        lambda x: f"(split_part({x}, '-', 1)::INTEGER * 100 + split_part({x}, '-', 2)::INTEGER)",
        _month_mends,
    )


def duration(field: Field) -> Shape:
    return Shape("type.duration", lambda x: f"{matches(x, _DURATION)} AND NOT {matches(x, '.*[PT]')}")


Mends = Callable[[str, Probe], Sequence[Mend]]


def _formed(field: Field, kind: str, code: str, iso: Sql, value: Sql, mends: Mends) -> Shape:
    """ISO, or the form the field has got; ``any`` is whatever can be understood."""
    form = _form(field)
    shown = form if form not in ("default", "any") else SHOWN[kind]
    facts = {"example": field.example or EXAMPLES.get(kind, "")}
    if form == "default" or (kind == "date" and form == "%Y-%m-%d"):
        return Shape(code, iso, value, partial(mends, shown), facts)
    if form == "any":
        return Shape(code, lambda x: f"({iso(x)} OR {_understood(mends, shown, x)})", value, facts=facts)
    return Shape(
        code, partial(_fits, form), lambda x: f"try_strptime({x}, {literal(form)})", partial(mends, shown), facts
    )


SHOWN = {"date": "%Y-%m-%d", "datetime": "%Y-%m-%dT%H:%M:%S", "time": "%H:%M:%S"}
EXAMPLES = {"date": "2026-06-15", "datetime": "2026-06-15T09:30:00", "time": "09:30:00"}


def _form(field: Field) -> str:
    """A form without any % or with letters nobody knows is meant for people, and read as ISO."""
    form = field.form.format.removeprefix("fmt:")
    letters = re.findall("%(.?)", form)
    if form != "any" and (not letters or "" in letters or set(letters) - _KNOWN):
        return "default"
    return form


def _fits(form: str, x: str) -> str:
    return f"{matches(x, _pattern(form))} AND try_strptime({x}, {literal(form)}) IS NOT NULL"


def _pattern(form: str) -> str:
    pieces = re.split("%(.)", form)
    return "".join(_PARTS.get(piece, ".+") if place % 2 else re.escape(piece) for place, piece in enumerate(pieces))


def _understood(mends: Mends, shown: str, x: str) -> str:
    return "coalesce(" + ", ".join(mend.text(x) for mend in mends(shown, lambda _: False)) + ") IS NOT NULL"


def _iso_day(x: str) -> str:
    """The usual length is tested by a few bytes only."""
    formed = f"CASE WHEN {x} LIKE '____-__-__' THEN true ELSE {matches(x, ISO_DAY)} END"
    return f"{formed} AND NOT contains({x}, ' ') AND TRY_CAST({x} AS DATE) IS NOT NULL"


_ISO_MOMENT = rf"\d{{4}}-\d\d-\d\d[T ]{_CLOCK}"


def _iso_moment(x: str) -> str:
    return (
        f"{matches(x, _ISO_MOMENT)} AND TRY_CAST(left({x}, 10) AS DATE) IS NOT NULL "
        f"AND TRY_CAST(substr({x}, 12, 8) AS TIME) IS NOT NULL"
    )


def _iso_clock(x: str) -> str:
    return f"{matches(x, _CLOCK)} AND TRY_CAST(left({x}, 8) AS TIME) IS NOT NULL"


_DOTTED = r"(\d{1,2})[.] ?(\d{1,2})[.] ?(\d{4})"
_SLASHED = r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})"
_SHORT = r"(\d{1,2})[./-](\d{1,2})[./-](\d{2})"
_WITH_CLOCK = rf"({ISO_DAY})[T ][0-9:.]+{_ZONE}"
_YMD = r"(\d{4})[./](\d{1,2})[./](\d{1,2})"
_SOLID = r"((?:19|20)\d\d)(\d\d)(\d\d)"
_DAY_BIG, _MONTH_BIG = r"(?:1[3-9]|2\d|3[01])[/-]\d{1,2}[/-]\d{2,4}", r"\d{1,2}[/-](?:1[3-9]|2\d|3[01])[/-]\d{2,4}"
_NAMED = r"(\d{1,2})(?:[.]|er|st|nd|rd|th|[.]? ?den)? *(?:de |of )?(\p{L}+)[.]?,? *(?:de )?(\d{4})"


def _day_mends(shown: str, probe: Probe) -> Sequence[Mend]:
    def told(pattern: str, order: str, level: str = "done", code: str = "date.form") -> Mend:
        return Mend(code, lambda t: _as_text(_day_of(t, pattern, order), shown), level)  # type: ignore[arg-type]

    return (
        Mend("date.form", lambda t: _as_text(f"TRY_CAST({_part(t, _WITH_CLOCK, 1)} AS DATE)", shown)),
        *([] if shown == SHOWN["date"] else [told(r"(\d{4})-(\d{1,2})-(\d{1,2})", "YMD")]),
        told(_YMD, "YMD"),
        told(_SOLID, "YMD"),
        told(_DOTTED, "DMY"),
        *_slashed(told, probe),
        Mend("date.form", lambda t: _as_text(_named_day(t), shown)),
        told(_SHORT, "DMY", "check"),
        Mend("date.serial", lambda t: _as_text(_serial(t), shown), "check"),
    )


def _slashed(told: Callable[..., Mend], probe: Probe) -> Sequence[Mend]:
    """Day or month first: a number above 12 proves it for the whole column, else a person has to say."""
    day_first, month_first = probe(_DAY_BIG), probe(_MONTH_BIG)
    if day_first and month_first:
        return ()
    if month_first:
        return (told(_SLASHED, "MDY"),)
    return (told(_SLASHED, "DMY"),) if day_first else (_either(told),)


def _either(told: Callable[..., Mend]) -> Mend:
    """Both days it may be, for the question."""
    days = [told(_SLASHED, order, "check", "date.order").text for order in ("DMY", "MDY")]
    return Mend(
        "date.order", days[0], "check", telling=lambda t: f"json_object('choices', [{days[0](t)}, {days[1](t)}])"
    )


def _part(t: str, pattern: str, group: int) -> str:
    return f"nullif(regexp_extract({t}, {literal('^(?:' + pattern + ')$')}, {group}), '')"


def _day_of(t: str, pattern: str, order: str) -> str:
    parts = {letter: _part(t, pattern, place + 1) for place, letter in enumerate(order)}
    year = f"CASE length({parts['Y']}) WHEN 2 THEN '20' || {parts['Y']} ELSE {parts['Y']} END"
    return f"TRY_CAST({year} || '-' || {parts['M']} || '-' || {parts['D']} AS DATE)"


def _named_day(t: str) -> str:
    names = months()
    word = f"lower({_part(t, _NAMED, 2)})"
    number = (
        f"list_extract([{', '.join(map(str, names.values()))}], list_position([{literals(names)}], {word})::BIGINT)"
    )
    return f"TRY_CAST({_part(t, _NAMED, 3)} || '-' || {number} || '-' || {_part(t, _NAMED, 1)} AS DATE)"


def _serial(t: str) -> str:
    """Spreadsheets count days from the end of 1899."""
    return f"(DATE '1899-12-30' + TRY_CAST({_part(t, '([2-5][0-9]{4})(?:[.]0+)?', 1)} AS INTEGER))"


def _as_text(date: str, shown: str) -> str:
    return f"strftime({date}, {literal(shown)})"


def _moment_mends(shown: str, probe: Probe) -> Sequence[Mend]:
    def told(days: str, order: str) -> Mend:
        pattern = rf"{days}[T ,]+{_SHORT_CLOCK}"
        return Mend("date.form", lambda t: _joined(t, pattern, order, shown))

    return (told(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", "YMD"), told(_DOTTED, "DMY"))


def _joined(t: str, pattern: str, order: str, shown: str) -> str:
    date = f"{_day_of(t, pattern, order)}::VARCHAR"
    hour, minute, second = (_part(t, pattern, place) for place in (4, 5, 6))
    clock = f"lpad({hour}, 2, '0') || ':' || {minute} || ':' || coalesce({second}, '00')"
    return f"strftime(TRY_CAST({date} || ' ' || {clock} AS TIMESTAMP), {literal(shown)})"


def _clock_mends(shown: str, probe: Probe) -> Sequence[Mend]:
    def text(t: str) -> str:
        hour, minute, second = (_part(t, _SHORT_CLOCK, place) for place in (1, 2, 3))
        clock = f"lpad({hour}, 2, '0') || ':' || {minute} || ':' || coalesce({second}, '00')"
        return f"strftime(DATE '2000-01-01' + TRY_CAST({clock} AS TIME), {literal(shown)})"

    return (Mend("date.form", text),)


def _year_mends(probe: Probe) -> Sequence[Mend]:
    return (
        Mend("num.whole", lambda t: _part(t, r"(\d{4})[.,]0+", 1)),
        Mend("date.form", lambda t: _part(t, r"(\d{4})-\d\d-\d\d.*", 1), "check"),
    )


def _month_mends(probe: Probe) -> Sequence[Mend]:
    def turned(t: str) -> str:
        pattern = r"(\d{1,2})[/.-](\d{4})"
        return f"{_part(t, pattern, 2)} || '-' || lpad({_part(t, pattern, 1)}, 2, '0')"

    def joined(t: str) -> str:
        pattern = r"((?:19|20)\d\d)[/.]?([01]\d)"
        return f"{_part(t, pattern, 1)} || '-' || {_part(t, pattern, 2)}"

    return (Mend("date.form", turned), Mend("date.form", joined))
