"""What the report of a publication says, in sentences for readers."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from torg.foundation.language import sentence
from torg.kit.components import text

from .models import TableVersion
from .sheet import Found, Place, Steps, Treatment

LISTED = 8
MOST_STEPS = 12
"""Of more steps than this those of one kind become one line that opens."""


def treatment(version: TableVersion) -> Treatment:
    report = version.report
    problems = report.get("problems", [])
    return Treatment(
        source=_source(version),
        undecided=tuple(dict.fromkeys(said(question) for question in report.get("questions", []))),
        steps=tuple(_grouped(report.get("steps", []))),
        left_out=tuple(gone["why"] for gone in report.get("left_out", [])),
        problems=report.get("problem_count", len(problems)),
        found=tuple(_by_column(problems)),
    )


def _source(version: TableVersion) -> str:
    layers = [layer["name"] for layer in version.report.get("layers", []) if layer["chosen"]]
    if len(version.report.get("layers", [])) > 1 and layers:
        return text("From “{file}”, “{layer}”.", file=version.source_name, layer=layers[0])
    return text("From “{file}”.", file=version.source_name)


def _grouped(steps: Iterable[dict[str, Any]]) -> list[Steps]:
    kinds = {said(step): step["code"] for step in steps}
    if len(kinds) <= MOST_STEPS:
        return [Steps(words) for words in kinds]
    groups: dict[str, list[str]] = {}
    for words, kind in kinds.items():
        groups.setdefault(kind, []).append(words)
    return [Steps(words[0], tuple(words[1:])) for words in groups.values()]


def _by_column(problems: Iterable[dict[str, Any]]) -> list[Found]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for problem in problems:
        groups.setdefault(problem.get("column") or "", []).append(problem)
    return [
        Found(column, len(group), tuple(_place(problem) for problem in group[:LISTED]))
        for column, group in groups.items()
    ]


def _place(problem: dict[str, Any]) -> Place:
    row = None if _names_the_row(problem) else problem.get("row")
    return Place(row=row, sentence=said(problem))


def _names_the_row(problem: dict[str, Any]) -> bool:
    try:
        return "\N{PILCROW SIGN}" in sentence(problem["code"], {**problem.get("facts", {}), "row": "\N{PILCROW SIGN}"})
    except LookupError:
        return False


def said(statement: dict[str, Any]) -> str:
    """In the reader's language where the code still has a sentence, else as it was said at publication."""
    try:
        return sentence(statement["code"], statement.get("facts", {}), get_language() or "en")
    except LookupError:
        return str(statement["sentence"])
