"""Whose fault it is that reading went wrong: the file's, its size's, or our own program's."""

from types import TracebackType

FAULT, UNREADABLE, TOO_BIG = "file.fault", "file.unreadable", "file.toobig"

_OURS = (NameError, TypeError, AttributeError, KeyError, IndexError, AssertionError)
_OUR_SQL = {"ParserException", "BinderException", "CatalogException"}
_MEMORY = ("memory", "bad_alloc", "can't start new thread")
_READERS = ("openpyxl", "xlrd", "python_calamine", "pyogrio")
"""Libraries that read files; a file they stumble over with such an exception is still a damaged file."""


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
