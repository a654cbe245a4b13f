"""Whether the values of a column are such as a field holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from torg.engine.geography import latitude_first

from ..model import Field
from .index import Index
from .patterns import is_special
from .seen import TRUTHS, Seen

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

EUROPE: Box = (-32.0, 27.0, 45.0, 82.0)
ENOUGH = 0.9
"""A share of values that counts as all: the rest are mistakes, and there to be found."""

FLOOR = 0.64
"""A name that fits is proposed whatever stands below it: the mistakes shall be found, not the column forgotten."""


@dataclass(frozen=True)
class Agreement:
    """``factor`` for the score of the heading. ``telling``: so special that hardly another field holds the same."""

    factor: float
    telling: bool = False
    code: str | None = None


SILENT = Agreement(0.97)
"""An empty column says nothing."""

FINE = Agreement(1.0)


def agreement(index: Index, field: Field, seen: Seen, within: Box | None) -> Agreement:
    if not seen.values:
        return SILENT
    if field.geometry is not None:
        return _placed(field, seen, within)
    if index.choices.get(field.name):
        return _listed(index, field, seen)
    if field.constraints.pattern is not None:
        return _patterned(field, seen)
    share = _typed(field, seen)
    return FINE if share is None else Agreement(_factor(share))


def _factor(share: float, floor: float = FLOOR) -> float:
    return floor + (1 - floor) * min(1.0, share / ENOUGH)


def _typed(field: Field, seen: Seen) -> float | None:
    match field.type:
        case "integer" | "number":
            return _in_range(field, seen)
        case "boolean":
            own = {*map(str.casefold, (*field.form.true_values, *field.form.false_values))}
            told = sum(value.casefold() in own for value in seen.values) / len(seen.values)
            return max(told, seen.share_truths or 0.0)
        case "date" | "datetime" | "time" | "year" | "yearmonth":
            return seen.share_shaped(field.type)
        case "geopoint":
            return seen.share_positions
        case "string" if field.form.format in ("email", "uri", "uuid"):
            return seen.share_shaped(field.form.format)
        case "string":
            return _like_the_example(field, seen)
    return None


def _in_range(field: Field, seen: Seen) -> float | None:
    low, high = _limit(field.constraints.minimum, -1), _limit(field.constraints.maximum, 1)
    fitting = sum(low <= number <= high for number in seen.numbers)
    return min(seen.share_numbers or 0.0, (0.5 + 0.5 * fitting / len(seen.numbers)) if seen.numbers else 0.0)


def _limit(text: str | None, side: int) -> float:
    try:
        return float(text) if text is not None else side * float("inf")
    except ValueError:
        return side * float("inf")


def _like_the_example(field: Field, seen: Seen) -> float | None:
    """Numbers where words are expected: *Telefon* with counts of telephones."""
    wordy = field.example is not None and not any(letter.isdigit() for letter in field.example)
    return 0.5 if wordy and seen.pure_numbers else None


def _listed(index: Index, field: Field, seen: Seen) -> Agreement:
    known = index.choices[field.name]
    words = seen.parts if field.type == "array" else seen.words
    there = words & known
    share = len(there) / len(words) if words else 0.0
    if share < ENOUGH and len(seen.parts & known) > len(there):
        share = max(share, 0.9 * len(seen.parts & known) / len(seen.parts))
    special = field.block is None and len(known) > 4 and len({one for one in there - _PARTLY if not one.isdigit()}) > 1
    return Agreement(_factor(share, 0.72 if field.closed else 0.92), telling=special and share >= ENOUGH)


_ANSWERS = (
    "limited partial delvis delvist teilweise partiel partly unknown okand unbekannt inconnu ukendt nieznane none "
    "ingen open closed oppen stangd free a b c d e"
)
_PARTLY = TRUTHS.union(_ANSWERS.split())
"""Answers that columns of many kinds hold."""


def _patterned(field: Field, seen: Seen) -> Agreement:
    pattern = field.constraints.pattern or ""
    share = seen.share_matching(pattern)
    if share is None:
        return FINE
    special = field.block is None and share >= ENOUGH and len(seen.values) > 2 and is_special(pattern)
    return Agreement(_factor(share, 0.75), telling=special)


def _placed(field: Field, seen: Seen, within: Box | None) -> Agreement:
    match field.geometry:
        case "latitude" | "longitude":
            return _degrees(field.geometry, seen, within)
        case "easting" | "northing":
            far = sum(abs(number) > 1000 for number in seen.numbers)
            return Agreement(_factor(far / len(seen.values)))
        case "point":
            return Agreement(_factor(seen.share_positions or 0.0))
    return FINE


def _degrees(axis: str, seen: Seen, within: Box | None) -> Agreement:
    if whole_positions(seen):
        return Agreement(0.85, code="match.position")
    if not seen.numbers or len(seen.numbers) < 0.5 * len(seen.values):
        return Agreement(FLOOR)
    if all(abs(number) > 1000 for number in seen.numbers):
        return Agreement(0.85, code="match.grid")
    inside = _inside(axis, seen.numbers, within or EUROPE)
    if inside >= ENOUGH:
        return Agreement(1.0, telling=False)
    degrees = sum(abs(number) <= (90 if axis == "latitude" else 180) for number in seen.numbers) / len(seen.numbers)
    return Agreement(_factor(0.5 * inside + 0.5 * degrees, 0.7))


def _inside(axis: str, numbers: Sequence[float], box: Box) -> float:
    low, high = (box[1], box[3]) if axis == "latitude" else (box[0], box[2])
    return sum(low <= number <= high for number in numbers) / len(numbers)


def is_inside(axis: str, seen: Seen, within: Box) -> bool:
    """Positions of the municipality: not whole numbers, and not all the same one."""
    precise = sum(number != int(number) for number in seen.numbers)
    return (
        len(seen.numbers) > 1
        and len(seen.numbers) == len(seen.values)
        and precise >= ENOUGH * len(seen.numbers)
        and _inside(axis, seen.numbers, within) >= ENOUGH
    )


def whole_positions(seen: Seen) -> bool:
    """Whether every cell holds latitude and longitude both, in an order that can be told."""
    return seen.all_shapes or ((seen.share_positions or 0.0) >= ENOUGH and latitude_first(seen.positions) is not None)
