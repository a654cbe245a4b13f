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

LOOKED_AT = 100_000
"""So many texts are looked at in Python, in all columns together; SQL checks the rest."""

WIDE = 500
SPREAD = 1500
LEAST = 150
AT_ONCE = 100
"""Columns in one query: wide tables are cut, so that no statement grows without bound."""


@dataclass(frozen=True)
class Profile:
    """``different`` is an estimate; ``spaced`` cells have spaces around their text (as far as seen)."""

    heading: Heading
    filled: int
    different: int
    spaced: int

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


Counts = Counter[tuple[str, int]]
"""How often each text stands in cells of each kind."""


def samples(source: Source, profile: dict[int, Profile]) -> dict[int, Sample]:
    """The values to decide on: all of them where they are few or the table is small, else a spread of rows.

    Where a value shows spaces around its text, the profile of its column learns it.
    """
    small = source.rows <= max(LEAST, LOOKED_AT / max(1, len(source.headings)))
    few = {index for index, one in profile.items() if not small and one.different <= _few(source)}
    rest = [one.heading for index, one in profile.items() if index not in few]
    counted = _counted(source, rest, "data" if small else _spread(source)) if rest else {}
    found = {index: _sample(profile, index, counts, complete=small) for index, counts in counted.items()}
    found |= {index: _sample(profile, index, _all_of(source, profile[index]), complete=True) for index in few}
    return {index: found[index] for index in profile}


def _few(source: Source) -> float:
    """Not in very wide tables: there even a short query a column takes minutes."""
    return min(FEW, LOOKED_AT / len(source.headings)) if len(source.headings) <= WIDE else -1


def _spread(source: Source) -> str:
    """Rows from the head, the tail, and evenly between them, as a table of their own."""
    wanted = int(max(LEAST, min(SPREAD, LOOKED_AT / len(source.headings))))
    stride, ends = max(1, source.rows * 2 // wanted), wanted // 4
    source.staging.connection.execute(
        "CREATE OR REPLACE TEMP TABLE spread AS SELECT * FROM data "
        f"WHERE r % {stride} = 0 OR r < (SELECT min(r) FROM data) + {ends} OR r > (SELECT max(r) FROM data) - {ends}"
    )
    return "spread"


def _counted(source: Source, headings: Sequence[Heading], table: str) -> dict[int, Counts]:
    """All columns in one query, counted here: for very wide tables a query a column would take minutes."""
    texts = ", ".join(source.raw(heading) for heading in headings)
    records = source.staging.fetch(f"SELECT {texts} FROM {table}")
    columns = list(zip(*records, strict=True))
    kinds = [("1",) * len(records)] * len(headings)
    if source.staging.kinds:
        asked = ", ".join(source.kind(heading) for heading in headings)
        kinds = list(zip(*source.staging.fetch(f"SELECT {asked} FROM {table}"), strict=True))
    found = {}
    for heading, cells, marks in zip(headings, columns, kinds, strict=True):
        kind = int(source.kind(heading)) if not source.staging.kinds else None
        pairs = ((text, int(mark) if kind is None else kind) for text, mark in zip(cells, marks, strict=True))
        found[heading.index] = Counter(pair for pair in pairs if pair[0] is not None)
    return found


def _all_of(source: Source, one: Profile) -> Counts:
    column, kind = source.raw(one.heading), source.kind(one.heading)
    records = source.staging.fetch(
        f"SELECT {column} AS t, {kind} AS k, count(*) AS n FROM data WHERE {column} IS NOT NULL GROUP BY ALL"
    )
    return Counter({(text, kind): count for text, kind, count in records})


def _sample(profile: dict[int, Profile], index: int, counts: Counts, complete: bool) -> Sample:
    one = profile[index]
    bare: Counts = Counter()
    spaced = 0
    for (text, kind), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        stripped = text.strip(OUTER)
        spaced += count if stripped != text else 0
        bare[stripped, kind] += count
    if spaced:
        profile[index] = replace(one, spaced=max(spaced, one.spaced))
    values = tuple(Value(text, count, kind) for (text, kind), count in bare.items() if text)
    return Sample(one.heading, values, complete, Hints())
