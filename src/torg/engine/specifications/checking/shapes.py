"""From a field of a specification to how its cells are judged: the shape of its type, and its limits."""

from collections.abc import Callable, Iterator

from ..model import Field
from . import dates, numbers, structures, words
from .examples import example_of
from .patterns import is_linear
from .shape import Limit, Shape
from .sql import Sql, literal, matches

_TYPES: dict[str, Callable[[Field], Shape]] = {
    "string": words.text, "integer": numbers.integer, "number": numbers.number, "boolean": words.boolean,
    "date": dates.day, "datetime": dates.moment, "time": dates.clock, "year": dates.year,
    "yearmonth": dates.year_month, "duration": dates.duration, "array": structures.array,
    "object": structures.object_, "geojson": structures.geojson, "geopoint": structures.geopoint, "any": words.plain,
}  # fmt: skip
_ORDERED = ("integer", "number", "date", "datetime", "time", "year", "yearmonth")


def shape_of(field: Field) -> Shape:
    return _TYPES.get(field.type, words.plain)(field)


def limits_of(field: Field, shape: Shape) -> tuple[Limit, ...]:
    """What a text has to keep besides its shape; the shape of a text keeps its list or its pattern already."""
    if field.type in _ORDERED:
        return (*_bounds(field, shape), *_of_a_list(field, shape))
    if field.type == "string":
        return (*_lengths(field), *_further(field, shape))
    return ()


def _bounds(field: Field, shape: Shape) -> Iterator[Limit]:
    """NaN is neither too small nor too large for SQL, which puts it above all numbers: it breaks every bound."""
    limits = field.constraints
    bounds = (
        ("value.small", "<", limits.minimum), ("value.large", ">", limits.maximum),
        ("value.small", "<=", limits.exclusive_minimum), ("value.large", ">=", limits.exclusive_maximum),
    )  # fmt: skip
    for code, sign, bound in bounds:
        if bound is not None:
            yield Limit(code, _breaking(shape, sign, literal(_written(field, bound))), {"limit": bound})


def _breaking(shape: Shape, sign: str, bound: str) -> Sql:
    return lambda x: f"{shape.value(x)} {sign} {shape.value(bound)}"


def _written(field: Field, bound: str) -> str:
    """A day of a moment is its beginning."""
    return f"{bound}T00:00:00" if field.type == "datetime" and len(bound) == 10 else bound


def _of_a_list(field: Field, shape: Shape) -> Iterator[Limit]:
    """Numbers and dates of a list are compared as what they mean: 1.0 is 1."""
    if codes := field.constraints.enum:
        values = ", ".join(shape.value(literal(code)) for code in codes)
        yield Limit(
            "list.none", lambda x: f"{shape.value(x)} NOT IN ({values})", {"choices": list(codes[: words.SHOWN])}
        )


def _lengths(field: Field) -> Iterator[Limit]:
    limits = field.constraints
    if limits.min_length is not None:
        yield Limit("text.short", lambda x: f"length({x}) < {limits.min_length}", {"limit": limits.min_length})
    if limits.max_length is not None:
        yield Limit("text.long", lambda x: f"length({x}) > {limits.max_length}", {"limit": limits.max_length})


def _further(field: Field, shape: Shape) -> Iterator[Limit]:
    pattern = field.constraints.pattern
    if pattern and shape.listed and is_linear(pattern):
        example = field.example or example_of(pattern)
        yield Limit("text.pattern", lambda x: f"NOT {matches(x, pattern)}", {"example": example})
    if shape.code.startswith("text.pattern"):
        form = {"email": words.mail, "uri": words.link, "uuid": words.uuid}.get(field.form.format)
        if form is not None:
            formed = form(field)
            yield Limit(formed.code, lambda x: f"NOT ({formed.conforms(x)})")
