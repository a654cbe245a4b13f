"""How a reading process ended, as it says itself: a report, a refusal, or what went wrong with its traceback."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torg.engine.confinement import left_behind, put_down
from torg.foundation.problems import Problem

from .handing_back import plain_problem, plain_report, read_problem, read_report
from .report import Report

FAULT, UNREADABLE, TOO_BIG = "file.fault", "file.unreadable", "file.toobig"
_LONGEST_TRACE = 20_000

log = logging.getLogger("torg.understanding")


@dataclass(frozen=True)
class Outcome:
    """One of the three: a report, a problem, or a code with the traceback that led to it."""

    report: Report | None = None
    problem: Problem | None = None
    code: str = ""
    trace: str = ""


def leave(outcome: Outcome, folder: Path) -> None:
    facts = {
        "report": outcome.report and plain_report(outcome.report),
        "problem": outcome.problem and plain_problem(outcome.problem),
        "code": outcome.code,
        "trace": outcome.trace,
    }
    put_down(facts, folder)


def left(folder: Path, into: Path | None) -> Outcome | None:
    """What the process left; None where it left nothing, or nothing that a process of ours would leave."""
    try:
        facts = left_behind(folder)
        return None if facts is None else _outcome(facts, into)
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, OSError) as fault:
        log.warning("the answer of a reading process is none of ours: %r", fault)
        return None


def _outcome(facts: dict[str, Any], into: Path | None) -> Outcome:
    if facts["report"]:
        return Outcome(report=read_report(facts["report"], into))
    if facts["problem"]:
        return Outcome(problem=read_problem(facts["problem"]))
    if facts["code"] not in (FAULT, UNREADABLE, TOO_BIG):
        raise ValueError(facts["code"])
    return Outcome(code=facts["code"], trace=_for_the_log(facts["trace"]))


def _for_the_log(trace: str) -> str:
    """Indented and printable, so that no line of it looks like one of the log's own."""
    lines = trace[-_LONGEST_TRACE:].splitlines()
    return "\n".join("  | " + "".join(sign if sign.isprintable() else "?" for sign in line) for line in lines)
