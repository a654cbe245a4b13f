"""Reading a literal as a value of a column, exactly, or saying what to write instead."""

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, InvalidOperation

from torg.engine.tables import Column
from torg.foundation.problems import Problem

from .query import Slot

_WIDE = Context(prec=400)
_DECIMAL = re.compile(r"DECIMAL\((\d+),\s*(\d+)\)")
_DIGITS = {"TINYINT": 3, "SMALLINT": 5, "INTEGER": 10, "BIGINT": 19, "HUGEINT": 38}
_LONGEST_NUMBER = 200
_WIDEST = 38


def bind(slot: Slot, text: str, negative: bool = False) -> object | Problem:
    """The value of a literal in its slot."""
    if slot.rounding == "text" or slot.column.type == "string":
        return text
    return _READERS[slot.column.type](slot, f"-{text}" if negative else text)


def _number(slot: Slot, text: str) -> object | Problem:
    value = _decimal(text)
    if value is None:
        return Problem("query.number_long", column=slot.column.name, value=text)
    if slot.column.sql in ("DOUBLE", "FLOAT"):
        return float(value)
    digits, scale = _capacity(slot.column)
    rounded = _round(value, scale, slot)
    if rounded is not None and abs(rounded) < Decimal(10) ** (digits - scale):
        return _as_stored(rounded, scale)
    if digits >= _WIDEST:
        return math.copysign(math.inf, value)  # no wider decimal type is there; infinity is beyond every value too
    outside = Decimal(10) ** (digits - scale)
    return _as_stored(outside.copy_sign(value), scale)


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    far = len(text) > _LONGEST_NUMBER or abs(value.adjusted()) > _LONGEST_NUMBER
    return None if far else value


def _capacity(column: Column) -> tuple[int, int]:
    """How many digits a column's values have, and how many of them are decimals."""
    found = _DECIMAL.fullmatch(column.sql)
    return (int(found[1]), int(found[2])) if found else (_DIGITS.get(column.sql, _WIDEST), 0)


def _round(value: Decimal, scale: int, slot: Slot) -> Decimal | None:
    """None: a value with more decimals than any in the column, which is equal to none of them."""
    step = Decimal(1).scaleb(-scale)
    rounding = ROUND_CEILING if slot.rounding == "up" else ROUND_FLOOR
    rounded = value.quantize(step, rounding=rounding, context=_WIDE)
    return None if slot.rounding == "exact" and rounded != value else rounded


def _as_stored(value: Decimal, scale: int) -> object:
    return value.quantize(Decimal(1).scaleb(-scale), context=_WIDE) if scale else int(value)


def _date(slot: Slot, text: str) -> object | Problem:
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text).date()
    except ValueError:
        return Problem("query.date", column=slot.column.name, value=text)


def _time(slot: Slot, text: str) -> object | Problem:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return Problem("query.time", column=slot.column.name, value=text)


def _datetime(slot: Slot, text: str) -> object | Problem:
    """A column without offsets holds the time on the wall: an offset in the question says nothing there but Z."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return Problem("query.datetime", column=slot.column.name, value=text)
    if "TIME ZONE" in slot.column.sql or slot.column.sql == "TIMESTAMPTZ":
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.replace(tzinfo=None)


_READERS: dict[str, Callable[[Slot, str], object | Problem]] = {
    "integer": _number,
    "number": _number,
    "year": _number,
    "date": _date,
    "time": _time,
    "datetime": _datetime,
}
