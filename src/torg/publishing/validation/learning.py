"""Headings that people confirmed: their own count at once, those of two other organisations for everybody."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q, Value
from django.db.models.functions import Coalesce

from torg.catalogue.people.models import Organisation
from torg.engine import specifications
from torg.engine.specifications import Verdict

from .models import ConfirmedHeading

if TYPE_CHECKING:
    from torg.engine.specifications import Learned

MOST = 20_000
"""Words of one hub that are offered; more would be a sign of a script gone astray."""

PLAIN = ("match.exact", "match.label", "match.alias", "match.was")
"""What the rules know themselves need not be learned."""


def learned(organisation: Organisation) -> "tuple[Learned, ...]":
    """How many organisations said the same of a heading. Whether that is enough is decided by recognising."""
    own = Coalesce(Max("pk", filter=Q(organisation=organisation)), Value(0))
    rows = ConfirmedHeading.objects.values_list("heading", "specification", "field")
    counted = rows.annotate(several=Count("organisation", distinct=True), own=own).order_by("heading")[:MOST]
    return tuple(
        specifications.Learned(heading, rules, field or None, count, bool(its))
        for heading, rules, field, count, its in counted
    )


def confirmed(verdict: Verdict, told: Mapping[str, str | None]) -> dict[str, str | None]:
    """Which heading is which field, of those that a person told, or saw proposed and let stand."""
    found = {
        one.heading: one.field
        for one in verdict.likeness.matches
        if one.field is not None and one.heading and one.reason.code not in PLAIN
    }
    return {**found, **told}


def teach(*, by: str, organisation: Organisation, specification: str, pairs: Mapping[str, str | None]) -> None:
    """An empty field is a column of their own: that counts for themselves alone."""
    longest = ConfirmedHeading._meta.get_field("heading").max_length or 0
    for heading, field in pairs.items():
        if 0 < len(heading) <= longest:
            ConfirmedHeading.objects.update_or_create(
                organisation=organisation,
                specification=specification,
                heading=heading.replace("\0", ""),
                defaults={"field": field or "", "by": by[:200]},
            )
