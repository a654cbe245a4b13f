"""Table Schema as Frictionless has it (first and second edition) and as the French registry writes it."""

from dataclasses import replace
from typing import cast

from torg.foundation.problems import Refusal
from torg.foundation.vocabularies import licence_code

from ..model import (
    Choice,
    Constraints,
    Field,
    FieldType,
    Form,
    GeometryRole,
    Level,
    NamedCheck,
    Reference,
    Specification,
)  # fmt: skip
from .blocks import Placed
from .entries import Entries
from .fields import LEVELS, ROLES, TYPES, choices, condition
from .marked import Faults, Mapped, Scalar, Series
from .naming import name_of, version_of

CONSTRAINTS = ("constraints", "contraints")
"""The second is a slip of the hand in a published schema."""
OUTSIDE = ("pattern", "enum")
"""Published schemas have these beside the constraints too."""


def table_schema(node: Mapped, file: str, faults: Faults) -> tuple[Specification, list[Placed], Entries]:
    """Unknown keys are let be, as the standard wants."""
    entries = _schema(Entries(node, file, faults))
    language = _language(entries)
    placed = [Placed(_field(one, language), one) for one in entries.each("fields")]
    return _specification(entries, placed, language), placed, entries


def _schema(entries: Entries) -> Entries:
    """Of a data package the first resource with a schema."""
    if "fields" in entries:
        return entries
    for resource in entries.each("resources"):
        inner = resource.inner("schema")
        if inner and "fields" in inner:
            return inner
    return entries


def _specification(entries: Entries, placed: list[Placed], language: str) -> Specification:
    key = entries.texts("primaryKey")
    ours = entries.inner("x-torg") or Entries(Mapped({}, entries.line()), entries.file, entries.faults)
    return Specification(
        id=name_of(entries.text("name"), entries.text("title"), entries.file),
        version=version_of(entries.text("version")),
        fields=tuple(one.field for one in placed),
        labels=ours.words("labels") or _words(entries, "title", language),
        descriptions=ours.words("descriptions") or _words(entries, "description", language),
        one_row=ours.words("one_row"),
        file_words=ours.word_lists("file_words"),
        themes=ours.texts("themes"),
        hvd=ours.maybe_text("hvd"),
        checks=tuple(_check(one) for one in entries.each("custom_checks")),
        key=ours.texts("key") or key,
        primary_key=key,
        references=tuple(_reference(one) for one in entries.each("foreignKeys")),
        missing_values=_missing(entries) if "missingValues" in entries else ("",),
        sources=_sources(entries),
        licence=_licence(entries),
        origin="table-schema",
    )


def _sources(entries: Entries) -> tuple[str, ...]:
    named = (one.text("title") or one.text("path") for one in entries.each("sources"))
    return tuple(filter(None, (entries.text("homepage"), *named)))


def _licence(entries: Entries) -> str:
    """The first it names, where we know it."""
    named = next(iter(entries.each("licenses")), None)
    written = (named.text("name") or named.text("path")) if named else ""
    try:
        return licence_code(written) if written else ""
    except Refusal:
        return ""


def _language(entries: Entries) -> str:
    """Of its titles: the registry names the country."""
    country = entries.text("countryCode").lower()
    return {"fr": "fr", "se": "sv", "dk": "da", "de": "de", "pl": "pl"}.get(country, entries.text("lang"))


def _words(entries: Entries, key: str, language: str) -> dict[str, str]:
    words = entries.maybe_text(key)
    return {language or "en": words} if words else {}


def _missing(entries: Entries) -> tuple[str, ...]:
    """Texts, or in the second edition mappings with a ``value``."""
    node = entries.node.entries["missingValues"]
    items = node.items if isinstance(node, Series) else [node]
    values = [item.entries.get("value") if isinstance(item, Mapped) else item for item in items]
    return tuple(value.text for value in values if isinstance(value, Scalar))


