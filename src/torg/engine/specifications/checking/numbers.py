"""Whole and decimal numbers: signs as Table Schema has them, and how people write them instead."""

from collections.abc import Sequence
from functools import partial

from ..model import Field, Form
from .shape import Mend, Probe, Shape
from .sql import Sql, literal, matches, replaced, where

_GAP = "[ \u00a0\u2007\u202f'’]"
_GROUPED = rf"[+-]?\d{{1,3}}(?:{_GAP}\d{{3}})+(?:[.,]\d+)?"
_POINTS = r"[+-]?\d{1,3}(?:[.]\d{3})+,\d+|[+-]?\d{1,3}(?:[.]\d{3}){2,}"
_COMMAS = r"[+-]?\d{1,3}(?:,\d{3})+[.]\d+|[+-]?\d{1,3}(?:,\d{3}){2,}"
_COMMA = r"[+-]?\d+,\d+"
_THOUSAND = r"[+-]?[1-9]\d{0,2},\d{3}"
"""Could be a thousand, could be one with three decimals."""
_NO_THOUSAND = r"[+-]?(?:\d+,(?:\d{1,2}|\d{4,})|0+,\d+|\d{4,},\d+)"
_MINUS = "[\u2212\u2013]"
_UNIT = r"([+-]?\d[\d \x{{a0}}]*(?:[.,]\d+)?)\s*(?i:{unit})[.]?"
ALSO_CALLED = {
    "m²": ("m2", "kvm", "qm", "sqm"),
    "min": ("minuter", "minutter", "minuten", "minutes"),
    "%": ("procent", "prozent", "per cent", "pct"),
}
"""Other words for a unit. Hours are no other word for minutes: nothing is worked out here."""
_PAIR = r"[\[(]?\s*([+-]?\d{1,3}[.]\d+)\s*[,;/ ]\s*([+-]?\d{1,3}[.]\d+)\s*[\])]?"
"""A whole position in one cell."""


def number(field: Field) -> Shape:
    bare = partial(_bare, field.form)

    def conforms(x: str) -> str:
        told = f"TRY_CAST({bare(x)} AS DOUBLE) IS NOT NULL AND NOT contains({x}, '_') AND NOT contains({bare(x)}, ' ')"
        return f"{told} AND NOT contains({x}, '.')" if field.form.decimal_char != "." else told

    return Shape("type.number", conforms, partial(_value, bare), partial(_mends, field))


def integer(field: Field) -> Shape:
    bare = partial(_stripped, field.form)
    return Shape(
        "type.integer",
        lambda x: matches(bare(x), "[+-]?[0-9]+"),
        partial(_value, bare),
        lambda probe: (*_whole(), *_mends(field, probe)),
    )


def _value(bare: Sql, x: str) -> str:
    return f"TRY_CAST({bare(x)} AS DOUBLE)"


def _stripped(form: Form, x: str) -> str:
    """Without what stands around a number that need not be bare."""
    return x if form.bare_number else replaced(x, r"^[^-\d]*|\D*$", "")


def _bare(form: Form, x: str) -> str:
    x = _stripped(form, x)
    x = f"replace({x}, {literal(form.group_char)}, '')" if form.group_char else x
    return f"replace({x}, {literal(form.decimal_char)}, '.')" if form.decimal_char != "." else x


def _whole() -> Sequence[Mend]:
    """``12.0`` is what spreadsheets make of 12."""
    return (
        Mend("num.whole", lambda t: where(t, r"[+-]?\d+[.,]0+", replaced(t, "[.,]0+$", ""))),
        Mend("num.group", lambda t: where(t, r"[+-]?\d{1,3}(?:[.,]\d{3})+", replaced(t, "[.,]", "")), "check"),
    )


def _mends(field: Field, probe: Probe) -> Sequence[Mend]:
    proven = _degrees(field) or probe(_NO_THOUSAND) or not probe(_THOUSAND)
    own = partial(_own, field.form)
    return (
        *(_split(field) if field.geometry in ("latitude", "longitude") else ()),
        Mend("num.minus", lambda t: own(replaced(t, f"^{_MINUS}", "-"))),
        Mend("num.comma", lambda t: where(t, _COMMA, own(_pointed(t))), "done" if proven else "check"),
        Mend("num.comma", lambda t: where(t, r"[+-]?\d+[.]\d+", own(t))),
        Mend("num.group", lambda t: where(t, _GROUPED, own(_pointed(replaced(t, _GAP, ""))))),
        Mend("num.group", lambda t: where(t, _POINTS, own(_pointed(replaced(t, "[.]", ""))))),
        Mend("num.group", lambda t: where(t, _COMMAS, own(replaced(t, ",", "")))),
        *_units(field),
    )


def _degrees(field: Field) -> bool:
    """No place has thousands of degrees."""
    return field.geometry in ("latitude", "longitude")


def _pointed(x: str) -> str:
    return f"replace({x}, ',', '.')"


def _own(form: Form, x: str) -> str:
    return f"replace({x}, '.', {literal(form.decimal_char)})" if form.decimal_char != "." else x


def _units(field: Field) -> Sequence[Mend]:
    """The unit beside the number: the field's own is taken off, of another nobody knows whether it is the same."""
    if field.unit is None:
        return ()
    pattern = _UNIT.format(unit="|".join(map(_sign_by_sign, (field.unit, *ALSO_CALLED.get(field.unit, ())))))
    number = partial(_first, pattern)
    own = partial(_own, field.form)
    return (Mend("num.unit", lambda t: where(t, pattern, own(_pointed(number(t)))), facts={"unit": field.unit}),)


def _sign_by_sign(unit: str) -> str:
    """Nothing of a unit may act as a pattern."""
    told = (sign for sign in unit if sign.isalnum() or sign in "/%. °²³€$£")
    return "".join(f"[{sign}]" if sign in "/%.²" else sign for sign in told)


def _first(pattern: str, t: str) -> str:
    return f"regexp_replace(regexp_extract({t}, {literal('^' + pattern + '$')}, 1), '[ \u00a0]', '', 'g')"


def _split(field: Field) -> Sequence[Mend]:
    """``59.3, 18.1`` in a cell that is to hold one of the two."""
    place = 1 if field.geometry == "latitude" else 2
    return (
        Mend("pos.split", lambda t: where(t, _PAIR, f"regexp_extract({t}, {literal('^' + _PAIR + '$')}, {place})")),
    )
