"""As Table Schema, which Frictionless and the French registry's validator read; what is ours stands in ``x-torg``."""

from typing import Any

from torg.foundation.vocabularies import vocabulary

from ..model import Choice, Constraints, Field, NamedCheck, Reference, Specification
from .values import as_bytes, filled, said, typed

SCHEMA = "https://frictionlessdata.io/schemas/table-schema.json"
_RANGES = ("minimum", "maximum", "exclusive_minimum", "exclusive_maximum")
_LENGTHS = ("min_length", "max_length")
_FITTING = {
    "string": ("unique", "pattern", *_LENGTHS, "enum"),
    **dict.fromkeys(
        ("number", "integer", "date", "time", "datetime", "year", "yearmonth", "duration"),
        ("unique", *_RANGES, "enum"),
    ),
    "boolean": ("enum",),
    **dict.fromkeys(("array", "object"), ("unique", *_LENGTHS, "enum")),
}
"""Which constraints the standard knows for a type; Frictionless refuses others."""
_NAMES = {
    "exclusive_minimum": "exclusiveMinimum", "exclusive_maximum": "exclusiveMaximum", "min_length": "minLength",
    "max_length": "maxLength",
}  # fmt: skip


def table_schema(specification: Specification, language: str) -> bytes:
    return as_bytes(described(specification, language))


def described(specification: Specification, language: str) -> dict[str, Any]:
    licence = vocabulary("licences").get(specification.licence)
    whole = {"$schema": SCHEMA, "name": specification.id}
    return whole | filled(
        version=specification.version,
        title=said(specification.labels, language),
        description=said(specification.descriptions, language),
        licenses=[{"name": licence.code, "path": licence.uri, "title": licence.label(language)}] if licence else None,
        sources=[{"title": source} for source in specification.sources],
        fields=[_field(one, language) for one in specification.fields],
        missingValues=list(specification.missing_values),
        primaryKey=list(specification.primary_key),
        foreignKeys=[_reference(one) for one in specification.references],
        custom_checks=[_check(one) for one in specification.checks],
        **{"x-torg": _ours_of_all(specification)},
    )


def _ours_of_all(specification: Specification) -> dict[str, Any]:
    return filled(
        labels=dict(specification.labels),
        descriptions=dict(specification.descriptions),
        one_row=dict(specification.one_row),
        file_words={code: list(words) for code, words in specification.file_words.items() if words},
        key=list(specification.key) if specification.key != specification.primary_key else None,
        themes=list(specification.themes),
        hvd=specification.hvd,
    )


def _field(field: Field, language: str) -> dict[str, Any]:
    return filled(
        name=field.name,
        type=field.type,
        title=said(field.labels, language),
        description=said(field.descriptions, language),
        example=field.example,
        **_form(field),
        constraints=_constraints(field, required=field.level == "required"),
        missingValues=list(field.missing_values or ()),
        arrayItem=_member(field.item) if field.item else None,
        **{"x-torg": _ours(field)},
    )


def _form(field: Field) -> dict[str, Any]:
    form = field.form
    found: dict[str, Any] = {"format": form.format if form.format != "default" else None}
    if field.type in ("integer", "number"):
        found |= {"decimalChar": form.decimal_char if form.decimal_char != "." else None}
        found |= {"groupChar": form.group_char, "bareNumber": None if form.bare_number else False}
    if field.type == "boolean":
        found |= {"trueValues": list(form.true_values), "falseValues": list(form.false_values)}
    return found


def _member(item: Field) -> dict[str, Any]:
    return filled(type=item.type, **_form(item), constraints=_constraints(item, required=False))


def _constraints(field: Field, *, required: bool) -> dict[str, Any]:
    fitting = _FITTING.get(field.type, ("unique", "enum"))
    found = {_NAMES.get(key, key): _constraint(field, key) for key in vars(Constraints()) if key in fitting}
    return filled(required=required or None, **found)


def _constraint(field: Field, key: str) -> Any:
    value = getattr(field.constraints, key)
    if key == "enum":
        return [typed(field, code) for code in value]
    if key == "unique":
        return value or None
    return typed(field, value) if key in _RANGES else value


def _ours(field: Field) -> dict[str, Any]:
    """What Table Schema has no word for, so that another hub can take the specification over whole."""
    return filled(
        level=field.level if field.level in ("recommended", "conditional") else None,
        when=[filled(field=one.field, equals=list(one.equals)) for one in field.when],
        unit=field.unit,
        geometry=field.geometry,
        labels=dict(field.labels),
        descriptions=dict(field.descriptions),
        aliases={code: list(words) for code, words in field.aliases.items() if words},
        choices=_choices(field),
        closed=None if field.closed else False,
        item=_ours(field.item) if field.item else None,
    )


def _choices(field: Field) -> list[dict[str, Any]]:
    """Where they say more than the list of codes does."""
    if field.closed and not any(one.labels or one.aliases for one in field.choices):
        return []
    return [_choice(one) for one in field.choices]


def _choice(choice: Choice) -> dict[str, Any]:
    aliases = {code: list(words) for code, words in choice.aliases.items() if words}
    return {"code": choice.code} | filled(labels=dict(choice.labels), aliases=aliases)


def _reference(reference: Reference) -> dict[str, Any]:
    to = {"resource": reference.specification, "fields": list(reference.to)}
    return {"fields": list(reference.fields), "reference": to}


def _check(check: NamedCheck) -> dict[str, Any]:
    return {"name": check.name, "params": dict(check.parameters)}
