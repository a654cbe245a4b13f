"""Carrying out an order inside the walls: the file is checked, and an answer is left that is nothing but data."""

import traceback

from torg.engine.confinement import code_of, put_down
from torg.foundation.problems import Problem, Refusal

from .checking.pipeline import check
from .handing_back import plain_verdict
from .order import Order


def obey(order: Order) -> None:
    try:
        put_down({"verdict": plain_verdict(check(order.question))}, order.folder)
    except Refusal as refusal:
        put_down({"refused": _named(refusal.problem, order)}, order.folder)
    except Exception as fault:  # noqa: BLE001 - whatever a reader stumbles over is an answer here, not a crash
        trace = "".join(traceback.format_exception(fault))
        put_down({"code": code_of(fault), "trace": trace[-20_000:]}, order.folder)


def _named(problem: Problem, order: Order) -> dict[str, object]:
    """Readers know the file by its name on our disk, people by the one they gave it."""
    facts = dict(problem.facts)
    if facts.get("file") == order.question.path.name:
        facts["file"] = order.question.name
    return {"code": problem.code, "facts": facts}
