"""Patterns RE2 cannot run (back references, look-around): Python runs them over the different texts, within a time."""

import re
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from types import FrameType

import duckdb

from torg.foundation.problems import refuse

from .shape import FINE, Judged

SECONDS = 20.0
"""For all texts of one column."""


@cache
def is_linear(pattern: str) -> bool:
    """Whether RE2 takes it: its time grows with the text only."""
    try:
        with duckdb.connect() as connection:
            connection.execute("SELECT regexp_full_match('', ?)", [pattern]).fetchall()
    except duckdb.Error:
        return False
    return True


def judge_of(pattern: str, facts: Mapping[str, object]) -> Callable[[str], Judged]:
    compiled = re.compile(f"(?:{pattern})")
    wrong = Judged("text.pattern", facts=facts)
    return lambda text: FINE if compiled.fullmatch(text) else wrong


@contextmanager
def limited(column: str, seconds: float = SECONDS) -> Iterator[None]:
    """Ends what takes too long: Python hears signals while it matches, but only in its main thread."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise refuse("check.pattern_slow", column=column, seconds=int(seconds))

    try:
        before = signal.signal(signal.SIGALRM, ring)
    except ValueError:
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
