"""Understanding: from a file's cells to a typed table, with every decision written down as a step."""

from typing import TYPE_CHECKING, Any

from .report import FoundLayer, LeftOut, Report

if TYPE_CHECKING:
    from .pipeline import understand

__all__ = ["FoundLayer", "LeftOut", "Report", "understand"]


def __getattr__(name: str) -> Any:
    """``understand`` is loaded when used: a web process that only starts child processes does not need DuckDB."""
    if name == "understand":
        from .pipeline import understand

        return understand
    raise AttributeError(name)