def _field(entries: Entries, language: str, *, member: bool = False) -> Field:
    entries.need(*(() if member else ("name",)))
    constraints, required = _constraints(entries)
    item = next((inner for key in ("arrayItem", "items") if (inner := entries.inner(key))), None)
    listed = entries.text("type") == "list"
    type_ = "array" if listed else cast(FieldType, entries.choice("type", TYPES, "string"))
    found = Field(
        name=entries.text("name"),
        type=type_,
        level="required" if required else "optional",
        labels=_words(entries, "title", language),
        descriptions=_words(entries, "description", language),
        example=_example(entries),
        form=_form(entries, listed=listed),
        constraints=constraints,
        choices=tuple(Choice(code) for code in constraints.enum),
        item=_field(item, language, member=True) if item and type_ == "array" else _listed(entries, listed),
        missing_values=_missing(entries) if "missingValues" in entries else None,
    )
    ours = entries.inner("x-torg")
    return _with_ours(found, ours) if ours else found


def _with_ours(field: Field, ours: Entries) -> Field:
    """What a hub has written beside the standard's keys, so that a list comes back as it went."""
    return replace(
        field,
        level=cast(Level, ours.choice("level", LEVELS, field.level)),
        labels=ours.words("labels") or field.labels,
        descriptions=ours.words("descriptions") or field.descriptions,
        aliases=ours.word_lists("aliases"),
        unit=ours.maybe_text("unit"),
        geometry=cast(GeometryRole, ours.choice("geometry", ROLES, "latitude")) if "geometry" in ours else None,
        when=tuple(condition(one) for one in ours.each("when")),
        choices=choices(ours.each("choices")) or field.choices,
        closed=ours.flag("closed", True),
        item=_with_ours(field.item, inner) if field.item and (inner := ours.inner("item")) else field.item,
    )


def _example(entries: Entries) -> str | None:
    for key in ("example", "examples"):
        node = entries.node.entries.get(key)
        if isinstance(node, Series):
            node = node.items[0] if node.items else None
        if isinstance(node, Scalar) and not node.empty:
            return node.text
    return None


def _constraints(entries: Entries) -> tuple[Constraints, bool]:
    inner = next((found for key in CONSTRAINTS if (found := entries.inner(key))), None)
    inner = inner or Entries(Mapped({}, entries.line()), entries.file, entries.faults)
    outside = {key: entries if key in entries and key not in inner else inner for key in OUTSIDE}
    enum = outside["enum"].texts("enum")
    return Constraints(
        unique=inner.flag("unique"),
        pattern=outside["pattern"].maybe_text("pattern"),
        minimum=inner.maybe_text("minimum"),
        maximum=inner.maybe_text("maximum"),
        exclusive_minimum=inner.maybe_text("exclusiveMinimum"),
        exclusive_maximum=inner.maybe_text("exclusiveMaximum"),
        min_length=inner.whole("minLength"),
        max_length=inner.whole("maxLength"),
        enum=tuple(dict.fromkeys(enum)),
    ), inner.flag("required")


def _listed(entries: Entries, listed: bool) -> Field | None:
    """The second edition's ``list``: values of one type with a sign between them."""
    if not listed or "itemType" not in entries:
        return None
    return Field("", cast(FieldType, entries.choice("itemType", TYPES, "string")))


def _form(entries: Entries, *, listed: bool = False) -> Form:
    plain = Form()
    return Form(
        format="csv" if listed else entries.text("format", plain.format),
        decimal_char=entries.text("decimalChar", plain.decimal_char),
        group_char=(entries.texts("groupChar") or ("",))[0],
        bare_number=entries.flag("bareNumber", True),
        true_values=entries.texts("trueValues") or plain.true_values,
        false_values=entries.texts("falseValues") or plain.false_values,
        delimiter=(entries.texts("delimiter") or (plain.delimiter,))[0],
    )


def _check(entries: Entries) -> NamedCheck:
    """Named and spelled as the registry does; the check knows its parameters."""
    entries.need("name")
    parameters = entries.natural("params")
    return NamedCheck(entries.text("name"), parameters if isinstance(parameters, dict) else {})


def _reference(entries: Entries) -> Reference:
    to = entries.inner("reference")
    if to is None:
        entries.note("spec.missing", key="reference")
        return Reference((), "", ())
    return Reference(entries.texts("fields"), to.text("resource"), to.texts("fields"))
