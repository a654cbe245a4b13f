"""Carrying out an order inside the walls: the file is understood, and an answer is left that is nothing but data."""

import sys
import traceback
from types import TracebackType

from torg.foundation.problems import Problem, Refusal

from .order import Order
from .outcome import FAULT, TOO_BIG, UNREADABLE, Outcome, leave
from .pipeline import understand

_OURS = (NameError, TypeError, AttributeError, KeyError, IndexError, AssertionError)
_OUR_SQL = {"ParserException", "BinderException", "CatalogException"}
_MEMORY = ("memory", "bad_alloc", "can't start new thread")
_READERS = ("openpyxl", "xlrd", "python_calamine", "pyogrio")
"""Libraries that read files; a file they stumble over with such an exception is still a damaged file."""


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


def code_of(fault: BaseException) -> str:
    if _is_memory(fault):
        return TOO_BIG
    return FAULT if _is_ours(fault) else UNREADABLE


def _is_memory(fault: BaseException) -> bool:
    text = f"{type(fault).__name__} {fault}".casefold()
    return isinstance(fault, MemoryError) or any(word in text for word in _MEMORY)


def _is_ours(fault: BaseException) -> bool:
    """A mistake of our own program: no file, however damaged, may lead to one."""
    kind = type(fault)
    if kind.__module__.startswith("_duckdb") or kind.__module__.startswith("duckdb"):
        return kind.__name__ in _OUR_SQL
    foreign = kind.__module__ != "builtins"  # pyarrow's ArrowKeyError is about the file
    return isinstance(fault, _OURS) and not foreign and not _in_reader(fault.__traceback__)


def _in_reader(trace: TracebackType | None) -> bool:
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and str(trace.tb_frame.f_globals.get("__name__")).startswith(_READERS)


def _tell(stage: str, done: int, total: int) -> None:
    sys.stdout.write(f"{stage} {done} {total}\n")
    sys.stdout.flush()
