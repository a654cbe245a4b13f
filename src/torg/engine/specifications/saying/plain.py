"""The report in words, for a terminal."""

from collections.abc import Iterator

from torg.foundation.language import sentence

from ..found import Level
from .report import CheckReport, TellingGroup

SHOWN = 5
ORDER: tuple[Level, ...] = ("wait", "check", "done")


def plain(report: CheckReport) -> str:
    return "\n".join((*_head(report), *(line for level in ORDER for line in _level(report, level))))


def _head(report: CheckReport) -> Iterator[str]:
    verdict, language = report.verdict, report.language
    facts = {"file": report.file, "label": report.label, "version": verdict.version, "rows": verdict.rows}
    yield sentence("check.found", facts, language)
    counts = {"fine": verdict.fine, "mended": verdict.mended, "waiting": verdict.waiting, "rows": verdict.rows}
    yield sentence("check.counts", counts, language)
    if not report.fits:
        yield sentence("like.nothing", {"label": report.label}, language)
    elif verdict.conforms:
        yield sentence("check.all_fine", {"count": verdict.rows}, language)


def _level(report: CheckReport, level: Level) -> Iterator[str]:
    groups = report.of_level(level)
    if groups:
        yield ""
        yield sentence(f"check.{level}", {}, report.language)
        for one in groups:
            yield f"  {one.sentence}"
            yield from _cells(one, report.language)


def _cells(one: TellingGroup, language: str) -> Iterator[str]:
    """The rows, where the sentence names only the first."""
    group = one.group
    if group.level == "done" or group.count < 2 or not group.rows:
        return
    rows = ", ".join(map(str, group.rows[:SHOWN]))
    more = group.count > SHOWN
    yield f"    {sentence('check.rows_more' if more else 'check.rows', {'rows': rows, 'count': group.count}, language)}"
