"""What a column is, decided on its values: answers, dates, numbers, positions, or text where nothing else holds."""

from collections.abc import Callable

from torg.foundation.problems import Question

from . import booleans, dates, numbers, places
from .places import PlaceCells
from .reading import TEXT, Reading
from .sample import Sample

Decision = tuple[Reading | PlaceCells, Question | None]


_FORCED: dict[str, Callable[[Sample], Reading | PlaceCells | Question | None]] = {
    "number": numbers.propose,
    "integer": numbers.propose,
    "boolean": booleans.propose,
    "date": dates.days,
    "datetime": dates.days,
    "time": dates.times,
    "year": dates.years,
    "point": places.propose,
}


_TRIED = (booleans.propose, dates.propose, numbers.propose, places.propose)


def decide(sample: Sample) -> Decision:
    """The reading of the column, and what only a person can tell; such a column stays text until then."""
    forced = sample.told.forced
    if not sample.values or (numbers.is_code_heading(sample.heading.label) and not forced):
        return TEXT, None
    for propose in (_FORCED[forced],) if forced else _TRIED:
        found = propose(sample)
        if isinstance(found, Question):
            return TEXT, found
        if found is not None:
            return found, None
    return TEXT, None
