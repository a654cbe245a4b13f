"""Filters of a page as conditions of the API: what a person writes into a field becomes CQL2 text."""

import re
from collections.abc import Callable
from datetime import date, datetime, time

from torg.engine.tables import Column
from torg.foundation.problems import Problem

TESTS = ("contains", "is", "from", "to", "empty")
LONGEST = 200
_SIGNS = {"is": "=", "from": ">=", "to": "<="}
_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")
_WORDS = {"and", "or", "not", "like", "between", "in", "is", "null", "true", "false", "date", "timestamp", "interval"}
_YES, _NO = ("yes", "true", "1"), ("no", "false", "0")
_NUMBER = re.compile(r"[+-]?\d{1,60}([.,]\d{1,60})?")


def condition(column: Column, test: str, value: str) -> str | Problem:
    """The condition, or what does not fit. ``value`` is what a person wrote."""
    if len(value) > LONGEST:
        return Problem("question.long", column=column.label, most=LONGEST)
    name, value = _name(column), value.strip()
    if test == "empty":
        return f"{name} IS {'NOT ' if value.lower() in _NO else ''}NULL"
    if column.type in ("point", "geometry"):
        return Problem("question.place", column=column.label)
    if test == "contains":
        return _contains(column, name, value)
    return _READ[column.type](column, name, test, value)


def _name(column: Column) -> str:
    plain = _PLAIN.fullmatch(column.name) and column.name not in _WORDS
    return column.name if plain else '"' + column.name.replace('"', '""') + '"'


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _contains(column: Column, name: str, value: str) -> str | Problem:
    if column.type != "string":
        return Problem("question.contains", column=column.label)
    pattern = re.sub(r"([\\%_])", r"\\\1", value)
    return f"CASEI({name}) LIKE CASEI({_quoted(f'%{pattern}%')})"


def _text(column: Column, name: str, test: str, value: str) -> str | Problem:
    return f"{name} {_SIGNS[test]} {_quoted(value)}"


def _number(column: Column, name: str, test: str, value: str) -> str | Problem:
    """With a comma or a point before the decimals."""
    if not _NUMBER.fullmatch(value):
        return Problem("question.value_number", column=column.label, value=value)
    return f"{name} {_SIGNS[test]} {value.replace(',', '.').lstrip('+')}"


def _truth(column: Column, name: str, test: str, value: str) -> str | Problem:
    if test == "is" and value.lower() in _YES + _NO:
        return f"{name} = {'TRUE' if value.lower() in _YES else 'FALSE'}"
    return Problem("question.value_truth", column=column.label, value=value)


def _date(column: Column, name: str, test: str, value: str) -> str | Problem:
    try:
        return f"{name} {_SIGNS[test]} DATE('{date.fromisoformat(value).isoformat()}')"
    except ValueError:
        return Problem("question.value_date", column=column.label, value=value)


def _time(column: Column, name: str, test: str, value: str) -> str | Problem:
    try:
        return f"{name} {_SIGNS[test]} '{time.fromisoformat(value).isoformat()}'"
    except ValueError:
        return Problem("question.value_time", column=column.label, value=value)


def _datetime(column: Column, name: str, test: str, value: str) -> str | Problem:
    """A day alone means all of it."""
    try:
        first = datetime.fromisoformat(value).replace(tzinfo=None)
    except ValueError:
        return Problem("question.value_date", column=column.label, value=value)
    last = first.replace(hour=23, minute=59, second=59, microsecond=999_999) if len(value) == 10 else first
    if test == "is" and first != last:
        return f"{name} BETWEEN {_moment(first)} AND {_moment(last)}"
    return f"{name} {_SIGNS[test]} {_moment(last if test == 'to' else first)}"


def _moment(at: datetime) -> str:
    return f"TIMESTAMP('{at.isoformat()}Z')"


_READ: dict[str, Callable[[Column, str, str, str], str | Problem]] = {
    "string": _text, "integer": _number, "number": _number, "year": _number, "boolean": _truth, "date": _date,
    "time": _time, "datetime": _datetime,
}  # fmt: skip
