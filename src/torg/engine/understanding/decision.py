"""What a column is, decided on its values: answers, dates, numbers, positions, or text where nothing else holds."""

from torg.foundation.problems import Question

from . import booleans, dates, numbers, places
from .places import PlaceCells
from .reading import TEXT, Reading
from .sample import Sample

Decision = tuple[Reading | PlaceCells, Question | None]


def decide(sample: Sample) -> Decision:
    """The reading of the column, and what only a person can tell; such a column stays text until then."""
    if not sample.values or numbers.is_code_heading(sample.heading.label):
        return TEXT, None
    for propose in (booleans.propose, dates.propose, numbers.propose, places.propose):
        found = propose(sample)
        if isinstance(found, Question):
            return TEXT, found
        if found is not None:
            return found, None
    return TEXT, None
