"""Undo publishing: for a day a person can take back what they made public. Nothing is erased from the history."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from torg.catalogue.datasets import actions as datasets
from torg.catalogue.datasets.models import Dataset, Table, TableVersion
from torg.catalogue.people.actions import note
from torg.catalogue.people.models import User
from torg.foundation.language import sentence
from torg.foundation.problems import Problem, Refusal
from torg.publishing.validation import actions as validation
from torg.publishing.validation.queries import Rules

from .drafting import take_back
from .models import Draft, Publication
from .said import RULES
from .stages import show
from .telling import changes, told

LONG = timedelta(hours=24)


@dataclass(frozen=True)
class Offer:
    """What the button would do; ``former`` is the version that is current again, None where none was public before."""

    until: datetime
    former: int | None


def offer(publication: Publication) -> Offer | None:
    """None where there is nothing to take back, or not any more."""
    if _in_the_way(publication) is not None:
        return None
    assert publication.committed is not None  # noqa: S101  told by what is in the way
    formers = [_former(table, number) for table, number in _made(publication)]
    former = formers[0].number if publication.before and formers[0] else None
    return Offer(publication.committed + LONG, former)


def undo(*, by: User, draft: Draft) -> None:
    """The version before is current again, or nothing is public any more; the draft can be gone on with.

    Raises Refusal where it cannot be taken back, and then nothing has changed.
    """
    show(_undo(by, draft))


@transaction.atomic
def _undo(by: User, draft: Draft) -> Dataset:
    publication = Publication.objects.select_for_update().get(pk=draft.publication_id)
    problem = _in_the_way(publication)
    if problem is not None:
        raise Refusal(problem)
    dataset = Dataset.objects.select_related("organisation").get(pk=publication.dataset_id)
    if publication.before:
        _put_back(by, publication, dataset)
    else:
        datasets.withdraw(by=by.email, dataset=dataset, because=sentence("undo.because", {}))
    Publication.objects.filter(pk=publication.pk).update(undone=timezone.now())
    note(by=by, what="publication.undone", organisation=dataset.organisation, about=publication.title)
    take_back(by=by, draft=draft, dataset=dataset)
    return dataset


def _in_the_way(publication: Publication) -> Problem | None:
    """``before`` is None where the publication made nothing, because all of it was public already."""
    dataset = publication.dataset
    if dataset is None or publication.before is None or publication.committed is None or publication.undone:
        return Problem("undo.nothing")
    if not publication.ended or dataset.state != Dataset.State.PUBLIC:
        return Problem("undo.nothing")
    if timezone.now() - publication.committed > LONG:
        return Problem("undo.late")
    made = _made(publication)
    if any(table.newest is None or table.newest.number != number for table, number in made):
        return Problem("undo.newer")
    if Publication.objects.filter(dataset=dataset).exclude(state__in=Publication.ENDED).exists():
        return Problem("undo.busy")
    new = [table.name for table, number in made if publication.before and _former(table, number) is None]
    return Problem("undo.new_table", value=new[0]) if new else None


def _made(publication: Publication) -> list[tuple[Table, int]]:
    numbers = dict((publication.plan or {}).values())
    return [(table, numbers[table.pk]) for table in Table.objects.filter(pk__in=numbers)]


def _former(table: Table, number: int) -> TableVersion | None:
    return table.versions.filter(number__lt=number).order_by("-number").first()


def _put_back(by: User, publication: Publication, dataset: Dataset) -> None:
    """As new versions that have the parts of the former ones: whoever cited one finds each as it was."""
    datasets.add_versions(
        by=by.email, dataset=dataset, versions=[_again(table, number) for table, number in _made(publication)]
    )
    before = dict(publication.before or {})
    _back_to_rules(by.email, publication, dataset, Rules.from_json(before.pop(RULES, None)))
    if publication.options.get("described"):
        datasets.describe(by=by.email, dataset=dataset, **before)


def _back_to_rules(by: str, publication: Publication, dataset: Dataset, rules: Rules) -> None:
    """The list follows what it followed, and what was found in the former rows is found again."""
    if rules.named:
        validation.follow(by=by, dataset=dataset, rules=rules)
    else:
        validation.leave(by=by, dataset=dataset)
    for table, number in _made(publication):
        former, newest = _former(table, number), table.versions.order_by("-number").first()
        if former is not None and newest is not None:
            validation.repeat(by=by, former=former, version=newest)


def _again(table: Table, number: int) -> datasets.NewVersion:
    former, undone = _former(table, number), table.versions.get(number=number)
    assert former is not None  # noqa: S101  told by what is in the way
    version = replace(former.version, number=datasets.mint_number(table), created=timezone.now())
    said = [Problem("undo.again", version=former.number, value=undone.number), *changes(undone.version, version)]
    report = former.report | {"notices": list(map(told, said))}
    return datasets.NewVersion(version, table.layer, report, former.source_name, former.source_sha256)


def was_taken_back(dataset: Dataset) -> bool:
    """Whether it is withdrawn because its only publication was undone, and not for another reason."""
    last = Publication.objects.filter(dataset=dataset, committed__isnull=False).order_by("-committed").first()
    return dataset.state == Dataset.State.WITHDRAWN and last is not None and bool(last.undone) and not last.before
