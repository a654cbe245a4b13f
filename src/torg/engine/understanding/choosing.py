"""A reading for every column: decided on a sample, checked on all rows, decided anew where rows do not fit."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from torg.foundation.problems import Question, Step

from . import booleans, dates, numbers, places
from .answered import Answered
from .answers import ColumnAnswer
from .area import Area
from .decision import decide
from .headings import Heading
from .measured import Chosen, Figures, measure
from .mixed import why_text
from .profile import Profile, profiles, samples
from .reading import TEXT, Reading, literals
from .sample import Hints, Sample, Value
from .shapes import Shapes
from .source import Source
from .staging import AS_TEXT
from .typed import as_double, declared
from .words.missing import LONGEST, marks
from .words.roles import role_word

ROUNDS = 3
ODD_SEEN = 500
TEXTS = 200

CAREFUL = frozenset({"na", "ka", "bd", "nd", "none", "nil", "nan", "*", "/", "//", "_", "."})
"""Marks that may be words or codes of their own: in a column of text they stay."""


class Choice:
    """The columns with their readings, what was counted of them, and what only a person can tell."""

    def __init__(self, source: Source, area: Area, answered: Answered) -> None:
        self.source = source
        self.area = area
        self.answered = answered
        self.profile = profiles(source)
        self.samples = samples(source, self.profile)
        self.questions: dict[int, Question] = {}
        self.shapes: dict[int, Shapes] = {}
        self.chosen: dict[int, Chosen] = {}
        hints = replace(_hints(self._telling()), area=area, rows=source.rows)
        for index, sample in self.samples.items():
            self.samples[index] = replace(sample, hints=hints, told=answered.of(index))
        for heading in source.headings:
            self.chosen[heading.index] = self._choose(heading)
        self.figures: dict[int, Figures] = measure(source, list(self.chosen.values()))
        self._settle()

    def _telling(self) -> list[Sample]:
        """Columns whose signs say how the others are written. Degrees come from maps, which write points everywhere:
        in a file of semicolons, where people write decimal commas, they say nothing of the numbers beside them."""
        dialect = self.source.staging.content.dialect
        every = list(self.samples.values())
        if dialect is None or dialect.delimiter != ";":
            return every
        return [sample for sample in every if role_word(sample.heading.label) not in ("latitude", "longitude")]

    def add(self, columns: Iterable[Chosen]) -> None:
        """Columns worked out from others."""
        added = [column for column in columns if column.heading.index not in self.chosen]
        self.chosen |= {column.heading.index: column for column in added}
        self.source = self.source.with_headings((*self.source.headings, *(column.heading for column in added)))
        self.figures |= measure(self.source, added)

    def texts(self) -> list[str]:
        """Headings and some cells of text columns: the words of the file."""
        found = [heading.label for heading in self.source.headings]
        for index, sample in self.samples.items():
            if index not in self.chosen or self.chosen[index].reading.type == "string":
                found += [value.text for value in sample.values[:TEXTS]]
        return found

    def steps(self) -> list[Step]:
        """What was done to the cells, column by column."""
        found: list[Step] = []
        for index, column in self.chosen.items():
            said = self.answered.said(column.heading)
            found += self._cleaned(index, column, said)
            if column.reading.type == "string" and index in self.samples and not self._is_settled(index):
                found += why_text(self.samples[index], said)
            for note, count in zip(column.reading.notes, self.figures[index].noted, strict=True):
                if count:
                    found.append(Step(note.code, **said, count=count, **dict(note.facts)))
        return found

    def _is_settled(self, index: int) -> bool:
        """Whether a person knows already that the column is text, or is asked."""
        return index in self.questions or self.answered.of(index).is_text

    def _cleaned(self, index: int, column: Chosen, said: dict[str, str]) -> list[Step]:
        found = []
        profile = self.profile.get(index)
        if profile is not None and profile.spaced and column.text != self.source.raw(column.heading):
            found.append(Step("text.spaces", **said, count=profile.spaced))
        if column.missing and self.figures[index].marked:
            found.append(
                Step("value.missing", **said, value=self._marks_seen(column), count=self.figures[index].marked)
            )
        return found

    def _marks_seen(self, column: Chosen) -> str:
        """The marks as they stand in the file, the most frequent first."""
        sample = self.samples[column.heading.index]
        seen = dict.fromkeys(value.text for value in sample.values if value.text.casefold() in column.missing)
        return ", ".join(f"“{text}”" for text in list(seen or column.missing)[:5])

    def _choose(self, heading: Heading) -> Chosen:
        sample, profile = self.samples.get(heading.index), self.profile.get(heading.index)
        if sample is None or profile is None:
            return Chosen(heading, self._declared(heading), "NULL::VARCHAR", "1")
        text = self._text(profile, sample.told)
        reading = self._decide(sample, heading, text)
        marks_found = self._marks(profile, sample, reading)
        different = None if profile.spaced else profile.different
        return Chosen(heading, reading, text, self.source.kind(heading), marks_found, different)

    def _text(self, profile: Profile, told: ColumnAnswer) -> str:
        to_the_letter = told.as_type == "text" or told.spaces is not None
        return self.source.raw(profile.heading) if to_the_letter else profile.text(self.source)

    def _declared(self, heading: Heading) -> Reading:
        staging = self.source.staging
        if heading.index == staging.content.geometry and staging.shapes is not None and staging.shapes.stands_as_text:
            return replace(TEXT, expression=AS_TEXT)
        points = staging.shapes is not None and staging.shapes.only_points
        kind = staging.arrow_type(heading.index)
        found = declared(kind, f"c{heading.index}", heading.index == staging.content.geometry, points)
        plain = found.type not in ("string", "point", "geometry") and self.answered.of(heading.index).is_text
        return replace(TEXT, expression=f"c{heading.index}::VARCHAR") if plain else found

    def _decide(self, sample: Sample, heading: Heading, text: str) -> Reading:
        if sample.told.is_text:
            return TEXT
        if self.source.is_float(heading):
            return _exact_or_double(sample, heading)
        found, question = decide(sample)
        self.questions.pop(heading.index, None)
        if question is not None:
            self._ask(heading, question)
        if isinstance(found, Reading):
            return found
        told = sample.told.system
        reading, shapes, _ = places.make(self.source, heading.index, text, found, self.texts(), self.area, told)
        if not shapes.placed:
            if told is None:
                self._ask(heading, shapes.question(heading.label))
            return TEXT
        self.shapes[heading.index] = shapes
        return reading

    def _ask(self, heading: Heading, question: Question) -> None:
        self.questions[heading.index] = Question(
            question.code, **{**question.facts, **self.answered.said(heading), "column": question.facts["column"]}
        )

    def _marks(self, profile: Profile, sample: Sample, reading: Reading) -> tuple[str, ...]:
        """The marks for missing values that stand in this column, in small letters."""
        if sample.told.as_type == "text" or sample.told.missing is not None:
            return ()
        found = {value.text.casefold() for value in sample.values if sample.is_mark(value.text)}
        if not sample.complete and reading.type == "string":
            text = profile.text(self.source)
            found |= {
                str(record[0])
                for record in self.source.staging.fetch(
                    f"SELECT DISTINCT lower({text}) FROM data WHERE strlen({text}) <= {LONGEST} "
                    f"AND lower({text}) IN ({literals(sorted(marks()))})"
                )
            }
        if reading.type == "string" and sample.present and not _is_figures(sample):
            found -= CAREFUL
        if sample.ruling is not None:
            found.discard(sample.ruling.casefold())
        return tuple(sorted(found))

    def _settle(self) -> None:
        """Decides once more, a few times at most, for columns with cells their sample had not shown."""
        for _ in range(ROUNDS):
            changed = [column for index in self._unsettled() if (column := self._again(index))]
            if not changed:
                return
            self.figures |= measure(self.source, changed)

    def _unsettled(self) -> list[int]:
        return [
            index
            for index, figures in self.figures.items()
            if figures.odd and index not in self.shapes and index in self.samples and not self.samples[index].complete
        ]

    def _again(self, index: int) -> Chosen | None:
        before = self.chosen[index]
        sample = self.samples[index] = self._widened(before)
        reading = self._decide(sample, before.heading, before.text)
        after = replace(before, reading=reading, missing=self._marks(self.profile[index], sample, reading))
        if after == before:
            return None
        self.chosen[index] = after
        return after

    def _widened(self, column: Chosen) -> Sample:
        """The sample weighted up to all rows, with the odd cells as often as they really are there."""
        sample, figures = self.samples[column.heading.index], self.figures[column.heading.index]
        records = self.source.staging.fetch(
            f"SELECT {column.text} AS t, {column.kind} AS k, count(*) AS n FROM data "
            f"WHERE t IS NOT NULL AND {column.value} IS NULL GROUP BY ALL ORDER BY n DESC LIMIT {ODD_SEEN}"
        )
        odd = {(value.text, value.kind): value for value in (Value(t, n, k) for t, k, n in records)}
        fitting = [value for value in sample.values if (value.text, value.kind) not in odd]
        weight = max(1, figures.valued // max(1, sum(value.count for value in fitting)))
        scaled = tuple(replace(value, count=value.count * weight) for value in fitting)
        return replace(sample, values=(*scaled, *odd.values()))


def _is_figures(sample: Sample) -> bool:
    """Telephone numbers and the like: there letters alone are no value."""
    return sample.share(value for value in sample.present if any(sign.isdigit() for sign in value.text)) >= 0.9


def _exact_or_double(sample: Sample, heading: Heading) -> Reading:
    reading = numbers.propose(sample)
    if isinstance(reading, Reading) and all(numbers.number_in(value) for value in sample.present):
        return reading
    return as_double(f"c{heading.index}")


def _hints(known: Sequence[Sample]) -> Hints:
    """What columns that prove their decimal sign, order of dates or answers say to those that cannot."""
    decimals = {sign for sample in known if (sign := numbers.decisive_decimal(sample))}
    orders = {first for sample in known if (first := dates.decisive_order(sample)) is not None}
    return Hints(
        decimals.pop() if len(decimals) == 1 else None,
        orders.pop() if len(orders) == 1 else None,
        frozenset(pair for sample in known if (pair := booleans.whole_pair(sample))),
    )
