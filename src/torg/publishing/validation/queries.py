"""What is asked of validation: the specifications of this hub, who follows them, what checks found."""

from collections.abc import Sequence

from django.db.models import Count

from torg.catalogue.datasets.models import Dataset
from torg.engine.specifications import Specification

from .holding import NO_RULES, SURE, Place, Rules, kept_as_text, likeness, plain, verdict_of
from .knowing import Known, known
from .learning import learned
from .models import Check, Followed

__all__ = [
    "NO_RULES", "SURE", "Known", "Place", "Rules", "check_of", "followed_by", "followers", "kept_as_text", "known",
    "learned", "likeness", "lists_following", "newer_version", "newest_check", "plain", "rules_of", "verdict_of",
]  # fmt: skip


def followers() -> dict[str, int]:
    """How many public lists follow each specification."""
    rows = Followed.objects.filter(dataset__state=Dataset.State.PUBLIC).values("specification")
    return dict(rows.annotate(lists=Count("pk")).values_list("specification", "lists"))


def lists_following(identifier: str, most: int = 200) -> Sequence[Followed]:
    rows = Followed.objects.filter(specification=identifier, dataset__state=Dataset.State.PUBLIC)
    return list(rows.select_related("dataset__organisation").order_by("dataset__organisation__slug", "pk")[:most])


def followed_by(dataset: Dataset) -> Followed | None:
    return Followed.objects.filter(dataset=dataset).first()


def check_of(version_key: int) -> Check | None:
    """The check of a published version (the key of its row)."""
    return Check.objects.filter(version=version_key).first()


def newest_check(dataset: Dataset) -> Check | None:
    """What was found in the newest version of its first table."""
    rows = Check.objects.filter(version__table__dataset=dataset, version__table__position=0)
    return rows.order_by("-version__number").first()


def rules_of(dataset: Dataset | None) -> Rules:
    """What the list follows, as somebody has said; no rules where it follows none."""
    row = followed_by(dataset) if dataset is not None else None
    return Rules(row.specification, row.version, row.columns, said="yes") if row else NO_RULES


def newer_version(rules: Rules) -> Specification | None:
    """A version of the rules that was adopted since; lists take it up when somebody says so."""
    newest = known().get(rules.specification) if rules.named else None
    held = rules.whole()
    if newest is None or held is None or newest.status != "adopted":
        return None
    order = [one.version for one in known().versions(newest.id)]
    return newest if order.index(newest.version) < order.index(held.version) else None
