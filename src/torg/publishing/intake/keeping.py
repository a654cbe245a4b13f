"""What the reading of a draft found, kept beside it: publishing takes it over and need not read the file again.

It is only ever a copy of what reading anew would find. So whatever goes wrong with it ends in reading anew.
"""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

from torg.engine.understanding import Report, keep_report, kept_report
from torg.foundation.home import home

from .models import Draft, Publication
from .originals import Reading
from .sources import forget

_MARK = "mark"
PROBLEMS = "problems"
"""Folder of the list of all problems that the check found."""

log = logging.getLogger("torg.intake")


def keep_reading(draft: Draft, reading: Reading, report: Report, work: Path) -> None:
    """Moves the parts: made ready in the work folder and renamed, so that half a reading is never there."""
    if report.sampled or not report.parts:
        return
    ready, place = work / "kept", _place(draft)
    try:
        ready.mkdir()
        keep_report(report, ready)
        (ready / _MARK).write_text(reading.mark)
        if (work / PROBLEMS).is_dir():
            (work / PROBLEMS).rename(ready / PROBLEMS)
        if place.exists():  # of an attempt that was killed afterwards
            place.rename(work / "before")
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        ready.rename(place)
    except OSError:
        log.info("what was found in %s is not kept, it will be read again", draft.pk, exc_info=True)


def take_over(publication: Publication, reading: Reading, into: Path) -> Report | None:
    """The report of the very same reading; its parts then lie in ``into``, where no other attempt finds them."""
    draft = Draft.objects.filter(publication=publication).first()
    if draft is None:
        return None
    try:
        if (_place(draft) / _MARK).read_text() != reading.mark:
            return None
        _place(draft).rename(into)
    except OSError:
        return None
    return kept_report(into, reading.answers)


def problems_of(draft: Draft) -> Path:
    """Where the list of all problems lies, as long as the draft is open and was read."""
    return _place(draft) / PROBLEMS


def forget_files(draft: Draft) -> None:
    """Of a draft that is gone: its original, and what was found in it."""
    if draft.original:
        forget(draft.original)
    forget_readings(draft.pk)


def forget_readings(draft: str, but: int | None = None) -> None:
    """``but`` is the reading that stays."""
    for place in _folder().glob(f"{draft}-*"):
        if place.name != f"{draft}-{but}":
            shutil.rmtree(place, ignore_errors=True)


def sweep_readings() -> Iterator[str]:
    """Those of drafts that are gone, public, or read anew since. A draft's row is there before its reading is."""
    found = list(_folder().iterdir()) if _folder().is_dir() else []
    wanted = {f"{draft}-{reading}" for draft, reading in _to_be_published()}
    for place in found:
        if place.name not in wanted:
            shutil.rmtree(place, ignore_errors=True)
            yield place.name


def _to_be_published() -> Iterator[tuple[str, int]]:
    ended = Draft.objects.filter(publication__state__in=Publication.ENDED).values("pk")
    yield from Draft.objects.exclude(pk__in=ended).values_list("pk", "reading")


def _place(draft: Draft) -> Path:
    return _folder() / f"{draft.pk}-{draft.reading}"


def _folder() -> Path:
    return home().readings
