"""The text of a spreadsheet's number, date or time, a whole column at a time."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .content import KIND_DATE, KIND_NUMBER, KIND_TEXT, KIND_TIME
from .number_formats import Shown

_PLAIN = r"^-?(?:0|[1-9]\d*)\.\d*[1-9]$"
_EXACT = 2**53
_DAY = 86_400_000
_LAST_DAY = 2_958_466  # the day after 9999-12-31


def number_texts(written: pa.Array) -> tuple[pa.Array, int]:
    """Numbers as a program shows them at 15 significant digits, and how many of them were written with more.

    ``written`` is text as it stands in the file; what is no number stays as it is.
    """
    numbers = _doubles(written)
    if numbers is None:
        return _one_by_one(written)
    values = numbers.to_numpy(zero_copy_only=False)
    whole = (np.trunc(values) == values) & (np.abs(values) < _EXACT)
    texts = pc.cast(pa.array(np.where(whole, values, 0).astype(np.int64)), pa.string())
    if whole.all():
        return texts, 0
    plain = pc.and_(pc.match_substring_regex(written, _PLAIN), pc.less_equal(pc.utf8_length(written), 16))
    texts = pc.if_else(pa.array(whole), texts, written)
    rest = np.flatnonzero(~whole & ~plain.to_numpy(zero_copy_only=False))
    shown = [show_number(value) for value in values[rest].tolist()]
    noisy = sum(float(text) != value for text, value in zip(shown, values[rest].tolist(), strict=True))
    return _put(texts, rest, shown), noisy


def percentages(shares: pa.Array) -> pa.Array:
    """``0.125`` as the cell shows it: ``12.5 %``, with every figure of the number."""
    different = pc.unique(shares)
    shown = pa.array([_percentage(share) for share in different.to_pylist()], pa.string())
    return shown.take(pc.index_in(shares, different))


def _percentage(share: str | None) -> str | None:
    try:
        number = Decimal(share or "")
    except InvalidOperation:
        return share
    text = format(number.scaleb(2), "f")
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} %"


def show_number(value: float) -> str:
    """``0.1 + 0.2`` is ``0.3``; whole numbers that a double holds exactly keep all their digits."""
    if value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    text = f"{value:.15g}"
    return format(Decimal(text), "f") if "e" in text else text


def _doubles(written: pa.Array) -> pa.Array | None:
    try:
        numbers = pc.cast(written, pa.float64())
    except pa.ArrowInvalid:
        return None
    return numbers if pc.all(pc.is_finite(numbers)).as_py() is not False else None


def _one_by_one(written: pa.Array) -> tuple[pa.Array, int]:
    texts, noisy = [], 0
    for text in written.to_pylist():
        try:
            value = float(text)
            shown = show_number(value)
            noisy += float(shown) != value
        except (ValueError, OverflowError, ArithmeticError):
            shown = text
        texts.append(shown)
    return pa.array(texts, pa.string()), noisy


def _put(texts: pa.Array, places: np.ndarray[Any, Any], values: Sequence[str]) -> pa.Array:
    if not len(places):
        return texts
    mask = np.zeros(len(texts), dtype=bool)
    mask[places] = True
    return pc.replace_with_mask(texts, pa.array(mask), pa.array(values, pa.string()))


def serial_texts(written: pa.Array, shown: Shown, from_1904: bool) -> tuple[pa.Array, np.ndarray[Any, Any]]:
    """Days since the spreadsheet's first day as ISO texts, and the kind of each.

    A number that is no day (below the first, beyond the year 9999, 29 February 1900) stays a number.
    """
    numbers = _doubles(written)
    if numbers is None:
        return written, np.full(len(written), KIND_TEXT, dtype=np.int8)
    values = numbers.to_numpy(zero_copy_only=False)
    ticks = np.rint(np.clip(values, -1, _LAST_DAY) * _DAY).astype(np.int64)
    texts = number_texts(written)[0].to_numpy(zero_copy_only=False)
    kinds = np.full(len(values), KIND_NUMBER, dtype=np.int8)
    clock, stretch, day = _sorts(values, ticks, shown, from_1904)
    for chosen, kind, show in ((clock, KIND_TIME, _clocks), (stretch, KIND_TEXT, _clocks)):
        texts[chosen], kinds[chosen] = show(ticks[chosen]), kind
    texts[day], kinds[day] = _days(ticks[day], from_1904), KIND_DATE
    return pa.array(texts, pa.string()), kinds


def _sorts(values: Any, ticks: Any, shown: Shown, from_1904: bool) -> tuple[Any, Any, Any]:
    """Which values are times of day, which are stretches of time, and which are days."""
    usable = (values >= 0) & (values < _LAST_DAY)
    below = ticks < _DAY
    if shown is Shown.DURATION:
        return usable & below, usable & ~below, np.zeros(len(values), dtype=bool)
    if shown is Shown.TIME:
        short = usable & ~below & (values < 366)
        return usable & below, short, usable & ~below & ~short
    if from_1904:
        return np.zeros(len(values), dtype=bool), np.zeros(len(values), dtype=bool), usable
    clock = usable & below & (values > 0)
    day = usable & ~below & (ticks // _DAY != 60)
    return clock, np.zeros(len(values), dtype=bool), day


def _clocks(ticks: Any) -> list[str]:
    return [_clock(int(tick)) for tick in ticks.tolist()]


def _clock(tick: int) -> str:
    seconds, rest = divmod(tick, 1000)
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{text}.{rest:03}" if rest else text


def _days(ticks: Any, from_1904: bool) -> Any:
    """Excel counts a 29 February 1900 that never was: days before it lie one day later than the rest say."""
    days, rest = np.divmod(ticks, _DAY)
    first = np.datetime64("1904-01-01" if from_1904 else "1899-12-30")
    dates = first + days.astype("timedelta64[D]")
    if not from_1904:
        dates = np.where(days < 60, dates + np.timedelta64(1, "D"), dates)
    texts = np.datetime_as_string(dates).astype(object)
    for place in np.flatnonzero(rest).tolist():
        texts[place] += f"T{_clock(int(rest[place]))}"
    return texts
