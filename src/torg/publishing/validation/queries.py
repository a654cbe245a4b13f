"""What is asked of validation: the specifications of this hub, who follows them, what checks found."""

from collections.abc import Sequence

from django.db.models import Count

from torg.catalogue.datasets.models import Dataset

from .knowing import Known, known
from .models import Check, Followed

__all__ = ["Known", "check_of", "followed_by", "followers", "known", "lists_following"]


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
