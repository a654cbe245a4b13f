"""Jobs of this room: charts of new versions, letters to those who follow a dataset."""

from datetime import timedelta

from torg.engine.charts import Counted
from torg.kit.components import language
from torg.kit.jobs.actions import BACKGROUND, Running, Subject, enqueue, job, schedule, subscribe

from . import charts
from .models import Dataset, Follower, TableVersion
from .telling import tell_followers

BUNDLED = timedelta(minutes=30)
_JOB = "datasets.charts"


def _without(version: int) -> None:
    """Data that no picture can be made of have none: nobody tries again at every look."""
    row = TableVersion.objects.filter(pk=version).first()
    if row is not None:
        charts.keep(row.version, Counted(), [])


def _drawn_for(version: int) -> Subject | None:
    row = TableVersion.objects.select_related("table__dataset").filter(pk=version).first()
    return Subject(row.table.dataset.title_in(language()), f"/datasets/{row.table.dataset.slug}") if row else None


@job(_JOB, most_attempts=3, gave_up=_without, label="Draw charts", subject=_drawn_for)
def draw_charts(running: Running, version: int) -> None:
    row = TableVersion.objects.select_related("table__dataset").filter(pk=version).first()
    if row is not None:
        charts.make(row.version, row.table.dataset.language)


@subscribe("dataset.changed")
def want_charts(running: Running, subject: str) -> None:
    dataset = Dataset.objects.filter(pk=subject, state=Dataset.State.PUBLIC).first()
    if dataset is not None:
        _want(dataset)


@schedule(every=timedelta(hours=6))
@job("datasets.missing_charts", label="Look for charts that are missing")
def want_missing_charts(running: Running) -> None:
    """After a restore, or where a hub is older than its charts, nothing announces them."""
    for dataset in Dataset.objects.filter(state=Dataset.State.PUBLIC).iterator():
        _want(dataset)


def _want(dataset: Dataset) -> None:
    for table in dataset.tables.all():
        newest = table.newest
        if newest is not None and not charts.place(newest.version).is_file():
            enqueue(_JOB, unique=str(newest.pk), priority=BACKGROUND, about=dataset.organisation_id, version=newest.pk)


@job("datasets.tell_followers", label="Write to followers")
def tell(running: Running, dataset: str) -> None:
    found = Dataset.objects.filter(pk=dataset).first()
    if found is not None:
        tell_followers(found)


@subscribe("dataset.changed")
def want_letters(running: Running, subject: str) -> None:
    """After a while, so that what changes several times in an hour is one letter."""
    if Follower.objects.filter(dataset=subject).exists():
        enqueue("datasets.tell_followers", unique=subject, wait=BUNDLED, priority=BACKGROUND, dataset=subject)
