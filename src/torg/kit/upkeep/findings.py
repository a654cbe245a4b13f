"""What a check finds: a level and a problem that says what it is and what to do."""

from dataclasses import dataclass
from typing import Literal

from torg.foundation.problems import Problem

Level = Literal["ok", "warn", "fail"]


@dataclass(frozen=True)
class Finding:
    """``check`` is filled in by the doctor: the name under which the check is registered."""

    level: Level
    problem: Problem
    check: str = ""

    @property
    def sentence(self) -> str:
        return self.problem.sentence()


def fine(code: str, /, **facts: object) -> Finding:
    return Finding("ok", Problem(code, **facts))


def doubtful(code: str, /, **facts: object) -> Finding:
    """The hub works, but somebody should look at it."""
    return Finding("warn", Problem(code, **facts))


def broken(code: str, /, **facts: object) -> Finding:
    """Something does not work, or will not for long."""
    return Finding("fail", Problem(code, **facts))
