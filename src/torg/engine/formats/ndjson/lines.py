"""Lines of JSON as rows; a line that is none becomes an empty row and a problem, the others are read."""

import io
from collections.abc import Iterator
from pathlib import Path

from torg.foundation.problems import Problem, Refusal, refuse

from ..content import Content
from ..geojson.features import Feature, content_of, feature_at
from ..json_rows import Names, Row, batched, flat
from ..json_text import Ends, Source, exact
from ..text import Text, examine

_LONGEST = 64 << 20
_NAMED = 100
_LON_LAT = "EPSG:4326"


def read_lines(path: Path, layer: str) -> Content:
    about = examine(path)
    problems: list[Problem] = []
    names = Names()
    rows = 0
    for row in _rows(about, problems):
        names.add(row)
        rows += 1
    if len(problems) >= rows:
        raise refuse("json.none", file=path.name)
    content = _features(about, layer) if _are_features(names) else _table(about, layer, names)
    content.encoding = about.name
    content.steps[:0] = about.steps()
    content.problems[:0] = _fewer(problems)
    return content


def _table(about: Text, layer: str, names: Names) -> Content:
    columns = names.tuple()
    return Content(layer, batched(_rows(about, []), columns), len(columns), columns)


def _features(about: Text, layer: str) -> Content:
    def features() -> Iterator[Feature]:
        for source in _lines(about):
            try:
                yield feature_at(source, source.root, Ends())
            except Refusal:
                yield Feature({}, "")

    return content_of(features, layer, _LON_LAT)


def _are_features(names: Names) -> bool:
    columns = names.tuple()
    shaped = any(name in ("geometry", "geometry.type") for name in columns)
    return "type" in columns and shaped and any(name.split(".")[0] == "properties" for name in columns)


def _rows(about: Text, problems: list[Problem]) -> Iterator[Row]:
    for number, source in enumerate(_lines(about), 1):
        row, fault = _row(source)
        if fault:
            problems.append(Problem("json.line", row=number, value=source.text.strip()[:60]))
        yield row


def _row(source: Source) -> tuple[Row, bool]:
    if not source.text.strip():
        return {}, False
    try:
        value, end = exact(source, source.root)
    except Refusal:
        return {}, True
    return (flat(value), False) if isinstance(value, dict) and not source.text[end:].strip() else ({}, True)


def _lines(about: Text) -> Iterator[Source]:
    with io.TextIOWrapper(io.BufferedReader(about.open(), 1 << 20), "utf-8", newline="\n") as stream:
        while line := stream.readline(_LONGEST):
            if len(line) >= _LONGEST:
                raise refuse("line.long", limit=_LONGEST >> 20)
            root = len(line) - len(line.lstrip("\x1e \t"))
            yield Source(line, root, about)


def _fewer(problems: list[Problem]) -> list[Problem]:
    if len(problems) <= _NAMED:
        return problems
    return [Problem("json.lines", row=problems[0].row, count=len(problems))]
