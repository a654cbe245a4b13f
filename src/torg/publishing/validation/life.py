"""The life of a specification of the hub's own: a draft is worked on, adopted as it is, retired one day."""

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from torg.catalogue.people.actions import note
from torg.catalogue.people.models import User
from torg.engine import specifications
from torg.engine.specifications import Specification, parse
from torg.foundation.problems import refuse

from .knowing import known
from .models import OwnSpecification

RESERVED = ("drafts",)
LONGEST_VERSION = 20
MOST = 500
"""Specifications of one hub: more would be a sign of a script gone astray."""

By = User | str


@transaction.atomic
def begin(*, by: By, text: str, name: str = "specification.yaml") -> OwnSpecification:
    """A draft from a text in any of the formats that are read. Raises Refusal with file and line."""
    one = parse(text, name)
    own = text if one.origin == "torg" else specifications.own_text(one)
    one = _fit(own)
    if known().get(one.id, one.version) is not None:
        raise refuse("rules.there", value=one.id, version=one.version)
    if OwnSpecification.objects.count() >= MOST:
        raise refuse("rules.many", limit=MOST)
    try:
        with transaction.atomic():
            row = OwnSpecification.objects.create(
                identifier=one.id, version=one.version, text=own, made_by=by if isinstance(by, User) else None
            )
    except IntegrityError:  # somebody began the same in this moment
        raise refuse("rules.there", value=one.id, version=one.version) from None
    note(by=by, what="rules.begun", about=_named(row))
    return row


@transaction.atomic
def change(*, by: By, row: OwnSpecification, text: str, seen: datetime | None = None) -> OwnSpecification:
    """Only a draft changes; ``seen`` is when the text was read that the person changed."""
    held = OwnSpecification.objects.select_for_update().get(pk=row.pk)
    if held.status != OwnSpecification.Status.DRAFT:
        raise refuse("rules.adopted", value=held.identifier)
    if seen is not None and seen != held.changed:
        raise refuse("rules.overtaken")
    one = _fit(text)
    if (one.id, one.version) != (held.identifier, held.version) and known().get(one.id, one.version) is not None:
        raise refuse("rules.there", value=one.id, version=one.version)
    held.identifier, held.version, held.text, held.changed = one.id, one.version, text, timezone.now()
    held.save()
    return held


def _fit(text: str) -> Specification:
    """Raises Refusal. What came as Table Schema or CSVW has to be sound as a text of ours too."""
    one = parse(text, "specification.yaml")
    if one.id in RESERVED:
        raise refuse("rules.name", value=one.id)
    if len(one.version) > LONGEST_VERSION:
        raise refuse("spec.name", file="specification.yaml", line=1, key="version", value=one.version)
    return one


@transaction.atomic
def adopt(*, by: By, row: OwnSpecification, seen: datetime | None = None) -> None:
    """From now on it stays as it is, and files are recognised by it. ``seen`` is when it was read by who adopts it."""
    held = OwnSpecification.objects.select_for_update().get(pk=row.pk)
    if seen is not None and seen != held.changed and held.status == OwnSpecification.Status.DRAFT:
        raise refuse("rules.overtaken")
    _fit(held.text)
    _become(by, row, OwnSpecification.Status.DRAFT, OwnSpecification.Status.ADOPTED, "rules.adopted")


@transaction.atomic
def retire(*, by: By, row: OwnSpecification) -> None:
    """No file is recognised by it any more; lists that follow it are still held against it."""
    _become(by, row, OwnSpecification.Status.ADOPTED, OwnSpecification.Status.RETIRED, "rules.retired")


@transaction.atomic
def drop(*, by: By, row: OwnSpecification) -> None:
    held = OwnSpecification.objects.select_for_update().get(pk=row.pk)
    if held.status != OwnSpecification.Status.DRAFT:
        raise refuse("rules.adopted", value=held.identifier)
    note(by=by, what="rules.dropped", about=_named(held))
    held.delete()


def next_version(one: Specification) -> str:
    """A text for the next version of it: the number goes up, what changed is still to be said."""
    numbers = one.version.split(".")
    last = str(int(numbers[-1]) + 1) if numbers[-1].isdigit() else f"{numbers[-1]}-next"
    return specifications.own_text(replace(one, version=".".join([*numbers[:-1], last]), status="draft"))


def _become(by: By, row: OwnSpecification, before: str, after: str, what: str) -> None:
    held = OwnSpecification.objects.select_for_update().get(pk=row.pk)
    if held.status != before:
        raise refuse("rules.state", value=held.identifier)
    held.status, held.changed = after, timezone.now()
    held.save()
    note(by=by, what=what, about=_named(held))


def _named(row: OwnSpecification) -> str:
    return f"{row.identifier} {row.version}"
