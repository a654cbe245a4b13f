"""Whether the parts of a specification fit together: names that are used exist, limits are numbers, patterns run."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from torg.foundation.problems import Refusal
from torg.foundation.vocabularies import licence_code, vocabulary

from ..model import Field, Specification
from . import patterns
from .blocks import Placed
from .entries import Entries
from .named import COLUMNS, NAMES, names

NUMBERS = ("integer", "number", "year")


def sound(specification: Specification, placed: list[Placed], entries: Entries, *, own: bool) -> None:
    """Notes what does not fit. ``own`` is stricter: a foreign file is taken as it is where it can be."""
    if not placed and not len(entries.faults):
        entries.note("spec.no_fields", "fields")
    _names_differ(placed)
    names = {one.field.name for one in placed}
    for one in placed:
        _conditions(one, names, own=own)
        for part in filter(None, (one.field, one.field.item)):
            _limits(one, part)
            _pattern(one, part, own=own)
    _names_exist(specification, entries)
    if own:
        _named(specification, entries)
        _position_is_whole(specification, entries)
        _checks(specification, entries)


def _names_differ(placed: list[Placed]) -> None:
    seen: dict[str, Placed] = {}
    for one in placed:
        first = seen.setdefault(one.field.name, one)
        if first is not one and one.field.name:
            one.note("spec.field_twice", "name", other=f"{first.entries.file}:{first.entries.line()}")


def _conditions(one: Placed, names: set[str], *, own: bool) -> None:
    for condition in one.field.when:
        if condition.field not in names:
            one.note("spec.when_unknown", "when", value=condition.field)
    if own and (one.field.level == "conditional") != bool(one.field.when):
        one.note("spec.when", "when", "level")


def _pattern(one: Placed, part: Field, *, own: bool) -> None:
    if (pattern := part.constraints.pattern) and (code := patterns.fault(pattern, own=own)):
        one.note(code, "pattern", value=pattern)


def _limits(one: Placed, part: Field) -> None:
    limits = part.constraints
    if part.type in NUMBERS:
        for key in ("minimum", "maximum", "exclusive_minimum", "exclusive_maximum"):
            written = getattr(limits, key)
            if written is not None and _number(written) is None:
                one.note("spec.limit", key, value=written)
        _ordered(one, "minimum", _number(limits.minimum), _number(limits.maximum))
    _ordered(one, "min_length", limits.min_length, limits.max_length)


def _ordered(one: Placed, key: str, least: Decimal | int | None, most: Decimal | int | None) -> None:
    if least is not None and most is not None and least > most:
        one.note("spec.limits", key, value=least, other=most)


def _number(written: str | None) -> Decimal | None:
    try:
        number = Decimal(written or "")
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


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


def _checks(specification: Specification, entries: Entries) -> None:
    """That each check is one there is, and names columns there are."""
    fields = {field.name for field in specification.fields}
    for check, one in zip(specification.checks, entries.each("checks"), strict=True):
        if check.name and check.name not in names():
            one.unfit("spec.choice", "name", check.name, sorted(NAMES))
        for key in COLUMNS:
            for name in one.texts(key) if key in one else ():
                if name not in fields:
                    one.note("spec.field_unknown", key, key=key, value=name)


def _position_is_whole(specification: Specification, entries: Entries) -> None:
    roles = [field.geometry for field in specification.fields if field.geometry]
    for one, other in (("latitude", "longitude"), ("easting", "northing")):
        if (one in roles) != (other in roles):
            entries.note("spec.position", "fields", value=one if one in roles else other)
    for role in dict.fromkeys(roles):
        if roles.count(role) > 1:
            entries.note("spec.position_twice", "fields", value=role)
