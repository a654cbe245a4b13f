"""A small file checked against a small specification, for tests that speak of one thing."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from torg.engine.specifications.checking.pipeline import check
from torg.engine.specifications.checking.question import Question
from torg.engine.specifications.found import Verdict
from torg.engine.specifications.model import Constraints, Field, Specification

Problem = tuple[str, int | None, str | None, str | None]


def rules(*fields: Field, **facts: Any) -> Specification:
    return Specification("test", "1.0", fields, **facts)


def field(name: str, type: Any = "string", level: Any = "optional", **facts: Any) -> Field:
    limits = {key: facts.pop(key) for key in list(facts) if key in Constraints.__dataclass_fields__}
    return Field(name, type, level, constraints=Constraints(**limits), **facts)


def verdict_on(text: str | bytes, specification: Specification, folder: Path, **facts: Any) -> Verdict:
    path = folder / "list.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return check(Question(path, path.name, specification, into=folder / "into", **facts))


def problems(verdict: Verdict) -> list[Problem]:
    """Code, row, value and what it becomes, in the order of the file."""
    assert verdict.problems is not None
    return [(one["code"], one["row"], one["value"], one["fix"]) for one in pq.read_table(verdict.problems).to_pylist()]


def column(values: list[str], about: Field, folder: Path, **facts: Any) -> list[Problem]:
    """What is said of cells of one field; the first stands in row 2."""
    lines = [f"key;{about.name}", *(f'k{n};"{value.replace(chr(34), chr(34) * 2)}"' for n, value in enumerate(values))]
    return problems(verdict_on("\n".join(lines) + "\n", rules(field("key"), about, **facts), folder))
