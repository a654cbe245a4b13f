"""What people said a heading is: kept by the hub, and offered to others once two have said the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..model import Specification
from .spoken import spoken

ENOUGH = 2
"""So many organisations, independently, make a word everybody's."""


@dataclass(frozen=True)
class Learned:
    """``field`` None: a person said that it is a column of their own.

    ``own``: said by the organisation whose file it is. ``organisations``: how many said so.
    """

    heading: str
    specification: str
    field: str | None
    organisations: int = 1
    own: bool = False

    @property
    def counts(self) -> bool:
        return self.own or (self.organisations >= ENOUGH and self.field is not None)


def learned_for(specification: Specification, learned: Iterable[Learned]) -> Mapping[str, Learned]:
    """By heading as it is compared. One's own word goes first, then what most have said."""
    names = {name: field.name for field in specification.fields for name in (*field.was, field.name)}
    found: dict[str, Learned] = {}
    for one in learned:
        if (
            not one.counts
            or one.specification != specification.id
            or (one.field is not None and one.field not in names)
        ):
            continue
        key = spoken(one.heading).key
        before = found.get(key)
        now = Learned(one.heading, one.specification, one.field and names[one.field], one.organisations, one.own)
        if key and (before is None or _rank(now) > _rank(before)):
            found[key] = now
    return found


def _rank(one: Learned) -> tuple[bool, int, str]:
    return one.own, one.organisations, one.field or ""
