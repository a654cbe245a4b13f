"""Values of a table as people read them."""

import html
import re
import struct
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from torg.engine.tables import Column
from torg.kit.components import Cell, Head, text

from .wkb import shape

_MOST_DECIMALS = 8
LONGEST = 1000
"""Letters of a cell on a page: the whole text is in the files."""
_MARKED_UP = re.compile(r"<br\b[^<>]*>|</(?:html|body|table|tr|td|div|span|p|b|i|a|ul|li|font|h[1-6])\s*>", re.I)
_UNREAD = re.compile(r"<(style|script|head)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.I | re.S)


def head(column: Column, rows: int) -> Head:
    low, high = bound(column.min, column, 4), bound(column.max, column, 4)
    span = f"{low} – {high}" if low and high != low else low
    if not span and column.distinct:
        span = str(text("{count} different", count=column.distinct))
    return Head(
        label=column.label or column.name,
        kind=column.type,
        unit=column.unit,
        filled=1 - column.missing / rows if rows else None,
        range=span or None,
    )


def example(written: str, column: Column) -> str:
    """An example of a column, which is kept as JSON would write it."""
    if column.type == "boolean":
        return shown(written == "true")
    return bound(written, column) or plain(written)


def cells(columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows as cells; numbers of one column show the same count of decimals, so that they stand under each other."""
    decimals = [max((_decimals(row[at]) for row in rows), default=0) for at in range(len(columns))]
    numeric = [Head("", column.type).numeric for column in columns]
    return tuple(
        tuple(
            Cell(_cut(shown(value, places)), numeric=right, address=_link(value, column))
            for value, places, right, column in zip(row, decimals, numeric, columns, strict=True)
        )
        for row in rows
    )


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def shown(value: Any, decimals: int = 0) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(text("yes") if value else text("no"))
        case Decimal() | float():
            return f"{value:.{decimals or _decimals(value)}f}"
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S" if value.second else "%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M:%S" if value.second else "%H:%M")
        case bytes():
            return _place(value)
        case _:
            return plain(str(value))


def plain(text: str) -> str:
    """The words of a text that was written for a browser, as places from maps often are; any other stays as it is."""
    if not _MARKED_UP.search(text):
        return text
    return " ".join(html.unescape(_UNREAD.sub(" ", text)).split())


def bound(written: str | None, column: Column, decimals: int = _MOST_DECIMALS) -> str:
    """The smallest or largest value of a column, which is kept as JSON would write it; decimals beyond are cut."""
    if written is None or column.type in ("string", "boolean", "point", "geometry"):
        return ""
    if column.type == "datetime":
        return written[:16].replace("T", " ")
    if column.type == "number" and "." in written and "e" not in written.lower():
        whole, _, part = written.partition(".")
        return f"{whole}.{part[:decimals].rstrip('0')}".rstrip(".")
    return written


def _decimals(value: Any) -> int:
    if isinstance(value, float):
        value = Decimal(repr(value))
    if not isinstance(value, Decimal) or not value.is_finite():
        return 0
    return min(max(-int(value.normalize().as_tuple().exponent), 0), _MOST_DECIMALS)


def _place(wkb: bytes) -> str:
    try:
        found = shape(wkb)
    except (struct.error, IndexError):
        return ""
    if found.name == "Point" and found.points:
        return f"{found.points[0][1]:.5f}, {found.points[0][0]:.5f}"
    return str(text(found.name))


def _link(value: Any, column: Column) -> str | None:
    """Only web addresses become links: anything else in a cell is just text."""
    return value if column.role == "url" and str(value).startswith(("https://", "http://")) else None
