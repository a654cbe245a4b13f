"""What is to be checked, and against what. Knows no DuckDB: it is made and read before the walls stand."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from torg.engine.understanding import Answers

from ..model import Specification
from ..recognising.learned import Learned

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


@dataclass(frozen=True)
class Question:
    """Without ``specification`` the best of ``candidates`` is taken, if it is like enough."""

    path: Path
    name: str
    specification: Specification | None = None
    candidates: tuple[Specification, ...] = ()
    layer: str | None = None
    columns: Mapping[str, str | None] = dataclasses.field(default_factory=dict)
    learned: tuple[Learned, ...] = ()
    answers: Answers = dataclasses.field(default_factory=Answers)
    within: Box | None = None
    country: str | None = None
    into: Path | None = None
    references: Mapping[str, Path] = dataclasses.field(default_factory=dict)
