"""Carrying out an order inside the walls: the file is understood, and an answer is left that is nothing but data."""

import sys
import traceback

from torg.engine.confinement import code_of
from torg.foundation.problems import Problem, Refusal

from .order import Order
from .outcome import Outcome, leave
from .pipeline import understand


def obey(order: Order) -> None:
    leave(_outcome(order), order.folder)


def _outcome(order: Order) -> Outcome:
    try:
        report = understand(
            order.path, order.name, layer=order.layer, sample=order.sample, into=order.into, progress=_tell,
            within=order.area.within, country=order.area.country, answers=order.answers, first_rows=order.first_rows,
        )  # fmt: skip
        return Outcome(report=report)
    except Refusal as refusal:
        return Outcome(problem=_named(refusal.problem, order))
    except Exception as fault:  # noqa: BLE001 - whatever a reader stumbles over is an answer here, not a crash
        return Outcome(code=code_of(fault), trace="".join(traceback.format_exception(fault)))


def _named(problem: Problem, order: Order) -> Problem:
    """Readers know the file by its name on our disk, people by the one they gave it."""
    if problem.facts.get("file") != order.path.name:
        return problem
    return Problem(problem.code, **{**problem.facts, "file": order.name})


def _tell(stage: str, done: int, total: int) -> None:
    sys.stdout.write(f"{stage} {done} {total}\n")
    sys.stdout.flush()
