"""Understanding: from a file's cells to a typed table, with every decision written down as a step."""

from typing import TYPE_CHECKING, Any

from .report import FoundLayer, LeftOut, Report

if TYPE_CHECKING:
    from .apart import understand_apart
    from .pipeline import understand

__all__ = ["FoundLayer", "LeftOut", "Report", "understand", "understand_apart"]


def __getattr__(name: str) -> Any:
    """The two ways are loaded when used: a web process needs no DuckDB, and a child runs ``apart`` as its main."""
    if name == "understand":
        from .pipeline import understand

        return understand
    if name == "understand_apart":
        from .apart import understand_apart

        return understand_apart
    raise AttributeError(name)
