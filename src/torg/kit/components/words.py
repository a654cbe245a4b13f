"""Words, numbers and dates of a page in the reader's language."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from babel import dates, numbers
from babel.messages.catalog import Catalog
from django.utils.translation import get_language
from markupsafe import Markup, escape

from torg.foundation.language import SOURCE, catalogue


def language() -> str:
    """The reader's language; the source language outside a request."""
    return (get_language() or SOURCE).split("-")[0]


def text(words: str, /, **facts: object) -> Markup:
    """The words in the reader's language; facts are escaped, and numbers are written as people do."""
    return _filled(_translated(words, words), facts)


def plural(one: str, many: str, count: int, /, **facts: object) -> Markup:
    form = _plural_form(catalogue(language()), one, count) or (one if count == 1 else many)
    return _filled(form, {"count": count, **facts})


def number(value: float) -> str:
    return numbers.format_decimal(value, locale=language())


def share(part: float) -> str:
    """A share such as 98 %; never rounded up to all or down to nothing."""
    whole = min(max(round(part * 100), 1 if part > 0 else 0), 99 if part < 1 else 100)
    return numbers.format_percent(whole / 100, locale=language())


def size(count: int) -> str:
    """Bytes as people know them from their file manager: 84 kB, 1.2 MB."""
    value, unit = float(count), "B"
    for unit in ("B", "kB", "MB", "GB"):
        if value < 999.5 or unit == "GB":
            break
        value /= 1000
    digits = 0 if value >= 10 or unit == "B" else 1
    return f"{numbers.format_decimal(round(value, digits), locale=language())}\N{NO-BREAK SPACE}{unit}"


def day(moment: date) -> str:
    return dates.format_date(moment, format="d MMM y", locale=language())


def clock(moment: datetime) -> str:
    """Day and time; the time zone stands there, because readers sit in several."""
    return f"{day(moment)} {dates.format_time(moment, format='HH:mm', locale=language())} UTC"


def ago(moment: datetime) -> str:
    """How long ago: today, yesterday, 3 days ago, 2 years ago."""
    days = (datetime.now(UTC).date() - moment.date()).days
    if days <= 0:
        return str(text("today"))
    if days == 1:
        return str(text("yesterday"))
    return dates.format_timedelta(moment - datetime.now(UTC), add_direction=True, locale=language())


def iso(moment: date) -> str:
    return moment.isoformat(timespec="seconds") if isinstance(moment, datetime) else moment.isoformat()


FILTERS: dict[str, Callable[..., str]] = {
    "number": number, "share": share, "size": size, "day": day, "clock": clock, "ago": ago,
    "iso": iso,
}  # fmt: skip


def _translated(words: str, otherwise: str) -> str:
    message = catalogue(language()).get(words)
    return message.string if message and isinstance(message.string, str) and message.string else otherwise


def _plural_form(words: Catalog, one: str, count: int) -> str:
    message = words.get(one)
    if message is None or isinstance(message.string, str) or not message.string:
        return ""
    return str(message.string[min(int(words.plural_func(count)), len(message.string) - 1)])


def _filled(words: str, facts: dict[str, object]) -> Markup:
    shown = {name: number(fact) if type(fact) in (int, float) else fact for name, fact in facts.items()}
    return escape(words).format(**shown) if shown else escape(words)
