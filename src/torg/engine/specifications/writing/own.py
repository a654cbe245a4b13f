"""Our own format, written: what a schema that was brought along, or a copy, begins with in the browser."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from ..model import Choice, Condition, Constraints, Field, Form, Specification

_WIDTH = 120
_PLAIN = Specification("", "", ())
_LISTS = ("key", "primary_key", "themes", "sources", "missing_values")


def own_text(specification: Specification) -> str:
    """Reads back to the same specification; blocks are written out, because that is what they stand for."""
    plain = _specification(specification)
    return yaml.dump(plain, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)


class _Dumper(yaml.SafeDumper):
    """Short entries stand in one line, as people write them."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _specification(one: Specification) -> dict[str, Any]:
    lists = {
        _list_name(part, field): _choices(part.choices)
        for field in one.fields
        for part in (field, field.item)
        if part and _has_words(part)
    }
    return dict(_filled({
        "id": one.id, "version": one.version, "status": one.status, "labels": dict(one.labels),
        "descriptions": dict(one.descriptions), "one_row": dict(one.one_row), "file_words": _several(one.file_words),
        **{name: list(getattr(one, name)) for name in _LISTS if getattr(one, name) != getattr(_PLAIN, name)},
        "hvd": one.hvd, "licence": one.licence, "contact": one.contact, "all_or_nothing": one.all_or_nothing,
        "fields": [_field(field) for field in one.fields],
        "lists": lists,
        "checks": [{"name": check.name, **check.parameters} for check in one.checks],
        "references": [
            {"fields": list(to.fields), "specification": to.specification, "to": list(to.to)} for to in one.references
        ],
        "changes": [
            {"version": change.version, "date": change.date, "texts": dict(change.texts)} for change in one.changes
        ],
        "replaced_by": one.replaced_by,
    }))  # fmt: skip


def _list_name(part: Field, field: Field) -> str:
    """Members of an array have no name of their own."""
    return f"{field.name}-words" if part is field else f"{field.name}-member-words"


def _field(field: Field, within: Field | None = None) -> dict[str, Any]:
    return dict(_filled({
        "name": field.name, "type": field.type, "level": field.level, "labels": dict(field.labels),
        "descriptions": dict(field.descriptions), "aliases": _several(field.aliases), "was": list(field.was),
        "example": field.example, "unit": field.unit, **_form(field.form),
        "missing_values": list(field.missing_values) if field.missing_values is not None else None,
        "constraints": _constraints(field.constraints),
        "values": _list_name(field, within or field) if _has_words(field) else None,
        "closed": None if field.closed else False,
        "when": [_condition(one) for one in field.when],
        "geometry": field.geometry,
        "item": _field(field.item, field) if field.item else None,
    }))  # fmt: skip


def _has_words(field: Field) -> bool:
    """A bare list of codes stands among the constraints."""
    return tuple(one.code for one in field.choices) != field.constraints.enum or any(
        one.labels or one.aliases for one in field.choices
    )


def _form(form: Form) -> dict[str, Any]:
    usual = Form()
    names = ("format", "decimal_char", "group_char", "bare_number", "true_values", "false_values", "delimiter")
    differing = {name: getattr(form, name) for name in names if getattr(form, name) != getattr(usual, name)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in differing.items()}


def _constraints(has: Constraints) -> dict[str, Any]:
    usual = Constraints()
    differing = {name: value for name, value in vars(has).items() if value != getattr(usual, name)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in differing.items()}


def _condition(one: Condition) -> dict[str, Any]:
    return dict(_filled({"field": one.field, "equals": list(one.equals)}))


def _choices(choices: Iterable[Choice]) -> list[dict[str, Any]]:
    return [
        dict(_filled({"code": one.code, "labels": dict(one.labels), "aliases": _several(one.aliases)}))
        for one in choices
    ]


def _several(words: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {language: list(texts) for language, texts in words.items()}


def _filled(entries: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What says something: no empty lists, no nothing, and no "no" where that is usual."""
    yield from ((key, value) for key, value in entries.items() if value not in (None, [], {}) and value is not False)
    if entries.get("closed") is False:
        yield "closed", False
    if entries.get("bare_number") is False:
        yield "bare_number", False
