"""The report of a check in the words of one language: what the command, the API and the pages show."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torg.foundation.language import sentence
from torg.foundation.problems import Problem

from ..found import Group, Level, Likeness, Match, Verdict
from ..model import Specification
from .choices import Spoken, choices_in

MOST_LINES = 1_000
NAMED_ROWS = 20
NAMED_CHANGES = 5
_UNSEEN = "text.trim"
"""What became of blanks cannot be seen."""


@dataclass(frozen=True)
class TellingGroup:
    """A cause in one column. ``label`` is what the field is called; ``sentence`` says it of all its rows."""

    group: Group
    label: str | None
    sentence: str

    @property
    def rows(self) -> str:
        """The first of them, for people: 2–5, 9."""
        return spans(self.group.rows[:NAMED_ROWS])

    @property
    def cut(self) -> bool:
        return self.group.count > NAMED_ROWS

    @property
    def changes(self) -> tuple[tuple[str, str], ...]:
        """What became of the first values, each once; the sentence has told of the very first."""
        if self.group.code == _UNSEEN:
            return ()
        pairs = zip(self.group.values, self.group.fixes, strict=False)
        told = dict.fromkeys((value, fix) for value, fix in pairs if value is not None and fix is not None)
        return tuple(told)[1 : NAMED_CHANGES + 1]

    def as_json(self) -> dict[str, Any]:
        group = self.group
        cells = [
            {"row": row, "value": value, "fix": fix}
            for row, value, fix in zip(group.rows, group.values, group.fixes, strict=False)
        ] or [{"row": row, "value": None, "fix": None} for row in group.rows]
        return {
            "code": group.code, "level": group.level, "sentence": self.sentence, "field": group.field,
            "label": self.label, "column": group.column, "count": group.count, "cells": cells,
            "facts": dict(group.facts),
        }  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One problem of one row: a line of the list."""

    row: int | None
    field: str | None
    column: str | None
    code: str
    level: Level
    value: str | None
    fix: str | None
    sentence: str

    @property
    def changes(self) -> bool:
        """Whether value and fix tell it all: nothing is left to do."""
        return self.level == "done" and None not in (self.value, self.fix) and self.code != _UNSEEN

    def as_json(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass(frozen=True)
class CheckReport:
    """``lines`` are the first problems in the order of the file; ``verdict.problem_count`` says how many there are."""

    file: str
    language: str
    label: str
    verdict: Verdict
    groups: tuple[TellingGroup, ...]
    lines: tuple[Line, ...] = ()

    def of_level(self, level: Level) -> tuple[TellingGroup, ...]:
        return tuple(one for one in self.groups if one.group.level == level)

    @property
    def fits(self) -> bool:
        """Whether any column is one of the rules: a file without one keeps them and says nothing."""
        return any(match.field is not None for match in self.verdict.likeness.matches)

    def as_json(self) -> dict[str, Any]:
        verdict = self.verdict
        return {
            "file": self.file,
            "specification": {"id": verdict.specification, "version": verdict.version, "label": self.label},
            "rows": verdict.rows, "fine": verdict.fine, "mended": verdict.mended, "waiting": verdict.waiting,
            "conforms": verdict.conforms, "passes": verdict.passes, "problem_count": verdict.problem_count,
            "groups": [one.as_json() for one in self.groups],
            "problems": [line.as_json() for line in self.lines],
            "columns": [_match(match, self.language) for match in verdict.likeness.matches],
            "others": [_other(other) for other in verdict.others],
        }  # fmt: skip


def report_of(
    verdict: Verdict, file: str, specification: Specification, language: str = "en", *, lines: int = MOST_LINES
) -> CheckReport:
    labels = {field.name: field.label(language) for field in specification.fields}
    words = choices_in(specification, language)
    groups = tuple(_telling(group, labels, words, language) for group in verdict.groups)
    listed = tuple(_lines(verdict.problems, labels, words, language, lines)) if verdict.problems and lines else ()
    return CheckReport(file, language, specification.label(language), verdict, groups, listed)


def _telling(group: Group, labels: dict[str, str], words: Spoken, language: str) -> TellingGroup:
    label = labels.get(group.field or "")
    facts = {"label": label, **group.problem().facts} if label else group.problem().facts
    facts = words.in_facts({**facts, "label": label or facts.get("label", "")}, group.field)
    return TellingGroup(group, label, sentence(group.code, facts, language))


def _lines(path: Path, labels: dict[str, str], words: Spoken, language: str, most: int) -> Iterator[Line]:
    """Read by the batch: the list may be longer than what is shown."""
    import pyarrow.parquet as pq

    left = most
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=min(most, 10_000)):
            for record in batch.slice(0, left).to_pylist():
                yield line_of(record, labels, words, language)
            left -= batch.num_rows
            if left <= 0:
                return


def line_of(record: dict[str, Any], labels: dict[str, str], words: Spoken, language: str) -> Line:
    facts = words.in_facts(json.loads(record.pop("facts") or "{}"), record["field"])
    said = {name: value for name, value in record.items() if name not in ("code", "level") and value is not None}
    label = {"label": labels[record["field"]]} if record["field"] in labels else {}
    problem = Problem(record["code"], **{"count": 1, **facts, **label, **said})
    return Line(**record, sentence=problem.sentence(language))


def spans(rows: Sequence[int]) -> str:
    """Rows that follow one another are named by the first and the last of them."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _match(match: Match, language: str) -> dict[str, Any]:
    return {
        "heading": match.heading, "field": match.field, "score": round(match.score, 2),
        "code": match.reason.code, "reason": match.reason.sentence(language),
    }  # fmt: skip


def _other(likeness: Likeness) -> dict[str, Any]:
    return {"id": likeness.specification, "version": likeness.version, "score": round(likeness.score, 2)}


def counts(report: CheckReport) -> Sequence[tuple[str, int]]:
    verdict = report.verdict
    return (("fine", verdict.fine), ("mended", verdict.mended), ("waiting", verdict.waiting))
