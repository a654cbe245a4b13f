"""A list follows rules from the moment a person says so; every version of it is held against those very rules."""

from django.db import transaction
from django.utils import timezone

from torg.catalogue.datasets.models import Dataset, TableVersion
from torg.catalogue.people.actions import note
from torg.engine.specifications import Verdict

from .holding import Rules, plain
from .learning import confirmed, teach
from .models import Check, Followed


@transaction.atomic
def follow(*, by: str, dataset: Dataset, rules: Rules) -> Followed:
    """Take rules up in the version that was seen. Later versions of them change nothing until somebody says so."""
    held = Followed.objects.select_for_update().filter(dataset=dataset).first()
    now = (rules.specification, rules.version)
    if held is not None and (held.specification, held.version) == now:
        Followed.objects.filter(pk=held.pk).update(columns=dict(rules.columns))
        return held
    facts = {"specification": rules.specification, "version": rules.version, "columns": dict(rules.columns)}
    row, _ = Followed.objects.update_or_create(
        dataset=dataset, defaults={**facts, "by": by[:200], "since": timezone.now()}
    )
    note(by=by, what="rules.followed", organisation=dataset.organisation, about=_about(dataset, row))
    return row


@transaction.atomic
def leave(*, by: str, dataset: Dataset) -> None:
    """Hold a list against nothing any more; what earlier checks found stays with their versions."""
    for row in Followed.objects.select_for_update().filter(dataset=dataset):
        note(by=by, what="rules.left", organisation=dataset.organisation, about=_about(dataset, row))
        row.delete()


@transaction.atomic
def record(*, by: str, version: TableVersion, verdict: Verdict) -> Check:
    """What was found in a version as it became public. A second record of the same version replaces the first."""
    counts = {name: getattr(verdict, name) for name in ("rows", "fine", "mended", "waiting")}
    facts = {"specification": verdict.specification, "specification_version": verdict.version, **counts}
    row, _ = Check.objects.update_or_create(version=version, defaults={**facts, "verdict": plain(verdict)})
    return row


@transaction.atomic
def repeat(*, by: str, former: TableVersion, version: TableVersion) -> None:
    """The rows of a former version are current again: what was found in them holds."""
    for row in Check.objects.filter(version=former):
        row.pk, row.version = None, version
        row.save(force_insert=True)


@transaction.atomic
def confirm(*, by: str, dataset: Dataset, rules: Rules, verdict: Verdict) -> None:
    """A person saw how the columns were understood and said yes: this is learned for the next file."""
    pairs = confirmed(verdict, rules.columns)
    teach(by=by, organisation=dataset.organisation, specification=rules.specification, pairs=pairs)


def _about(dataset: Dataset, row: Followed) -> str:
    return f"{dataset.title_in('en')}: {row.specification} {row.version}"
