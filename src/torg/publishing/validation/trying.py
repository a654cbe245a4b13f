"""Trying a draft on the lists that members publish: how many of their rows would fit, before anybody adopts it."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone

from torg.catalogue.datasets.models import Dataset, TableVersion
from torg.catalogue.datasets.queries import public_datasets
from torg.catalogue.people.actions import note
from torg.engine import specifications
from torg.engine.specifications import ColumnSample, Specification, parse
from torg.engine.tables import Version, connect, quoted, scan, text
from torg.foundation.home import home
from torg.foundation.problems import Refusal
from torg.foundation.storage import open_storage
from torg.kit.jobs.actions import Running, enqueue

from .models import OwnSpecification

JOB = "validation.trial"
LIKE_ENOUGH = 0.6
MOST_ROWS = 100_000
"""Of one list: what more of them would say is the same."""

MOST_LISTS = 200
SECONDS = 60.0
MEMORY = "300MB"


def ask(*, by: object, row: OwnSpecification) -> None:
    row.trial = {"version": row.changed.isoformat(), "ended": None, "lists": []}
    row.save(update_fields=["trial"])
    note(by=by, what="rules.tried", about=str(row.identifier))  # type: ignore[arg-type]
    enqueue(JOB, unique=str(row.pk), draft=row.pk)


def make_trial(running: Running, draft: int) -> None:
    row = OwnSpecification.objects.filter(pk=draft).first()
    if row is None:
        return
    try:
        rules = parse(row.text, "specification.yaml")
    except Refusal:  # it was changed behind our back; the page of the draft tells it
        OwnSpecification.objects.filter(pk=draft).update(trial=None)
        return
    found: list[dict[str, Any]] = []
    for dataset, version in _alike(rules):
        running.progress("checking", len(found), MOST_LISTS)
        found.append(_tried(rules, dataset, version))
        if len(found) >= MOST_LISTS:
            break
    trial = {"version": row.changed.isoformat(), "ended": timezone.now().isoformat(), "lists": found}
    OwnSpecification.objects.filter(pk=draft).update(trial=trial)


def _alike(rules: Specification) -> Iterator[tuple[Dataset, TableVersion]]:
    """Those whose headings and examples look like it; nothing is read for that but the catalogue."""
    for dataset in public_datasets().prefetch_related("tables").iterator(chunk_size=100):
        for table in dataset.tables.all():
            newest = table.newest
            if newest is not None and specifications.match(_samples(newest.version), rules).score >= LIKE_ENOUGH:
                yield dataset, newest


def _samples(version: Version) -> list[ColumnSample]:
    return [
        ColumnSample(at, one.label, one.examples, version.rows - one.missing, one.distinct or len(one.examples))
        for at, one in enumerate(version.columns)
    ]


def _tried(rules: Specification, dataset: Dataset, row: TableVersion) -> dict[str, Any]:
    told = {"dataset": dataset.pk, "slug": dataset.slug, "organisation": dataset.organisation_id}
    with tempfile.TemporaryDirectory(prefix="torg-trial-", dir=home().work) as folder:
        path = Path(folder) / "list.csv"
        _write(row.version, path)
        try:
            verdict = specifications.check_apart(path, "list.csv", specification=rules, timeout=SECONDS)
        except Refusal as refusal:
            return {**told, "problem": refusal.problem.sentence()}
    counts = {name: getattr(verdict, name) for name in ("rows", "fine", "mended", "waiting")}
    return {**told, **counts, "causes": _causes(verdict.groups)}


def _causes(groups: Sequence[Any]) -> list[str]:
    return [group.problem().sentence() for group in groups if group.level == "wait"][:5]


def _write(version: Version, path: Path) -> None:
    """The public rows under their own headings, as their owner has them."""
    store = open_storage(home().storage_url)
    flat = [one for one in version.columns if one.type not in ("geometry", "point")]
    columns = ", ".join(f"{quoted(one.name)} AS {quoted(one.label)}" for one in flat)
    with connect(threads=1, memory=MEMORY) as database:
        source = scan([store.local(part.key) for part in version.parts])
        database.execute(f"COPY (SELECT {columns} FROM {source} LIMIT {MOST_ROWS}) TO {text(path)} (HEADER)")
