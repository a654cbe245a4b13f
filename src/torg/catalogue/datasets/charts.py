"""Charts of versions: made once by a job, kept as a file beside the serving copies, told in the reader's language."""

import json
import os
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from django.utils.translation import get_language, override

from torg.engine.charts import Chart, Counted, Words, counted, drawn
from torg.engine.tables import Column, Version
from torg.foundation.home import home
from torg.foundation.language import sentence
from torg.foundation.storage import open_storage
from torg.kit.components import Head, text

from .models import Table
from .sheet import ChartShown

LONGEST_ALT = 300
_LOOKED_AT = 4
_REVISION = 5
"""Part of the files' names: another number makes all charts anew."""


@dataclass(frozen=True)
class Kept:
    """Charts with their pictures, and the most frequent values of columns with their counts."""

    charts: tuple[tuple[Chart, str], ...]
    tops: dict[str, tuple[tuple[str, int], ...]]


def place(version: Version) -> Path:
    folder = home().serving.parent / "charts"
    return folder / f"{version.table}-{version.number}.{_REVISION}.json"


def make(version: Version, language: str) -> None:
    """Count, draw, keep. A version whose charts are there is left alone."""
    if place(version).is_file():
        return
    with override(language):
        words = Words(str(text("yes")), str(text("no")), str(text("others")))
    found = counted(version, open_storage(home().storage_url), words)
    keep(version, found, [drawn(chart) for chart in found.charts])


def keep(version: Version, found: Counted, pictures: list[str]) -> None:
    charts = [{**chart.as_json(), "picture": picture} for chart, picture in zip(found.charts, pictures, strict=True)]
    path = place(version)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    partial.write_text(json.dumps({"charts": [one for one in charts if one["picture"]], "tops": found.tops}))
    os.replace(partial, path)


def kept(version: Version) -> Kept | None:
    """None where nobody has made them yet."""
    path = place(version)
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=200)
def _read(path: Path, written: int) -> Kept:
    facts = json.loads(path.read_text())
    charts = [
        (Chart.from_json({k: v for k, v in one.items() if k != "picture"}), one["picture"]) for one in facts["charts"]
    ]
    return Kept(tuple(charts), {name: tuple(map(tuple, found)) for name, found in facts["tops"].items()})


def with_tops(heads: Sequence[Head], columns: Sequence[Column], version: Version) -> tuple[Head, ...]:
    """Heads of columns with few different values name the most frequent ones."""
    found = kept(version)
    tops = found.tops if found else {}
    return tuple(
        replace(head, range=" · ".join(label for label, _ in tops[column.name])) if tops.get(column.name) else head
        for head, column in zip(heads, columns, strict=True)
    )


def shown(version: Version, address: str) -> Iterator[ChartShown]:
    """The charts in words. ``address`` is that of the table's page."""
    found = kept(version)
    for at, (chart, picture) in enumerate(found.charts if found else (), start=1):
        title = _told(chart.finding.code, chart.finding.facts)
        yield ChartShown(
            number=at,
            title=title,
            alternative=_alternative(chart, title),
            picture=picture,
            heads=_heads(chart),
            rows=tuple(
                (str(first) if isinstance(first, str) else number(first), number(second))
                for first, second in chart.pairs
            ),
            note=_note(chart),
            address=f"{address}/charts/{at}",
        )


def number(value: int | float) -> str:
    return str(text("{value}", value=value))


def newest_kept(table: Table) -> Version | None:
    """The newest version whose charts are there: those of the one before stay until the new ones are drawn."""
    rows = table.versions.order_by("-number")[:_LOOKED_AT]
    return next((row.version for row in rows if place(row.version).is_file()), None)


def _told(code: str, facts: dict[str, object]) -> str:
    worded = {key: number(fact) if isinstance(fact, int | float) else fact for key, fact in facts.items()}
    told = sentence(code, worded, get_language() or "en")
    return " ".join(told.split())


def _alternative(chart: Chart, title: str) -> str:
    """What the picture says, for those who do not see it: never without a number, never long."""
    facts = {
        "title": title,
        "count": len(chart.pairs),
        "label": str(chart.pairs[-1][0])[:40],
        "value": number(chart.pairs[-1][1]),
    }
    told = sentence(f"chart.alternative_{chart.kind}", facts, get_language() or "en")
    return told if len(told) <= LONGEST_ALT else told[: LONGEST_ALT - 1] + "…"


def _heads(chart: Chart) -> tuple[str, str]:
    if chart.kind in ("bars", "counts", "histogram"):
        return chart.across, str(text("Rows"))
    along = chart.along if chart.kind == "dots" else str(text("{column}, on average", column=chart.along))
    return chart.across, f"{along} ({chart.unit})" if chart.unit and chart.unit not in along else along


def _note(chart: Chart) -> str:
    if chart.kind == "dots" and chart.sampled > len(chart.pairs):
        return str(text("{count} of {all} rows, drawn by lot.", count=len(chart.pairs), all=chart.sampled))
    return ""
