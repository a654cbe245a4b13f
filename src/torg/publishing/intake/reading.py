"""Reading the file of a draft: what was found, a look at its rows and its map, and what is new against last time."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from torg.catalogue.datasets.models import Dataset, TableVersion
from torg.catalogue.datasets.queries import look_ahead
from torg.engine.tables import Part, Version
from torg.engine.understanding import Report
from torg.foundation.home import home
from torg.foundation.problems import Problem, Refusal
from torg.foundation.storage import open_storage
from torg.kit.jobs.actions import Running
from torg.kit.mail.actions import send
from torg.publishing.validation.queries import Rules, plain

from .keeping import PROBLEMS, forget_readings, keep_reading
from .letters import ready_to_look_at
from .models import Draft
from .originals import Reading, fetch_original
from .room import with_room_to_read
from .ruled import read_by_rules
from .telling import changes, further, report_of, told

LONG = timedelta(seconds=10)
"""Who waits longer than this was told that they may close the page: they get a letter."""
LONGEST_CELL = 400
LARGE = 4 << 20
"""Bytes; of a larger file the first rows are shown before all of it is read."""
FIRST_ROWS = 2_000


def read_draft(running: Running, draft: Draft, reading: int) -> None:
    """One reading of a draft; of no use any more where somebody has answered something since."""
    if draft.reading != reading or draft.state != Draft.State.READING:
        return
    try:
        with with_room_to_read():
            found = _read(running, draft)
    except Refusal as refusal:
        found = {"state": Draft.State.REFUSED, "problem": told(refusal.problem)}
    forget_readings(draft.pk, but=reading if _note(draft, reading, **found) else None)


def give_up(draft: str, reading: int) -> None:
    problem = told(Problem("draft.fault", value=draft))
    open_ones = Draft.objects.filter(pk=draft, reading=reading, state=Draft.State.READING)
    open_ones.update(state=Draft.State.REFUSED, problem=problem)


def _read(running: Running, draft: Draft) -> dict[str, Any]:
    with _work_folder(running, draft) as work:
        fetch_original(running, draft, work)
        reading, parts = Reading.of(draft, draft.organisation, draft.answers), work / "parts"
        if draft.bytes > LARGE:
            _glance(running, draft, reading, work)
        ruled = read_by_rules(
            running, reading, parts, organisation=draft.organisation, rules=Rules.from_json(draft.followed),
            problems=work / PROBLEMS,
        )  # fmt: skip
        running.progress("looking")
        seen = _seen(draft, ruled.report, work)
        keep_reading(draft, ruled.reading, ruled.report, work)
        verdict = ruled.verdict and plain(ruled.verdict)
        return {
            "state": Draft.State.READY, "problem": None, "followed": ruled.rules.as_json(), "verdict": verdict, **seen
        }  # fmt: skip


def _glance(running: Running, draft: Draft, reading: Reading, work: Path) -> None:
    """The first rows of a large file, to look at while the rest is read; only for who still waits for this reading."""
    report = reading.carry_out(running, work / "parts", first_rows=FIRST_ROWS)
    waiting = Draft.objects.filter(pk=draft.pk, reading=draft.reading, state=Draft.State.READING)
    waiting.update(**_seen(draft, report, work))


def _seen(draft: Draft, report: Report, work: Path) -> dict[str, Any]:
    return {"report": _report(draft, report), "preview": _preview(draft, report, work)}


@contextmanager
def _work_folder(running: Running, draft: Draft) -> Iterator[Path]:
    """Named like the folder of a publication's attempt, so that it is swept like one."""
    folder = home().work / f"p_{draft.pk}-{running.job.lease}"
    (folder / "parts").mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _report(draft: Draft, report: Report) -> dict[str, Any]:
    """As a publication will have it, with what changes against the newest version there is."""
    said = report_of([(report.layer, report)], [])
    said["sample"] = []
    said["notices"] += [] if report.sampled else map(told, _changes(draft, report))
    taken = {report.layer} if draft.answers.get("layer") else set(report.publishable)
    said["notices"] += map(told, further(report, taken))
    said["together"] = list(report.publishable)
    return said


def _changes(draft: Draft, report: Report) -> Iterator[Problem]:
    table = draft.dataset and draft.dataset.tables.first()
    last = table and table.newest
    if not last or draft.dataset.state != Dataset.State.PUBLIC:
        return
    if last.source_sha256 == draft.sha256:
        yield Problem("publish.same", value=draft.source_name, version=last.number)
    yield Problem("draft.rows", was=f"{last.version.rows:,}", now=f"{report.rows:,}")
    yield from changes(last.version, _as_version(draft, report, ()))


def _preview(draft: Draft, report: Report, work: Path) -> dict[str, Any]:
    parts = tuple(Part(f"parts/{path.name}", "", path.stat().st_size, report.rows) for path in report.parts)
    look = look_ahead(_as_version(draft, report, parts), open_storage(str(work)), draft.organisation.boundary)
    rows = [[asdict(cell) | {"text": cell.text[:LONGEST_CELL]} for cell in row] for row in look.rows]
    return {
        "heads": [asdict(head) for head in look.heads],
        "rows": rows,
        "names": look.names,
        "empty_columns": look.empty_columns,
        "drawing": look.drawing and asdict(look.drawing),
        "places": look.places,
        "sampled": look.sampled,
    }


def _as_version(draft: Draft, report: Report, parts: tuple[Part, ...]) -> Version:
    """Of one part even where none was written: a version counts the rows of its parts."""
    parts = parts or (Part("", "", 0, report.rows),)
    return Version(draft.pk, 1, timezone.now(), report.columns, parts, report.geometry)


@transaction.atomic
def _note(draft: Draft, reading: int, **found: Any) -> bool:
    """Only where the draft still waits for this very reading; whoever waited long for it gets a letter."""
    waiting = Draft.objects.select_for_update().filter(pk=draft.pk, reading=reading, state=Draft.State.READING)
    noted = waiting.update(**found) > 0
    if noted and timezone.now() - draft.asked > LONG and draft.changed_by:
        send(to=draft.changed_by.email, **ready_to_look_at(draft, found.get("problem")))
    return noted


def same_file(draft: Draft) -> TableVersion | None:
    """Where these very bytes are public already, in the same organisation."""
    known = TableVersion.objects.filter(table__dataset__organisation=draft.organisation, source_sha256=draft.sha256)
    return known.select_related("table__dataset").order_by("-created").first() if draft.sha256 else None
