"""The reading process itself: limits first, then the file, then an answer that is nothing but data."""

import os
import sys
import traceback
from types import TracebackType

from torg.foundation.problems import Refusal

from .limits import confine
from .order import Order
from .outcome import FAULT, TOO_BIG, UNREADABLE, Outcome, leave

_OURS = (NameError, TypeError, AttributeError, KeyError, IndexError, AssertionError)
_OUR_SQL = {"ParserException", "BinderException", "CatalogException"}
_READERS = ("openpyxl", "xlrd", "python_calamine", "pyogrio")
"""Libraries that read files; a file they stumble over with such an exception is still a damaged file."""


def main() -> None:
    order = Order.read(sys.stdin.buffer.read())
    leave(_obey(order), order.folder)
    os._exit(0)  # skips the tidying of large tables: the process ends anyway


def _obey(order: Order) -> Outcome:
    confine(order.limits)
    from .pipeline import understand  # the limits have to hold before anything large is loaded

    try:
        report = understand(
            order.path, order.name, layer=order.layer, sample=order.sample, into=order.into, progress=_tell
        )
        return Outcome(report=report)
    except Refusal as refusal:
        return Outcome(problem=refusal.problem)
    except Exception as fault:  # noqa: BLE001 - whatever a reader stumbles over is an answer here, not a crash
        return Outcome(code=code_of(fault), trace="".join(traceback.format_exception(fault)))


def code_of(fault: BaseException) -> str:
    if _is_memory(fault):
        return TOO_BIG
    return FAULT if _is_ours(fault) else UNREADABLE


def _is_memory(fault: BaseException) -> bool:
    text = f"{type(fault).__name__} {fault}".casefold()
    return isinstance(fault, MemoryError) or "memory" in text or "bad_alloc" in text


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


if __name__ == "__main__":
    main()
