"""First look at every text column over all rows: how many cells, how many different, any outer spaces."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .headings import Heading
from .sample import Hints, Sample, Value
from .source import SPACED, TRIMMED, Source
from .window import OUTER

FEW = 1000
"""Columns of at most this many different texts are decided on all of them."""

SMALL = 5000
"""Tables of at most this many rows are small enough to look at every text."""

STRIDE = 1000
AT_ONCE = 40
"""Columns in one query: wide tables are cut, so that no statement grows without bound."""


@dataclass(frozen=True)
class Profile:
    """``different`` is an estimate; ``spaced`` cells have spaces around their text (as far as seen)."""

    heading: Heading
    filled: int
    different: int
    spaced: int

    @property
    def few(self) -> bool:
        return self.different <= FEW

    def text(self, source: Source) -> str:
        """SQL of the text without outer spaces, NULL where nothing is left."""
        column = source.raw(self.heading)
        return TRIMMED.replace("@c", column) if self.spaced else column


def chunks(items: Sequence[Heading]) -> Iterator[Sequence[Heading]]:
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]


def profiles(source: Source) -> dict[int, Profile]:
    found: dict[int, Profile] = {}
    for group in chunks([heading for heading in source.headings if source.is_read(heading)]):
        parts = [_asked(source.raw(heading)) for heading in group]
        record = source.staging.one(f"SELECT {', '.join(parts)} FROM data")
        for place, heading in enumerate(group):
            found[heading.index] = Profile(heading, *record[place * 3 : place * 3 + 3])
    return found


def _asked(column: str) -> str:
    spaced = SPACED.replace("@c", column)
    return f"count({column}), approx_count_distinct({column}), count(*) FILTER ({spaced})"


def samples(source: Source, profile: dict[int, Profile]) -> dict[int, Sample]:
    """The values to decide on: all of them where they are few or the table is small, else a spread of rows.

    Where a value shows spaces around its text, the profile of its column learns it.
    """
    if any(not _whole(source, one) for one in profile.values()):
        _prepare_spread(source)
    return {index: _sample(source, profile, one) for index, one in profile.items()}


def _whole(source: Source, one: Profile) -> bool:
    return one.few or source.rows <= SMALL


def _prepare_spread(source: Source) -> None:
    """Rows from the head, the tail, and evenly between them."""
    stride = max(1, source.rows // STRIDE)
    source.staging.connection.execute(
        "CREATE OR REPLACE TEMP TABLE spread AS SELECT * FROM data "
        f"WHERE r % {stride} = 0 OR r < (SELECT min(r) FROM data) + 250 OR r > (SELECT max(r) FROM data) - 250"
    )


def _sample(source: Source, profile: dict[int, Profile], one: Profile) -> Sample:
    complete = _whole(source, one)
    table = "data" if complete else "spread"
    column = source.raw(one.heading)
    records = source.staging.fetch(
        f"SELECT {column} AS t, {source.kind(one.heading)} AS k, count(*) AS n FROM {table} "
        f"WHERE {column} IS NOT NULL GROUP BY ALL ORDER BY n DESC, t"
    )
    counts: Counter[tuple[str, int]] = Counter()
    spaced = 0
    for text, kind, count in records:
        bare = text.strip(OUTER)
        spaced += count if bare != text else 0
        counts[bare, kind] += count
    if spaced:
        profile[one.heading.index] = replace(one, spaced=max(spaced, one.spaced))
    values = tuple(Value(text, count, kind) for (text, kind), count in counts.items() if text)
    return Sample(one.heading, values, complete, Hints())
