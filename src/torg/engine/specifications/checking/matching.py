"""Which column of the file is which field: what a person said, then names, labels and other headings people use."""

from collections.abc import Iterator, Mapping, Sequence

from torg.foundation.problems import Statement

from ..found import ColumnSample, Likeness, Match
from ..model import Field, Specification
from .folding import folded


def by_headings(columns: Sequence[ColumnSample], specification: Specification) -> Likeness:
    """Without any guess: headings that are names, labels or other headings of a field, letter case let be."""
    known = _known(specification)
    taken: set[str] = set()
    matches = []
    for column in columns:
        name = known.get(folded(column.heading))
        if name in taken:
            name = None
        taken |= {name} if name else set()
        code = "match.name" if name else "match.none"
        matches.append(Match(column.index, column.heading, name, 1.0 if name else 0.0, Statement(code)))
    return likeness(specification, matches)


def likeness(specification: Specification, matches: Sequence[Match]) -> Likeness:
    found = {match.field for match in matches if match.field}
    lacking = tuple(one.name for one in specification.fields if one.level == "required" and one.name not in found)
    score = len(found) / max(len(specification.fields), 1)
    reason = Statement("match.columns", count=len(found), fields=len(specification.fields))
    return Likeness(specification.id, specification.version, score, tuple(matches), lacking, reason)


def answered(found: Likeness, specification: Specification, told: Mapping[str, str | None]) -> Likeness:
    """With what a person said of columns, by heading or by the key of the column."""
    if not told:
        return found
    names = {field.name for field in specification.fields}
    said = {column: field for column, field in told.items() if field is None or field in names}
    spoken_for = set(said.values())
    matches = []
    for match in found.matches:
        if match.heading in said:
            matches.append(Match(match.index, match.heading, said[match.heading], 1.0, Statement("match.told")))
        elif match.field in spoken_for:
            matches.append(Match(match.index, match.heading, None, 0.0, Statement("match.none")))
        else:
            matches.append(match)
    return likeness(specification, matches)


def _known(specification: Specification) -> dict[str, str]:
    """Names come first: no other heading of a field takes the name of another away."""
    found: dict[str, str] = {}
    for words in (_names, _headings):
        for field in specification.fields:
            for word in words(field):
                found.setdefault(folded(word), field.name)
    return found


def _names(field: Field) -> Iterator[str]:
    yield from (field.name, *field.was)


def _headings(field: Field) -> Iterator[str]:
    yield from field.labels.values()
    for words in field.aliases.values():
        yield from words
