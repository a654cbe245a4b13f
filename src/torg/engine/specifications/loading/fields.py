"""A field of our own YAML: its keys, its constraints and its words."""

from collections.abc import Callable, Mapping
from typing import cast, get_args

from ..model import Choice, Condition, Constraints, Field, FieldType, Form, GeometryRole, Level
from .entries import Entries

TYPES: tuple[str, ...] = get_args(FieldType)
LEVELS: tuple[str, ...] = get_args(Level)
ROLES: tuple[str, ...] = get_args(GeometryRole)
FORM = ("format", "decimal_char", "group_char", "bare_number", "true_values", "false_values", "delimiter")
FIELD = (
    "name", "type", "level", "labels", "descriptions", "aliases", "was", "example", "unit", *FORM, "constraints",
    "when", "values", "closed", "geometry", "item", "missing_values",
)  # fmt: skip
CONSTRAINTS = (
    "unique", "pattern", "minimum", "maximum", "exclusive_minimum", "exclusive_maximum", "min_length", "max_length",
    "enum",
)  # fmt: skip
CHOICE = ("code", "labels", "aliases")

Lists = Callable[[str], tuple[Choice, ...] | None]
"""The value list of a name, or nothing."""


def field(entries: Entries, lists: Lists, block: str | None = None, *, member: bool = False) -> Field:
    """``member``: it describes what an array holds, and so needs no name."""
    entries.known(FIELD)
    entries.need(*(() if member else ("name",)))
    choices, constraints = _listed(entries, lists)
    item = entries.inner("item")
    return Field(
        name=entries.text("name"),
        type=cast(FieldType, entries.choice("type", TYPES, "string")),
        level=cast(Level, entries.choice("level", LEVELS, "optional")),
        labels=entries.words("labels"),
        descriptions=entries.words("descriptions"),
        aliases=entries.word_lists("aliases"),
        was=entries.texts("was"),
        example=entries.maybe_text("example"),
        unit=entries.maybe_text("unit"),
        form=form(entries),
        constraints=constraints,
        when=tuple(condition(one) for one in entries.each("when")),
        choices=choices,
        closed=entries.flag("closed", True),
        geometry=cast(GeometryRole, entries.choice("geometry", ROLES, "latitude")) if "geometry" in entries else None,
        item=field(item, lists, member=True) if item else None,
        missing_values=entries.texts("missing_values") if "missing_values" in entries else None,
        block=block,
    )


def form(entries: Entries) -> Form:
    plain = Form()
    return Form(
        format=entries.text("format", plain.format),
        decimal_char=entries.text("decimal_char", plain.decimal_char),
        group_char=_sign(entries, "group_char"),
        bare_number=entries.flag("bare_number", True),
        true_values=entries.texts("true_values") or plain.true_values,
        false_values=entries.texts("false_values") or plain.false_values,
        delimiter=_sign(entries, "delimiter") or plain.delimiter,
    )


def _sign(entries: Entries, key: str) -> str:
    """Not stripped: a blank is the usual sign between thousands."""
    return (entries.texts(key) or ("",))[0]


def _listed(entries: Entries, lists: Lists) -> tuple[tuple[Choice, ...], Constraints]:
    constraints = _constraints(entries)
    if "values" not in entries:
        return tuple(Choice(code) for code in constraints.enum), constraints
    name = entries.text("values")
    choices = lists(name)
    if choices is None:
        entries.note("spec.list_unknown", "values", value=name)
    if not entries.flag("closed", True):
        return choices or (), constraints
    return choices or (), _with(constraints, enum=tuple(choice.code for choice in choices or ()))


def _with(constraints: Constraints, **changed: tuple[str, ...]) -> Constraints:
    return Constraints(**{**vars(constraints), **changed})


def _constraints(entries: Entries) -> Constraints:
    inner = entries.inner("constraints")
    if inner is None:
        return Constraints()
    inner.known(CONSTRAINTS)
    return Constraints(
        unique=inner.flag("unique"),
        pattern=inner.maybe_text("pattern"),
        minimum=inner.maybe_text("minimum"),
        maximum=inner.maybe_text("maximum"),
        exclusive_minimum=inner.maybe_text("exclusive_minimum"),
        exclusive_maximum=inner.maybe_text("exclusive_maximum"),
        min_length=inner.whole("min_length"),
        max_length=inner.whole("max_length"),
        enum=inner.texts("enum"),
    )


def condition(entries: Entries) -> Condition:
    entries.known(("field", "equals"))
    entries.need("field")
    return Condition(entries.text("field"), entries.texts("equals"))


def choices(listed: list[Entries]) -> tuple[Choice, ...]:
    """The words of a value list; notes a code that comes twice."""
    found: dict[str, Choice] = {}
    for entries in listed:
        entries.known(CHOICE)
        entries.need("code")
        code = entries.text("code")
        if code in found:
            entries.note("spec.code_twice", "code", value=code)
        found[code] = Choice(code, entries.words("labels"), entries.word_lists("aliases"))
    return tuple(found.values())


def renamed(one: Field, names: Mapping[str, str]) -> Field:
    """With another name, in its conditions too."""
    when = tuple(Condition(names.get(part.field, part.field), part.equals) for part in one.when)
    return Field(**{**vars(one), "name": names.get(one.name, one.name), "when": when})
