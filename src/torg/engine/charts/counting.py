"""Counting what a chart shows: aggregates over all rows, in bounded memory and time."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from torg.engine.tables import Column, Version, connect, quoted, scan
from torg.foundation.storage import Storage

from .advice import MOST, MOST_BARS, TOP, Plan, plans
from .chart import Chart, Finding, Number, Words

MEMORY, SECONDS = "256MB", 20
LONGEST_LABEL = 60
MOST_POINTS, MOST_DOTS, MOST_BINS = 400, 400, 16
TOP_VALUES, MOST_TOPS, MOST_DIFFERENT = 3, 40, 60
_CLEAR = 0.5
"""Correlations weaker than this are no link that a title may claim."""

_FEW = 3
"""Where no period has more rows than this says, a line of counts shows nothing."""

_PLAIN = Words()
Row = tuple[Any, ...]
Ask = Callable[[str], list[Row]]


@dataclass(frozen=True)
class Counted:
    """``tops`` are the most frequent values of columns by name, each with its count."""

    charts: tuple[Chart, ...] = ()
    tops: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


def counted(version: Version, storage: Storage, words: Words = _PLAIN) -> Counted:
    """The charts of a version. What takes too long or too much memory is left out."""
    source = scan([storage.local(part.key) for part in version.parts])
    with connect(threads=1, memory=MEMORY) as database:
        database.execute(f"SET GLOBAL max_execution_time = {SECONDS * 1000}")

        def ask(statement: str) -> list[Row]:
            rows: list[Row] = database.execute(statement.replace("{source}", source)).fetchall()
            return rows

        charts = (chart for plan in plans(version) if (chart := _tried(ask, plan, words)) is not None)
        return Counted(tuple(islice(charts, MOST)), _tops(ask, version, words))


def _tried(ask: Ask, plan: Plan, words: Words) -> Chart | None:
    import duckdb

    try:
        return _COUNT[plan.kind](ask, plan, words)
    except duckdb.Error:
        return None


def _tops(ask: Ask, version: Version, words: Words) -> dict[str, list[tuple[str, int]]]:
    import duckdb

    found: dict[str, list[tuple[str, int]]] = {}
    for column in version.columns:
        few = column.distinct is not None and 1 < column.distinct <= min(MOST_DIFFERENT, version.rows // 2)
        if column.type in ("string", "boolean") and few and len(found) < MOST_TOPS:
            try:
                found[column.name] = [(label, count) for label, count in _groups(ask, column, TOP_VALUES, words)]
            except duckdb.Error:
                return found
    return found


def _groups(ask: Ask, column: Column, most: int, words: Words) -> list[tuple[str, int]]:
    name = quoted(column.name)
    rows = ask(
        f"SELECT {name}, count(*) AS n FROM {{source}} WHERE {name} IS NOT NULL "
        f"GROUP BY 1 ORDER BY n DESC, 1 LIMIT {most}"
    )
    return [(_label(value, words), count) for value, count in rows]


def _label(value: Any, words: Words) -> str:
    if isinstance(value, bool):
        return words.yes if value else words.no
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"


def _bars(ask: Ask, plan: Plan, words: Words) -> Chart | None:
    column = plan.first
    found = _groups(ask, column, MOST_BARS + 1, words)
    if len(found) < 2:
        return None
    filled = ask(f"SELECT count({quoted(column.name)}) FROM {{source}}")[0][0]
    if len(found) > MOST_BARS:
        found = found[:TOP]
        found.append((words.others, filled - sum(count for _, count in found)))
    label, count = found[0]
    facts = {"value": label, "column": _heading(column), "count": count, "all": filled, "different": column.distinct}
    tied = found[1][1] == count
    facts |= {"other": found[1][0]} if tied else {}
    finding = Finding("chart.bars_tied" if tied else "chart.bars", facts)
    return Chart("bars", _heading(column), "", "", finding, tuple(found))


def _means(ask: Ask, plan: Plan, words: Words) -> Chart | None:
    by, of = plan.first, plan.second
    if of is None:
        return None
    name, size = quoted(by.name), quoted(of.name)
    rows = ask(
        f"SELECT {name}, avg({size}) AS m FROM {{source}} WHERE {name} IS NOT NULL AND {size} IS NOT NULL "
        f"GROUP BY 1 ORDER BY m DESC, 1 LIMIT {MOST_BARS}"
    )
    pairs = tuple((_label(value, words), _number(mean)) for value, mean in rows)
    if len(pairs) < 2 or not all(math.isfinite(mean) for _, mean in pairs):
        return None
    facts = {"value": pairs[0][0], "by": _heading(by), "column": _heading(of), "number": pairs[0][1]}
    facts |= {"last": pairs[-1][0], "least": pairs[-1][1], "unit": of.unit or ""}
    return Chart("means", _heading(by), _heading(of), of.unit or "", Finding("chart.means", facts), pairs)


def _line(ask: Ask, plan: Plan, words: Words) -> Chart | None:
    """The mean of a number, or with none the count of rows, in each day, month or year."""
    name = quoted(plan.first.name)
    size = f"avg({quoted(plan.second.name)})" if plan.second else "count(*)"
    there = f"{name} IS NOT NULL" + (f" AND {quoted(plan.second.name)} IS NOT NULL" if plan.second else "")
    if plan.first.type == "year":
        period, length = f"CAST({name} AS BIGINT)", 4
    else:
        step, length = _step(ask, name)
        period = f"date_trunc('{step}', {name})"
    rows = ask(
        f"SELECT {period} AS p, {size} FROM {{source}} WHERE {there} GROUP BY 1 ORDER BY 1 DESC LIMIT {MOST_POINTS}"
    )
    pairs = tuple((str(moment)[:length], _number(mean)) for moment, mean in reversed(rows))
    if plan.second is None:
        pairs = _with_gaps(dict(pairs), length)
    if len(pairs) < 3 or not all(math.isfinite(mean) for _, mean in pairs):
        return None
    most = max(pairs, key=lambda pair: pair[1])
    facts = {"by": _heading(plan.first), "start": pairs[0][0], "first": pairs[0][1], "end": pairs[-1][0]}
    facts |= {"last": pairs[-1][1], "period": most[0], "most": most[1]}
    if plan.second is None and most[1] < _FEW:
        return None
    if plan.second is None:
        return Chart("counts", _heading(plan.first), "", "", Finding("chart.counts", facts), pairs)
    facts |= {"column": _heading(plan.second), "unit": plan.second.unit or ""}
    unit = plan.second.unit or ""
    return Chart("line", _heading(plan.first), _heading(plan.second), unit, Finding("chart.line", facts), pairs)


def _step(ask: Ask, name: str) -> tuple[str, int]:
    """Days, months or years, and how much of a written date says which."""
    first, last = ask(f"SELECT min({name})::DATE, max({name})::DATE FROM {{source}}")[0]
    days = (last - first).days if isinstance(first, date) and isinstance(last, date) else 0
    if days <= 92:
        return "day", 10
    return ("month", 7) if days <= 366 * 6 else ("year", 4)


def _with_gaps(found: dict[str, Number], length: int) -> tuple[tuple[str, Number], ...]:
    """Counts with a 0 for every period in which there was nothing."""
    first, last = min(found), max(found)
    if length == 4:
        periods = [f"{year:04d}" for year in range(int(first), int(last) + 1)]
    elif length == 7:
        ends = [int(each[:4]) * 12 + int(each[5:]) - 1 for each in (first, last)]
        periods = [f"{at // 12:04d}-{at % 12 + 1:02d}" for at in range(ends[0], ends[1] + 1)]
    else:
        days = (date.fromisoformat(last) - date.fromisoformat(first)).days
        periods = [(date.fromisoformat(first) + timedelta(days=at)).isoformat() for at in range(days + 1)]
    return tuple((each, found.get(each, 0)) for each in periods[-MOST_POINTS:])


def _dots(ask: Ask, plan: Plan, words: Words) -> Chart | None:
    if plan.second is None:
        return None
    first, second = quoted(plan.first.name), quoted(plan.second.name)
    both = f"{first} IS NOT NULL AND {second} IS NOT NULL"
    link, count = ask(f"SELECT corr({first}, {second}), count(*) FROM {{source}} WHERE {both}")[0]
    rows = ask(
        f"SELECT * FROM (SELECT {first}, {second} FROM {{source}} WHERE {both}) "
        f"USING SAMPLE reservoir({MOST_DOTS} ROWS) REPEATABLE (1)"
    )
    pairs = tuple((_number(x), _number(y)) for x, y in rows)
    if len(pairs) < 8 or link is None or not math.isfinite(link):
        return None
    kind = "none" if abs(link) < _CLEAR else "up" if link > 0 else "down"
    facts = {"first": _heading(plan.first), "second": _heading(plan.second), "link": f"{link:.2f}", "count": count}
    finding = Finding(f"chart.dots_{kind}", facts)
    return Chart("dots", _heading(plan.first), _heading(plan.second), plan.second.unit or "", finding, pairs, count)


def _histogram(ask: Ask, plan: Plan, words: Words) -> Chart | None:
    name = quoted(plan.first.name)
    low, high, quarter, three, count = ask(
        f"SELECT min({name}), max({name}), quantile_cont({name}, 0.25), quantile_cont({name}, 0.75), count({name}) "
        f"FROM {{source}}"
    )[0]
    if count < 8 or not math.isfinite(float(low)) or not math.isfinite(float(high)) or float(low) == float(high):
        return None
    width = _round_width((float(high) - float(low)) / MOST_BINS)
    start = math.floor(float(low) / width)
    rows: dict[int, int] = dict(
        ask(
            f"SELECT floor({name}::DOUBLE / {width!r})::BIGINT, count(*) FROM {{source}} "
            f"WHERE {name} IS NOT NULL GROUP BY 1"
        )
    )
    bins = range(start, math.floor(float(high) / width) + 1)
    pairs = tuple((f"{at * width:.10g} – {(at + 1) * width:.10g}", int(rows.get(at, 0))) for at in bins)
    facts = {"column": _heading(plan.first), "low": _number(quarter), "high": _number(three), "count": count}
    facts["unit"] = plan.first.unit or ""
    return Chart("histogram", _heading(plan.first), "", plan.first.unit or "", Finding("chart.histogram", facts), pairs)


def _round_width(width: float) -> float:
    size = 10.0 ** math.floor(math.log10(width))
    return next(size * factor for factor in (1, 2, 5, 10) if size * factor >= width)


def _number(value: Any) -> Number:
    """Four figures are more than a picture can show."""
    if isinstance(value, int):
        return value
    exact = float(value) if isinstance(value, Decimal | float) else float(str(value))
    rounded = float(f"{exact:.4g}")
    return int(rounded) if math.isfinite(rounded) and rounded.is_integer() and abs(rounded) < 1e15 else rounded


def _heading(column: Column) -> str:
    text = " ".join((column.label or column.name).split())
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"


_COUNT: dict[str, Callable[[Ask, Plan, Words], Chart | None]] = {
    "bars": _bars, "means": _means, "line": _line, "counts": _line, "dots": _dots, "histogram": _histogram,
}  # fmt: skip
