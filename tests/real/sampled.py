"""The columns of a real file as recognising sees them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from real.shared_files import HERE, SHARED
from torg.engine.specifications.checking.pipeline import samples_of
from torg.engine.specifications.found import ColumnSample
from torg.engine.understanding.opening import opened

SPECIFICATIONS = SHARED / "standards" / "specs"


def expected() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((HERE / "recognised.yaml").read_text(encoding="utf-8"))
    return found


def answers(entry: dict[str, Any]) -> list[str | None]:
    """The specifications a person would name, None for none."""
    return entry["is"] if isinstance(entry["is"], list) else [entry["is"]]


def place(path: str) -> Path:
    return SPECIFICATIONS / path.removeprefix("specs/") if path.startswith("specs/") else SHARED / path


@cache
def columns_of(path: Path) -> tuple[tuple[ColumnSample, ...], str]:
    """And the name of the layer."""
    with opened(path, path.name) as frame:
        return samples_of(frame.source), frame.source.staging.content.layer


def examples() -> Iterator[tuple[str, Path]]:
    """The French schemas that have examples of their own, and these."""
    for schema in sorted(SPECIFICATIONS.glob("fr/*/schema*.json")):
        for path in sorted(schema.parent.glob("exemple*")):
            yield schema.parent.name, path
