"""Dates, times and moments: one order of day and month decided for the whole column, never mixed."""

import re
from collections import Counter

from torg.engine.formats import KIND_DATE
from torg.foundation.problems import Question

from .moments import DAYS, TIME, Form, Moment, moment
from .reading import Note, Reading, literal
from .sample import Sample, Value
from .words.dates import is_date_heading, is_year_heading
from .words.months import MONTHS

Found = dict[Value, Moment]


def propose(sample: Sample) -> Reading | Question | None:
    return times(sample) or years(sample) or days(sample)


def days(sample: Sample) -> Reading | Question | None:
    return _serials(sample) or _moments(sample)


_DURATION = r"(?:2[4-9]|[3-9]\d|\d{3,}):[0-5]\d(?::[0-5]\d)?"
"""``35:07:00``: hours beyond a day are no times of day (timetables count on after midnight)."""


def odd_code(code: str, text: str) -> str:
    """A full date written in another way is none too few parts."""
    return "date.unlike" if code == "date.part" and moment(text) else code


def times(sample: Sample) -> Reading | None:
    if not sample.likely(lambda value: re.fullmatch(TIME, value.text)):
        return None
    there = [value for value in sample.present if re.fullmatch(TIME, value.text)]
    if not there or not sample.enough(there) or any(re.fullmatch(_DURATION, value.text) for value in sample.present):
        return None
    expression = f"CASE WHEN regexp_full_match(@x, '{TIME}') THEN TRY_CAST(@x AS TIME) END"
    return Reading("time", "TIME", expression, "time.odd")


def years(sample: Sample) -> Reading | None:
    there = [value for value in sample.present if re.fullmatch(r"[12]\d{3}", value.text)]
    named = sample.told.forced or is_year_heading(sample.heading.label)
    if not there or not sample.enough(there) or not named:
        return None
    return Reading(
        "year", "SMALLINT", r"CASE WHEN regexp_full_match(@x, '[12]\d{3}') THEN @x::SMALLINT END", "year.odd"
    )


_SERIAL = r"[2-5]\d{4}(?:\.\d+)?"


def _serials(sample: Sample) -> Reading | None:
    """Days since 1900 as spreadsheets count them: 46174 is 2026-06-01. Only under a heading that says date,
    or beside cells the workbook itself marks as dates."""
    dated = any(value.kind == KIND_DATE for value in sample.present)
    if not (dated or is_date_heading(sample.heading.label)):
        return None
    there = {value for value in sample.present if re.fullmatch(_SERIAL, value.text)}
    days = [value for value in sample.present if value not in there and moment(value.text)]
    if not there or not sample.enough([*there, *days]):
        return None
    iso = _expression([seen for value in days if (seen := moment(value.text))], "DMY", "DATE", None) if days else "NULL"
    expression = (
        f"CASE WHEN regexp_full_match(@x, '{_SERIAL}') THEN DATE '1899-12-30' + floor(@x::DOUBLE)::INTEGER "
        f"ELSE {iso} END"
    )
    note = Note("date.serial", f"regexp_full_match(@x, '{_SERIAL}')", (("value", min(value.text for value in there)),))
    return Reading("date", "DATE", expression, "date.part", "spreadsheet day number", notes=(note,))


def _moments(sample: Sample) -> Reading | Question | None:
    if not sample.likely(lambda value: moment(value.text)):
        return None
    dated = is_date_heading(sample.heading.label)
    found = {value: seen for value in sample.present if (seen := moment(value.text))}
    if not dated:
        found = {value: seen for value, seen in found.items() if seen.form.name != "compact"}
    if not found or not sample.enough(found):
        return None
    orders = _told_orders(sample, found) or _orders(found)
    if len(orders) != 1 and sample.hints.day_first is not None:
        orders = ("DMY",) if sample.hints.day_first else ("MDY",)
    if len(orders) > 1 and any(len(set(dict(seen.days).values())) > 1 for seen in found.values()):
        return _question(sample, found)
    language = _language(found)
    fitting = {value: seen for value, seen in found.items() if orders and _fits(seen, orders[0], language)}
    if not fitting or not (sample.told.order or sample.enough(fitting)):
        return None
    return _reading(fitting, orders[0], language, to_the_day=sample.told.as_type != "datetime")


