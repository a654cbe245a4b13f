"""How the cells of a field are written: what conforms, what can be put right, and what is left to say."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..found import Level
from .sql import Sql

Probe = Callable[[str], bool]
"""Whether any of the cells that do not conform is wholly of a pattern: a column proves how its values are meant."""

NO_FACTS: Mapping[str, object] = {}


@dataclass(frozen=True)
class Mend:
    """``text`` is SQL of the proposed text over a trimmed one, NULL where there is none; it still has to conform."""

    code: str
    text: Sql
    level: Level = "done"
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict)
    telling: Sql | None = None
    """SQL of facts as JSON that differ from text to text, over the trimmed one; instead of ``facts``."""


@dataclass(frozen=True)
class Limit:
    """A constraint: ``breaks`` is SQL, true for a text that conforms in form and is still too small, too long ..."""

    code: str
    breaks: Sql
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Judged:
    """What Python says of one text: it conforms, or ``code`` with a level and perhaps what it should be."""

    code: str = ""
    level: Level = "wait"
    fix: str | None = None
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict)

    @property
    def fine(self) -> bool:
        return not self.code


FINE = Judged()


def no_mends(probe: Probe) -> Sequence[Mend]:
    return ()


def the_text(x: str) -> str:
    return x


@dataclass(frozen=True)
class Shape:
    """``conforms`` is SQL of a truth over a text that is there; ``value`` of what is compared with limits.

    ``code`` is said of a text that neither conforms nor can be put right. Where SQL cannot judge, ``judge`` does,
    over the different texts of the column; ``conforms`` is then what must hold besides.
    """

    code: str
    conforms: Sql
    value: Sql = the_text
    mends: Callable[[Probe], Sequence[Mend]] = no_mends
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict)
    judge: Callable[[str], Judged] | None = None
    listed: bool = False
    """A text that fits nothing is compared with the words of the value list."""
