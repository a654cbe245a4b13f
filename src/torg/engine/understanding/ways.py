"""Ways back and ways on: what undoes a step, what answers a question, as changes to the person's ``Answers``.

Worked out from codes and facts when a report is written as JSON, so that whoever shows it needs to know no code.
"""

from collections.abc import Callable, Sequence
from typing import Any

from torg.engine.formats import other_readings
from torg.foundation.language import sentence
from torg.foundation.problems import Question, Statement, Step

from .answers import KINDS_OF_ROWS, NO_SYSTEM
from .moments import moment

Change = dict[str, Any]
"""What ``Answers.changed`` takes."""

Way = dict[str, Any]
"""``label`` in words, ``answer`` the change."""

_TO_THE_LETTER = (
    "num.comma", "num.grouped", "num.unit", "num.minus", "num.whole", "num.percent", "num.share", "date.form",
    "date.utc", "date.serial", "bool.words", "bool.crosses", "pos.cell",
)  # fmt: skip
"""Steps that give a column its type: without them it is the text of the file."""

_OF_A_COLUMN: dict[str, Change] = {
    **{code: {"as_type": "text"} for code in _TO_THE_LETTER},
    "text.spaces": {"spaces": "kept"},
    "value.missing": {"missing": "kept"},
    "date.midnight": {"as_type": "datetime"},
    "pos.turned": {"swap": False},
    "pos.grid": {"system": NO_SYSTEM},
    "pos.digits": {"system": NO_SYSTEM},
    "pos.zone": {"system": NO_SYSTEM},
}

_KEPT = ("row.total", "row.note", "table.below", *KINDS_OF_ROWS)
"""Rows left out with these codes may be kept."""


def back(step: Step) -> dict[str, Any]:
    """``undo`` is the change that undoes the step, null where there is none; ``answers`` are other ways to do it.

    ``fill`` says where in the answers a text (or the number of a row) goes that a person may write instead.
    """
    others = _OTHERS.get(step.code)
    return {"undo": _undo(step), "answers": others(step) if others else [], "fill": _fill(step)}


def _fill(step: Step) -> dict[str, Any] | None:
    """A row of the file for the headings; a name for a column that has none."""
    if step.code in ("head.row", "head.rows", "head.none", "answer.header", "answer.no_header"):
        return {"label": sentence("answer.fill_row", {}), "kind": "row", "path": ["header_row"]}
    if step.code == "head.missing":
        label = sentence("answer.fill_name", step.facts)
        return {"label": label, "kind": "text", "path": ["columns", str(step.facts.get("guess")), "name"]}
    return None


def _letters(step: Step) -> list[Way]:
    """Other ways to read the letters, by what some words would be."""
    sample = step.facts.get("sample")
    words = [str(word) for word in sample] if isinstance(sample, (list, tuple)) else []
    readings = other_readings(words, str(step.facts.get("name")))
    return [_way("answer.way_letters", {"encoding": name}, value=read, name=name) for name, read in readings.items()]


def _undo(step: Step) -> Change | None:
    if step.code == "text.repaired":
        return {"letters": "kept"}
    if step.code in _OF_A_COLUMN:
        return _column(step, _OF_A_COLUMN[step.code])
    if step.code.startswith("answer."):
        return _taken_back(step)
    return None


def _taken_back(step: Step) -> Change | None:
    facts = step.facts
    if step.code == "answer.kept":
        return {"left_rows": facts.get("rows", [])}
    if "field" not in facts:
        return None
    change = {str(facts["field"]): None}
    return {"columns": {str(facts["of"]): change}} if "of" in facts else change


def kept(code: str, rows: Sequence[int], count: int) -> Change | None:
    """The change that keeps rows which were left out."""
    if code not in _KEPT or not rows:
        return None
    if count == len(rows):
        return {"kept_rows": list(rows)}
    return {"kept_kinds": [code]} if code in KINDS_OF_ROWS else None


def answers(question: Question) -> list[Way]:
    """The answers to a question, the proposed one first."""
    found = _ANSWERS.get(question.code)
    return found(question) if found else []


def _way(code: str, answer: Change, **facts: object) -> Way:
    return {"label": sentence(code, facts), "answer": answer}


def _column(said: Statement, change: Change) -> Change:
    return {"columns": {key: dict(change) for key in _keys(said)}}


def _keys(said: Statement) -> list[str]:
    """The columns a step or question is about, as answers name them."""
    keys = said.facts.get("keys")
    return [str(key) for key in keys] if isinstance(keys, (list, tuple)) else [str(said.facts.get("key", said.column))]


def _days(question: Question) -> list[Way]:
    seen = moment(question.value or "")
    days: dict[str, str] = {}
    for order, day in seen.days if seen else ():
        days.setdefault(day, order)
    ways = [_way("answer.way_day", _column(question, {"order": order}), day=day) for day, order in days.items()]
    return [*ways, _as_text(question)]


def _signs(question: Question) -> list[Way]:
    sign = next((sign for sign in question.value or "" if sign in ".,"), ".")
    other = "," if sign == "." else "."
    return _meanings(question, "decimal", (other, sign))


def _shares(question: Question) -> list[Way]:
    return _meanings(question, "bare", ("percent", "share"))


def _meanings(question: Question, field: str, values: tuple[str, str]) -> list[Way]:
    """What the value of the question may mean, in the order of its choices; or that it stays text."""
    ways = [
        _way("answer.way_value", _column(question, {field: value}), value=meaning)
        for value, meaning in zip(values, _choices(question), strict=False)
    ]
    return [*ways, _as_text(question)]


def _axes(question: Question) -> list[Way]:
    return [
        _way("answer.way_swapped", _column(question, {"swap": True})),
        _way("answer.way_unswapped", _column(question, {"swap": False})),
    ]


def _systems(question: Question) -> list[Way]:
    names = _choices(question)
    ways = [_way("answer.way_system", _column(question, {"system": name}), value=name) for name in names]
    return [*ways, _way("answer.way_no_system", _column(question, {"system": NO_SYSTEM}))]


def _firsts(question: Question) -> list[Way]:
    return [
        _way("answer.way_north", _column(question, {"first": "north"})),
        _way("answer.way_east", _column(question, {"first": "east"})),
        _as_text(question),
    ]


def _tables(_: Question) -> list[Way]:
    return [
        _way("answer.way_apart", {"second_table": "apart"}),
        _way("answer.way_together", {"second_table": "together"}),
    ]


def _as_text(question: Question) -> Way:
    return _way("answer.way_text", _column(question, {"as_type": "text"}))


def _choices(question: Question) -> tuple[str, ...]:
    choices = question.facts.get("choices", ())
    return tuple(map(str, choices)) if isinstance(choices, (list, tuple)) else ()


def _readings(step: Step) -> list[Way]:
    """A column of which most cells are alike may be read so all the same."""
    kind = step.facts.get("like")
    return [_way(f"answer.way_{kind}", _column(step, {"as_type": kind}))] if kind in ("number", "date") else []


_OTHERS: dict[str, Callable[[Step], list[Way]]] = {
    "text.encoding": _letters,
    "text.mixed": _letters,
    "col.mixed": _readings,
}
_ANSWERS: dict[str, Callable[[Question], list[Way]]] = {
    "date.order": _days,
    "num.grouping": _signs,
    "num.percent_mixed": _shares,
    "pos.axes": _axes,
    "pos.system": _systems,
    "pos.no_system": _systems,
    "pos.order": _firsts,
    "table.second": _tables,
}
