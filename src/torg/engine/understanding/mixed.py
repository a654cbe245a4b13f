"""Why a column that looks like numbers or dates stays text: two of its cells that cannot be read in the same way."""

from torg.foundation.problems import Step

from .moments import moment
from .numbers import Written, are_codes, is_code_heading, number_in
from .sample import Sample, Value

MOSTLY = 0.5


def why_text(sample: Sample, said: dict[str, str]) -> tuple[Step, ...]:
    """``said`` names the column. Nothing where the column is one of words or codes."""
    if is_code_heading(sample.heading.label):
        return ()
    for kind, found in (("number", _numbers(sample)), ("date", _dates(sample))):
        if found is not None:
            value, other = found
            return (Step("col.mixed", **said, value=value.text, other=other.text, like=kind),)
    return ()


def _numbers(sample: Sample) -> tuple[Value, Value] | None:
    if not sample.likely(number_in):
        return None
    found = {value: number for value in sample.present if (number := number_in(value))}
    if sample.share(found) < MOSTLY or are_codes(sample, found):
        return None
    first = next(iter(found))
    others = (value for value in sample.present if value not in found or _differ(found[first], found[value]))
    return next(((first, other) for other in others), None)


def _differ(one: Written, other: Written) -> bool:
    """Other decimal signs, or other units."""
    if None not in (one.unit, other.unit) and one.unit != other.unit:
        return True
    pairs = [(a, b) for a, _ in one.ways for b, _ in other.ways]
    return all(a != b and "" not in (a, b) for a, b in pairs)


def _dates(sample: Sample) -> tuple[Value, Value] | None:
    if not sample.likely(lambda value: moment(value.text)):
        return None
    found = {value: seen for value in sample.present if (seen := moment(value.text)) and seen.form.name != "compact"}
    if sample.share(found) < MOSTLY:
        return None
    first = next(iter(found))
    others = (value for value in sample.present if value not in found or found[value].form != found[first].form)
    return next(((first, other) for other in others), None)