def _told_orders(sample: Sample, found: Found) -> tuple[str, ...]:
    """The order a person named, where a cell can be read in it."""
    told = sample.told.order
    return (told,) if told and any(seen.day(told) for seen in found.values()) else ()


def _orders(found: Found) -> tuple[str, ...]:
    """The orders most cells can be read in: one when decided, more when nothing tells."""
    votes: Counter[str] = Counter()
    for value, seen in found.items():
        for order in seen.orders:
            votes[order] += value.count
    if not votes:
        return ("DMY",)
    best = [order for order in ("DMY", "MDY", "YMD") if votes[order] == max(votes.values())]
    points = all(seen.form.name.startswith("dotted") for seen in found.values() if seen.orders)
    return ("DMY",) if points and "DMY" in best else tuple(best)


def decisive_order(sample: Sample) -> bool | None:
    """Whether this column alone proves that the day comes first, for columns written in the same form."""
    if not sample.likely(lambda value: moment(value.text)):
        return None
    found = {value: seen for value in sample.present if (seen := moment(value.text)) and seen.orders}
    orders = _orders(found) if found and sample.enough(found) else ()
    return orders[0] == "DMY" if len(orders) == 1 and orders[0] != "YMD" else None


def _language(found: Found) -> str:
    """The language that knows the names of months in most cells."""
    votes: Counter[str] = Counter()
    for value, seen in found.items():
        for language, words in MONTHS.items():
            votes[language] += value.count if seen.month_word in words else 0
    return votes.most_common(1)[0][0]


def _fits(seen: Moment, order: str, language: str) -> bool:
    if seen.form.named:
        return seen.month_word in MONTHS[language]
    return seen.day(order) is not None


def _question(sample: Sample, found: Found) -> Question:
    value, seen = next((value, seen) for value, seen in found.items() if len(set(dict(seen.days).values())) > 1)
    choices = tuple(dict.fromkeys(day for _, day in seen.days))
    return Question("date.order", column=sample.heading.label, value=value.text, choices=choices)


def _reading(found: Found, order: str, language: str, to_the_day: bool = True) -> Reading:
    timed = [seen for seen in found.values() if seen.form.timed]
    zoned = any(seen.zone for seen in timed)
    midnight = not zoned and all(seen.midnight for seen in timed) and not any("T0" in value.text for value in found)
    midnight = midnight and (to_the_day or not timed)
    sql = "DATE" if midnight else "TIMESTAMPTZ" if zoned else "TIMESTAMP"
    usual = Counter(seen.form.shown_as(order) for seen in found.values()).most_common(1)[0][0]
    return Reading(
        "date" if midnight else "datetime",
        sql,
        _expression(list(found.values()), order, sql, language),
        "date.part",
        None if usual.startswith("YYYY-MM-DD") else usual,
        notes=_notes(found, order, sql),
    )


def _expression(found: list[Moment], order: str, sql: str, language: str | None) -> str:
    counts = Counter(seen.form.name for seen in found)
    forms = {seen.form.name: seen.form for seen in found}
    cases = " ".join(_case(forms[name], order, sql, language) for name, _ in counts.most_common())
    return f"CASE {cases} END"


_ISO_DAY = r"\d{4}-\d{2}-\d{2}"
_ISO_CLOCK = r"[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?"


def _case(form: Form, order: str, sql: str, language: str | None) -> str:
    """One WHEN: the form is checked, its parts are put into ISO order, and the calendar has the last word."""
    if form.name == "iso" and sql == "DATE":
        return (
            f"WHEN regexp_full_match(@x, '{_ISO_DAY}') THEN TRY_CAST(@x AS DATE) {_general(form, order, sql, language)}"
        )
    if form.name == "iso clock" and sql != "DATE":
        zone = r"(?:Z|[+-]\d{2}(?::\d{2})?)" if sql == "TIMESTAMPTZ" else ""
        quick = f"WHEN regexp_full_match(@x, '{_ISO_DAY}{_ISO_CLOCK}{zone}') THEN TRY_CAST(@x AS {sql})"
        return f"{quick} {_general(form, order, sql, language)}"
    return _written_out(form, order, sql) + _quick(form, order, sql) + _general(form, order, sql, language)


