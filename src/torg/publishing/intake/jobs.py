"""Jobs of the intake: carry out a publication, keep the shelf in step, tidy up after a start."""

from django.utils import timezone

from torg.catalogue.datasets.models import Dataset
from torg.foundation.problems import Problem
from torg.kit.jobs.actions import Running, job, subscribe

from .models import Publication
from .stages import carry_out, show
from .telling import told
from .tidying import reconcile_shelf, sweep


def give_up(publication: str) -> None:
    Publication.objects.filter(pk=publication, committed__isnull=True).update(
        state=Publication.State.FAILED,
        problem=told(Problem("publish.fault", value=publication)),
        finished=timezone.now(),
    )


@job("publication.run", gave_up=give_up)
def run_publication(running: Running, publication: str) -> None:
    carry_out(running, Publication.objects.select_related("organisation", "dataset").get(pk=publication))


@job("intake.tidy")
def tidy(running: Running) -> None:
    reconcile_shelf()
    sweep()


@subscribe("dataset.changed")
def follow(running: Running, subject: str) -> None:
    """What is said about a dataset elsewhere reaches the shelf too."""
    dataset = Dataset.objects.filter(pk=subject).first()
    if dataset is not None:
        show(dataset)
