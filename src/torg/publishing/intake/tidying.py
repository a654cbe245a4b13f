"""After a killed process: the shelf is made to agree with the catalogue, and stray files are swept away."""

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from django.db.models import Max
from django.utils import timezone

from torg.catalogue.datasets.models import Dataset, Table
from torg.catalogue.datasets.queries import datasets, part_keys
from torg.engine.shelf import Shelf, open_shelf
from torg.foundation.home import home
from torg.foundation.storage import open_storage
from torg.kit.jobs.models import Job

from .keeping import sweep_readings
from .models import Draft, Publication
from .stages import show

_DAY = 24 * 3600
_HOUR = 3600
_CHECKED = ("torg-check-", "torg-trial-")
"""Folders of checks, which last minutes and promise to keep nothing: one that is older was left by a process killed."""


def reconcile_shelf() -> None:
    """Bears repeating: what the shelf already says is not written again."""
    for dataset in datasets().iterator(chunk_size=200):
        show(dataset)
    _end_committed()
    shelf = open_shelf(home().shelf_url)
    try:
        for identifier in _unknown(shelf):
            shelf.withdraw(identifier, "unknown")
    finally:
        shelf.close()


def _end_committed() -> None:
    """A publication whose job gave up after the commit is public all the same, now that it is shown."""
    committed = Publication.objects.filter(committed__isnull=False).exclude(state__in=Publication.ENDED)
    committed.filter(job__state=Job.State.FAILED).update(state=Publication.State.PUBLIC, finished=timezone.now())


def _unknown(shelf: Shelf) -> list[str]:
    known = set(Dataset.objects.values_list("pk", flat=True))
    return [
        one.id
        for offset in range(0, shelf.count(), 100)
        for one in shelf.datasets(offset=offset)
        if one.id not in known
    ]


def sweep() -> list[str]:
    """Remove what nothing refers to: parts of publications that never came to be, work folders, lost originals."""
    return [*_sweep_parts(), *_sweep_work(), *_sweep_originals(), *sweep_readings(), *_sweep_copies()]


def _sweep_parts() -> Iterator[str]:
    """Plans are read before the versions: a publication that commits in between is then seen in one of the two."""
    storage = open_storage(home().storage_url)
    found = list(storage.keys("tables/"))
    planned = tuple(_planned())
    named = set(part_keys())
    for key in found:
        if key not in named and not key.startswith(planned):
            storage.delete(key)
            yield key


def _planned() -> Iterator[str]:
    for plan in Publication.objects.exclude(state__in=Publication.ENDED).values_list("plan", flat=True):
        yield from (f"tables/{table}/{number}-" for table, number in (plan or {}).values())


def _sweep_work() -> Iterator[str]:
    """Folders of attempts that do not run any more; checks after an hour, uploads and other things after a day."""
    leases = tuple(Job.objects.filter(state=Job.State.RUNNING).values_list("lease", flat=True))
    for path in home().work.iterdir():
        attempt = path.name.startswith("p_")
        longest = _HOUR if path.name.startswith(_CHECKED) else _DAY
        if (attempt and not path.name.endswith(leases)) or (not attempt and _age(path) > longest):
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
            yield path.name


def _sweep_originals() -> Iterator[str]:
    known = {name for rows in (Publication, Draft) for name in rows.objects.values_list("original", flat=True)}
    for path in home().originals.iterdir():
        if path.name not in known and _age(path) > _DAY:
            path.unlink(missing_ok=True)
            yield path.name


def _sweep_copies() -> Iterator[str]:
    """Copies of versions that are not the newest, a day after they were made: who asks for one has it made again."""
    newest = {
        f"{table}-{number}"
        for table, number in Table.objects.annotate(n=Max("versions__number")).values_list("pk", "n")
    }
    for path in home().serving.iterdir():
        made_of = re.match(r"(?:\.lock-)?(t_\w+-\d+)\.", path.name)
        if made_of and made_of[1] not in newest and _age(path) > _DAY:
            path.unlink(missing_ok=True)
            yield path.name


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
