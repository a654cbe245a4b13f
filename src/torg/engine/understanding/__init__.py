"""Understanding: from a file's cells to a typed table, with every decision written down as a step."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .answers import Answers
    from .apart import understand_apart
    from .keeping import keep_report, kept_report
    from .opening import opened
    from .pipeline import understand
    from .report import Report

__all__ = ["Answers", "Report", "keep_report", "kept_report", "opened", "understand", "understand_apart"]

_PLACES = {
    "Answers": "answers",
    "Report": "report",
    "keep_report": "keeping",
    "kept_report": "keeping",
    "opened": "opening",
    "understand": "pipeline",
    "understand_apart": "apart",
}


def __getattr__(name: str) -> Any:
    """Loaded when used: a web process needs no DuckDB, and a reading process first builds the walls around itself."""
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(import_module(f".{_PLACES[name]}", __name__), name)
