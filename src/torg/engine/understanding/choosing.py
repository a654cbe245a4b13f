"""A reading for every column: decided on a sample, checked on all rows, decided anew where rows do not fit."""

from collections.abc import Sequence
from dataclasses import replace

from torg.foundation.problems import Question

from . import dates, numbers
from .decision import decide
from .headings import Heading
from .measured import Chosen, Figures, measure
from .profile import Profile, profiles, samples
from .reading import TEXT, Reading, literals
from .sample import Hints, Sample, Value
from .source import Source
from .words.missing import is_missing, marks

ROUNDS = 3
ODD_SEEN = 500

CAREFUL = frozenset({"na", "ka", "bd", "nd", "none", "nil", "nan", "*", "/", "//", "_", "."})
"""Marks that may be words or codes of their own: in a column of text they stay."""


def choose(source: Source) -> tuple[dict[int, Chosen], dict[int, Figures], list[Question]]:
    profile = profiles(source)
    known = samples(source, profile)
    hints = _hints(known)
    known = {index: replace(sample, hints=hints) for index, sample in known.items()}
    questions: dict[int, Question] = {}
    chosen = {}
    for heading in source.headings:
        reading = _decided(known.get(heading.index), heading, source, questions)
        chosen[heading.index] = _chosen(source, profile.get(heading.index), known.get(heading.index), heading, reading)
    figures = measure(source, list(chosen.values()))
    for _ in range(ROUNDS):
        open_ones = [index for index, one in figures.items() if one.odd and index in known and not known[index].complete]
        changed = _again(source, open_ones, chosen, figures, known, questions)
        if not changed:
            break
        figures |= measure(source, changed)
    return chosen, figures, list(questions.values())


def _decided(sample: Sample | None, heading: Heading, source: Source, questions: dict[int, Question]) -> Reading:
    if sample is None:
        return TEXT
    reading, question = decide(sample)
    questions.pop(heading.index, None)
    if question is not None:
        questions[heading.index] = question
    return reading


def _hints(known: dict[int, Sample]) -> Hints:
    """What columns that prove their decimal sign or order of dates say to those that cannot."""
    decimals = {sign for sample in known.values() if (sign := numbers.decisive_decimal(sample))}
    orders = {first for sample in known.values() if (first := dates.decisive_order(sample)) is not None}
    return Hints(
        decimals.pop() if len(decimals) == 1 else None,
        orders.pop() if len(orders) == 1 else None,
    )


def _chosen(
    source: Source, profile: Profile | None, sample: Sample | None, heading: Heading, reading: Reading
) -> Chosen:
    if profile is None or sample is None:
        return Chosen(heading, reading, source.raw(heading), source.kind(heading))
    marks = _marks(source, profile, sample, reading)
    return Chosen(heading, reading, profile.text(source), source.kind(heading), marks)


def _marks(source: Source, profile: Profile, sample: Sample, reading: Reading) -> tuple[str, ...]:
    """The marks for missing values that stand in this column, in small letters."""
    found = {value.text.casefold() for value in sample.values if is_missing(value.text)}
    if not sample.complete:
        text = profile.text(source)
        found |= {
            str(record[0])
            for record in source.staging.fetch(
                f"SELECT DISTINCT lower({text}) FROM data WHERE lower({text}) IN ({literals(sorted(marks()))})"
            )
        }
    return tuple(sorted(found - CAREFUL if reading.type == "string" and sample.present else found))


def _again(
    source: Source, indexes: Sequence[int], chosen: dict[int, Chosen], figures: dict[int, Figures],
    known: dict[int, Sample], questions: dict[int, Question],
) -> list[Chosen]:  # fmt: skip
    """Decides once more for columns with cells the sample had not shown."""
    changed = []
    for index in indexes:
        before = chosen[index]
        sample = _widened(source, before, figures[index], known[index])
        known[index] = sample
        reading = _decided(sample, before.heading, source, questions)
        if reading != before.reading:
            chosen[index] = replace(before, reading=reading)
            changed.append(chosen[index])
    return changed


def _widened(source: Source, column: Chosen, figures: Figures, sample: Sample) -> Sample:
    """The sample weighted up to all rows, with the odd cells as often as they really are there."""
    records = source.staging.fetch(
        f"SELECT {column.text} AS t, {column.kind} AS k, count(*) AS n FROM data "
        f"WHERE t IS NOT NULL AND {column.value} IS NULL GROUP BY ALL ORDER BY n DESC LIMIT {ODD_SEEN}"
    )
    odd = {(value.text, value.kind): value for value in (Value(t, n, k) for t, k, n in records)}
    fitting = [value for value in sample.values if (value.text, value.kind) not in odd]
    weight = max(1, figures.valued // max(1, sum(value.count for value in fitting)))
    scaled = tuple(replace(value, count=value.count * weight) for value in fitting)
    return replace(sample, values=(*scaled, *odd.values()))
