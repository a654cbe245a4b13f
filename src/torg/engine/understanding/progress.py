"""How far the work is: a stage code, what is done, and the total (0 where nobody knows it yet)."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]

STAGES = ("reading", "understanding", "checking", "writing")


def silent(stage: str, done: int, total: int) -> None:
    """For callers that do not watch."""
