"""Whether the parts of a specification fit together: names that are used exist, limits are numbers, patterns run."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from torg.foundation.problems import Refusal
from torg.foundation.vocabularies import licence_code, vocabulary

from ..model import Field, Specification
from . import patterns
from .blocks import Placed
from .entries import Entries
from .marked import Faults

NUMBERS = ("integer", "number", "year")


def sound(specification: Specification, placed: list[Placed], entries: Entries, *, own: bool) -> None:
    """Notes what does not fit. ``own`` is stricter: a foreign file is taken as it is where it can be."""
    faults = entries.faults
    if not placed:
        entries.note("spec.no_fields", "fields")
    _names_differ(placed, faults)
    for one in placed:
        _field(one, {other.field.name for other in placed}, faults, own=own)
    _names_exist(specification, entries)
    if own:
        _named(specification, entries)
        _position_is_whole(specification, entries)


def _names_differ(placed: list[Placed], faults: Faults) -> None:
    seen: dict[str, Placed] = {}
    for one in placed:
        if not one.field.name:
            continue
        first = seen.setdefault(one.field.name, one)
        if first is not one:
            _note(one, faults, "spec.field_twice", other=f"{first.file}:{first.line}")


def _note(one: Placed, faults: Faults, code: str, **facts: object) -> None:
    faults.note(code, file=one.file, line=one.line, field=one.field.name, **facts)


def _field(one: Placed, names: set[str], faults: Faults, *, own: bool) -> None:
    field = one.field
    for condition in field.when:
        if condition.field not in names:
            _note(one, faults, "spec.field_unknown", key="when", value=condition.field)
    if own and (field.level == "conditional") != bool(field.when):
        _note(one, faults, "spec.when")
    for part in filter(None, (field, field.item)):
        _limits(one, part, faults)
        if (pattern := part.constraints.pattern) and (code := patterns.fault(pattern, own=own)):
            _note(one, faults, code, value=pattern)


def _limits(one: Placed, field: Field, faults: Faults) -> None:
    limits = field.constraints
    for least, most in ((limits.minimum, limits.maximum), (limits.exclusive_minimum, limits.exclusive_maximum)):
        if field.type in NUMBERS:
            numbers = [_number(one, written, faults) for written in (least, most) if written is not None]
            if len(numbers) == 2 and None not in numbers and numbers[0] > numbers[1]:  # type: ignore[operator]
                _note(one, faults, "spec.limits", value=least, other=most)
    if (limits.min_length or 0) > (limits.max_length if limits.max_length is not None else 10**9):
        _note(one, faults, "spec.limits", value=limits.min_length, other=limits.max_length)


def _number(one: Placed, written: str, faults: Faults) -> Decimal | None:
    try:
        return Decimal(written)
    except InvalidOperation:
        _note(one, faults, "spec.limit", value=written)
        return None


def _names_exist(specification: Specification, entries: Entries) -> None:
    names = {field.name for field in specification.fields}
    used: Iterable[tuple[str, tuple[str, ...]]] = (
        ("key", specification.key),
        ("primary_key", specification.primary_key),
        ("references", tuple(name for one in specification.references for name in one.fields)),
        ("references", tuple(name for one in specification.references if not one.specification for name in one.to)),
    )
    for key, wanted in used:
        for name in wanted:
            if name not in names:
                entries.note("spec.field_unknown", key, key=key, value=name)


def _named(specification: Specification, entries: Entries) -> None:
    """Identifiers and codes of vocabularies."""
    for key, value in (("id", specification.id), ("version", specification.version)):
        if value and not _is_name(value):
            entries.note("spec.name", key, key=key, value=value)
    for theme in specification.themes:
        if theme not in vocabulary("data-themes"):
            entries.note("spec.choice", "themes", key="themes", value=theme, choices=list(vocabulary("data-themes")))
    try:
        licence_code(specification.licence)
    except Refusal:
        known = list(vocabulary("licences"))
        entries.note("spec.choice", "licence", key="licence", value=specification.licence, choices=known)


def _is_name(value: str) -> bool:
    """Fit for a folder and an address: small letters without accents, digits, hyphens and points between them."""
    allowed = value.isascii() and value == value.lower() and all(sign.isalnum() or sign in "-." for sign in value)
    return allowed and value[0].isalnum() and value[-1].isalnum() and ".." not in value and len(value) <= 80


def _position_is_whole(specification: Specification, entries: Entries) -> None:
    roles = [field.geometry for field in specification.fields if field.geometry]
    for one, other in (("latitude", "longitude"), ("easting", "northing")):
        if (one in roles) != (other in roles):
            entries.note("spec.position", "fields", value=one if one in roles else other)
    for role in dict.fromkeys(roles):
        if roles.count(role) > 1:
            entries.note("spec.position_twice", "fields", value=role)
