"""Jobs of the intake: carry out a publication, keep the shelf in step, tidy up after a start."""

from datetime import time

from django.utils import timezone

from torg.catalogue.datasets.models import Dataset
from torg.foundation.problems import Problem
from torg.kit.jobs.actions import Running, Subject, job, schedule, subscribe

from . import reading as readings
from .actions import cancel
from .lying import tend_drafts
from .models import Draft, Publication
from .stages import carry_out, show
from .telling import told
from .tidying import reconcile_shelf, sweep
from .uploading import forget_lost


def give_up(publication: str) -> None:
    Publication.objects.filter(pk=publication, committed__isnull=True).update(
        state=Publication.State.FAILED,
        problem=told(Problem("publish.fault", value=publication)),
        finished=timezone.now(),
    )


def subject(publication: str) -> Subject | None:
    one = Publication.objects.select_related("dataset").filter(pk=publication).first()
    if one is None:
        return None
    shown = one.state == Publication.State.PUBLIC and one.dataset
    problem = (one.problem or {}).get("sentence", "")
    return Subject(one.title or one.source_name, f"/datasets/{one.dataset.slug}" if shown else "", problem)


def take_back(publication: str) -> bool:
    return cancel(by="jobs", publication=Publication.objects.get(pk=publication))


def once_more(publication: str) -> None:
    Publication.objects.filter(pk=publication, committed__isnull=True, state=Publication.State.FAILED).update(
        state=Publication.State.RECEIVED, problem=None, finished=None
    )


@job("publication.run", label="Publish", subject=subject, cancel=take_back, again=once_more, gave_up=give_up)
def run_publication(running: Running, publication: str) -> None:
    carry_out(running, Publication.objects.select_related("organisation", "dataset").get(pk=publication))


def subject_of_draft(draft: str, reading: int) -> Subject | None:
    one = Draft.objects.filter(pk=draft).first()
    return one and Subject(one.title, f"/publish/{one.pk}", (one.problem or {}).get("sentence", ""))


@job("draft.read", label="Read a file", subject=subject_of_draft, gave_up=readings.give_up)
def read_draft(running: Running, draft: str, reading: int) -> None:
    one = Draft.objects.select_related("organisation", "dataset", "changed_by").filter(pk=draft).first()
    if one is not None:
        readings.read_draft(running, one, reading)


@schedule(daily=time(2, 40))
@job("intake.tidy", label="Tidy up")
def tidy(running: Running) -> None:
    reconcile_shelf()
    sweep()


@schedule(daily=time(3, 10))
@job("intake.drafts", label="Write about drafts that lie about, and remove the oldest")
def drafts(running: Running) -> None:
    tend_drafts()
    forget_lost()


@subscribe("dataset.changed")
def follow(running: Running, subject: str) -> None:
    """What is said about a dataset elsewhere reaches the shelf too."""
    dataset = Dataset.objects.filter(pk=subject).first()
    if dataset is not None:
        show(dataset)


@subscribe("organisation.changed")
def follow_publisher(running: Running, subject: str) -> None:
    """Name and kind of a publisher stand on the shelf with each of its datasets."""
    for dataset in Dataset.objects.filter(organisation=subject).iterator(chunk_size=200):
        show(dataset)