_SEPARATORS = {"dotted": ".", "slashed": "/", "dashed": "-"}


def _written_out(form: Form, order: str, sql: str) -> str:
    """Days and months of two figures, as programs write them: twice as fast as the usual spelling."""
    name = form.name.removesuffix(" clock")
    if name not in _SEPARATORS or order not in ("DMY", "MDY") or form.timed != (sql == "TIMESTAMP"):
        return ""
    sign = _SEPARATORS[name]
    pattern = rf"\d{{2}}[{sign}]\d{{2}}[{sign}][12]\d{{3}}"
    shown = sign.join(f"%{letter}" for letter in ("dmY" if order == "DMY" else "mdY"))
    if form.timed:
        pattern, shown = rf"{pattern} (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d", f"{shown} %H:%M:%S"
    return f"WHEN regexp_full_match(@x, '{pattern}') THEN try_strptime(@x, '{shown}')::{sql} "


_PLAIN_CLOCK = r"[ T](\d{1,2}:\d{2}(?::\d{2})?)"


def _quick(form: Form, order: str, sql: str) -> str:
    """The usual spelling in one replacement: three times as fast as taking the parts one by one."""
    if form.named or form.short_year or (form.timed and sql != "TIMESTAMP") or (sql != "DATE" and not form.timed):
        return ""
    year, month, day = form.place(order) or (1, 2, 3)
    base = DAYS[form.name.removesuffix(" clock")].pattern
    pattern = literal(f"^{base}{_PLAIN_CLOCK if form.timed else ''}$")
    parts = f"'\\{year}-\\{month}-\\{day}{' ' + chr(92) + '4' if form.timed else ''}'"
    return f"WHEN regexp_matches(@x, {pattern}) THEN TRY_CAST(regexp_replace(@x, {pattern}, {parts}) AS {sql}) "


def _general(form: Form, order: str, sql: str, language: str | None) -> str:
    pattern = literal(f"^{form.pattern}$")
    year, month, day = form.place(order) or (1, 2, 3)
    part = {name: f"regexp_extract(@x, {pattern}, {group})" for name, group in
            (("year", year), ("month", month), ("day", day), ("clock", 4), ("zone", 5))}  # fmt: skip
    if form.named:
        names = " ".join(f"WHEN {literal(word)} THEN '{number}'" for word, number in MONTHS[language or "en"].items())
        part["month"] = f"(CASE lower({part['month']}) {names} END)"
    if form.short_year:
        part["year"] = f"(CASE WHEN {part['year']} < '69' THEN '20' ELSE '19' END || {part['year']})"
    whole = f"{part['year']} || '-' || {part['month']} || '-' || {part['day']}"
    if form.timed and sql != "DATE":
        clock = f"regexp_replace(replace({part['clock']}, ',', '.'), '^(\\d+)[.](\\d+)', '\\1:\\2')"
        clock = f"regexp_replace({clock}, '^(\\d+:\\d+)[.](\\d+)', '\\1:\\2')"
        zone = f" || replace({part['zone']}, 'UTC', 'Z')" if sql == "TIMESTAMPTZ" else ""
        whole = f"{whole} || ' ' || {clock}{zone}"
    still = f" AND regexp_full_match({part['clock']}, '[0:.,]*')" if form.timed and sql == "DATE" else ""
    return f"WHEN regexp_matches(@x, {pattern}){still} THEN TRY_CAST({whole} AS {sql})"


def _notes(found: Found, order: str, sql: str) -> tuple[Note, ...]:
    notes = []
    other = [
        (value, seen)
        for value, seen in found.items()
        if not seen.form.name.startswith("iso") and value.kind != KIND_DATE
    ]
    if other:
        value, seen = other[0]
        facts = (("value", value.text), ("fix", seen.day(order)))
        notes.append(Note("date.form", rf"NOT regexp_matches(@x, '^{_ISO_DAY}')", facts))
    if sql == "DATE" and any(seen.form.timed for seen in found.values()):
        notes.append(Note("date.midnight", r"regexp_matches(@x, '[T ]0?0[:.]00')"))
    if sql == "TIMESTAMPTZ":
        notes.append(Note("date.utc", r"NOT regexp_matches(@x, '(Z|UTC)$')"))
    return tuple(notes)
