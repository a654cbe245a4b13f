"""The way of one publication: understand the file, store its versions, commit, show them.

Every stage bears being repeated, because a process may be killed at any moment: nothing is visible before the
commit, identifiers are minted once and remembered in the publication's plan, and what follows the commit only
makes the shelf say what the catalogue says.
"""

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from torg.catalogue.datasets import actions as datasets
from torg.catalogue.datasets.models import Dataset, Table, TableVersion
from torg.catalogue.datasets.queries import as_shelved
from torg.engine import tables
from torg.engine.shelf import open_shelf
from torg.engine.tables import Version
from torg.engine.understanding import Report
from torg.foundation import ids
from torg.foundation.home import home
from torg.foundation.problems import Problem, Refusal, refuse
from torg.foundation.storage import open_storage
from torg.kit.jobs.actions import Running
from torg.publishing.validation.queries import Rules, verdict_of

from .keeping import take_over
from .models import Draft, Publication
from .originals import Reading, fetch_original
from .room import with_room_to_read
from .ruled import Ruled, check_whole, notices_of, read_for_program, settle, told_of
from .said import as_it_was, describe_anew, new_dataset
from .telling import add_changes, changes, further, is_same, report_of, told

log = logging.getLogger("torg.intake")
State = Publication.State
FAULTS = ("file.fault", "disk.full")
"""Refusals that are our own fault."""


@dataclass(frozen=True)
class Understood:
    """One layer of the file and its report."""

    layer: str
    report: Report


def carry_out(running: Running, publication: Publication) -> None:
    """Bring a publication to its end. A Refusal ends it too: the last good version stays public."""
    if publication.ended:
        return
    try:
        if publication.committed is None:
            with with_room_to_read():
                _make_public(running, publication)
    except Refusal as refusal:
        state = State.FAILED if refusal.problem.code in FAULTS else State.REFUSED
        _note(publication, state=state, problem=told(refusal.problem), finished=timezone.now())
        return
    running.progress("sharing")
    show(publication.dataset)
    _note(publication, state=State.PUBLIC, finished=timezone.now())


def _make_public(running: Running, publication: Publication) -> None:
    with _work_folder(running, publication) as work:
        fetch_original(running, publication, work)
        _note(publication, state=State.UNDERSTANDING)
        understood, left, ruled = _understand(running, publication, work)
        check_whole(ruled.rules, ruled.verdict)
        _note(publication, state=State.STORING, report=_report(publication, understood, left, ruled))
        _remember(publication, ruled)
        if _is_there_already(running, publication, understood, ruled):
            return
        running.progress("storing")
        plan = _plan(running, publication, [one.layer for one in understood])
        versions = _store(running, publication, plan, understood)
        _commit(running, publication, plan, understood, versions, ruled)


@contextmanager
def _work_folder(running: Running, publication: Publication) -> Iterator[Path]:
    """A folder of this attempt alone; what a killed attempt leaves is swept later."""
    folder = home().work / f"{publication.pk}-{running.job.lease}"
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _understand(
    running: Running, publication: Publication, work: Path
) -> tuple[list[Understood], list[tuple[str, Problem]], Ruled]:
    """The layers that become tables, the chosen one first, and those that have nothing to show.

    Rules are about the first: a list has one kind, and what else lies in its workbook goes with it.
    """
    ruled = _understand_first(running, publication, work)
    first = ruled.report
    understood, left = [Understood(first.layer, first)], []
    layers = () if _is_one_layer(publication) else first.publishable
    for number, layer in enumerate((layer for layer in layers if layer != first.layer), start=1):
        try:
            report = _understand_layer(running, publication, work, number, layer)
            understood.append(Understood(layer, report))
        except Refusal as refusal:
            left.append((layer, refusal.problem))
    return understood, left, ruled


def _is_one_layer(publication: Publication) -> bool:
    """Whether somebody named the sheet or layer to take."""
    options = publication.options
    return bool(options.get("layer") or (options.get("answers") or {}).get("layer"))


def _understand_first(running: Running, publication: Publication, work: Path) -> Ruled:
    """What a person decided in a draft is taken from there: it was checked before their eyes."""
    reading = _reading(publication, publication.options.get("layer") or None)
    draft = Draft.objects.filter(publication=publication).first()
    if draft is not None:
        rules = Rules.from_json(publication.options.get("rules"))
        report = take_over(publication, reading, work / "kept") or reading.carry_out(running, _made(work / "0"))
        return Ruled(report, reading, rules, verdict_of(draft.verdict) if rules.said == "yes" else None)
    return read_for_program(running, publication, reading, _made(work / "0"))


def _understand_layer(running: Running, publication: Publication, work: Path, number: int, layer: str | None) -> Report:
    return _reading(publication, layer).carry_out(running, _made(work / str(number)))


def _reading(publication: Publication, layer: str | None) -> Reading:
    organisation = publication.dataset.organisation if publication.dataset else publication.organisation
    return Reading.of(publication, organisation, publication.options.get("answers") or {}, layer)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _report(
    publication: Publication, understood: list[Understood], left: list[tuple[str, Problem]], ruled: Ruled
) -> dict[str, object]:
    tables = [(one.layer, one.report) for one in understood]
    report = report_of(tables, left)
    report["rules"] = told_of(ruled.verdict)
    report["notices"] += map(told, notices_of(ruled))
    if not _is_one_layer(publication):
        taken = {layer for layer, _ in (*tables, *left)}
        report["notices"] += map(told, further(understood[0].report, taken))
    return report


def _remember(publication: Publication, ruled: Ruled) -> None:
    """Which columns the rules made text: those of the next file are read so at once."""
    if ruled.rules.said == "yes":
        _note(publication, options={**publication.options, "rules": ruled.rules.as_json()})


@transaction.atomic
def _is_there_already(running: Running, publication: Publication, understood: list[Understood], ruled: Ruled) -> bool:
    """Ends a publication of what the newest versions were made of: they are what it made public."""
    running.hold()
    known = list(publication.dataset.tables.all()) if publication.dataset else []
    if publication.options.get("again"):
        return False
    plan = {}
    for one in understood:
        table = _known_table(known, one.layer, alone=len(understood) == 1)
        newest = table and table.newest
        if newest is None or not is_same(newest, publication.sha256, one.report):
            return False
        plan[one.layer] = (newest.table_id, newest.number)
    _check_not_ended(publication)
    describe_anew(publication)
    table_id, number = next(iter(plan.values()))
    settle(publication, publication.dataset, ruled, table_id, number)
    publication.report["notices"].append(told(Problem("publish.same", value=publication.source_name, version=number)))
    _note(publication, plan=plan, report=publication.report, committed=timezone.now())
    return True


@transaction.atomic
def _plan(running: Running, publication: Publication, layers: list[str]) -> dict[str, tuple[str, int]]:
    """Table id and version number of each layer, minted once a publication however often its job runs."""
    running.hold()
    known = list(publication.dataset.tables.all()) if publication.dataset else []
    plan = dict(publication.plan or {})
    for layer in layers:
        if layer not in plan:
            table = _known_table(known, layer, alone=len(layers) == 1)
            plan[layer] = (table.pk, datasets.mint_number(table)) if table else (ids.mint("t"), 1)
    _note(publication, plan=plan)
    return {layer: (table, number) for layer, (table, number) in plan.items()}


def _known_table(known: list[Table], layer: str, *, alone: bool) -> Table | None:
    """One table in a dataset of one goes on whatever its sheet is called this year; else the name decides."""
    if alone and len(known) == 1:
        return known[0]
    return next((table for table in known if table.layer == layer[:200]), None)


def _store(
    running: Running, publication: Publication, plan: dict[str, tuple[str, int]], understood: list[Understood]
) -> list[Version]:
    """Write and sync the parts. They are asked for the lease as late as can be: after it no other worker writes."""
    storage = open_storage(home().storage_url)
    created = timezone.now()
    versions = []
    for done, one in enumerate(understood):
        running.progress("storing", done, len(understood))
        with transaction.atomic():
            running.hold()
        table, number = plan[one.layer]
        parts, report = one.report.parts, one.report
        versions.append(tables.store_version(storage, table, number, parts, report.columns, report.geometry, created))
    return versions


@transaction.atomic
def _commit(
    running: Running,
    publication: Publication,
    plan: dict[str, tuple[str, int]],
    understood: list[Understood],
    versions: list[Version],
    ruled: Ruled,
) -> None:
    """The commit of a publication: all of it becomes public in the catalogue, or nothing does."""
    running.hold()
    _check_not_ended(publication)
    before = as_it_was(publication)
    dataset = publication.dataset or new_dataset(publication)
    if publication.options.get("again"):
        datasets.restore(by=publication.by, dataset=dataset)
    describe_anew(publication)
    changed = [_changes(version) for version in versions]
    datasets.add_versions(
        by=publication.by,
        dataset=dataset,
        versions=[
            datasets.NewVersion(
                version,
                one.layer,
                one.report.as_json() | {"notices": notices},
                publication.source_name,
                publication.sha256,
            )
            for version, one, notices in zip(versions, understood, changed, strict=True)
        ],
    )
    settle(publication, dataset, ruled, versions[0].table, versions[0].number)
    add_changes(publication.report, changed)
    _note(publication, dataset=dataset, before=before, report=publication.report, committed=timezone.now())


def _check_not_ended(publication: Publication) -> None:
    if Publication.objects.select_for_update().get(pk=publication.pk).ended:
        raise refuse("publish.cancelled")


def _changes(version: Version) -> list[dict[str, object]]:
    """Against the newest version of the table there is now; a table that is new has changed in nothing."""
    last = TableVersion.objects.filter(table=version.table).last()
    return [told(change) for change in changes(last.version, version)] if last else []


def show(dataset: Dataset) -> None:
    """Make the shelf say what the catalogue says. The data API answers at once and makes its copies by itself."""
    one = Dataset.objects.select_related("organisation").get(pk=dataset.pk)
    shelf = open_shelf(home().shelf_url)
    try:
        shelf.put(as_shelved(one))
    finally:
        shelf.close()


def _note(publication: Publication, **facts: object) -> None:
    for key, value in facts.items():
        setattr(publication, key, value)
    publication.save(update_fields=list(facts))
