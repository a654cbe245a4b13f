"""Every specification shipped: its example conforms, and each of its mistakes gives exactly the problems it names."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml

from torg.engine.specifications import Specification, load
from torg.engine.specifications.checking.pipeline import check
from torg.engine.specifications.checking.question import Question
from torg.engine.specifications.found import Verdict
from torg.foundation.shipped import shipped

NAMED = ("code", "row", "column", "field", "value", "fix")


def versions() -> list[Path]:
    return sorted(path.parent for path in shipped("specifications").glob("[!_]*/*/specification.yaml"))


def mistakes() -> Iterator[Any]:
    for folder in versions():
        expected = folder / "mistakes" / "expected.yaml"
        if expected.is_file():
            for name, problems in yaml.safe_load(expected.read_text(encoding="utf-8")).items():
                listed = problems if isinstance(problems, list) else [problems] if problems else []
                yield pytest.param(folder, name, listed, id=f"{folder.parent.name}-{name}")


def checked(path: Path, specification: Specification, into: Path) -> Verdict:
    return check(Question(path, path.name, specification, into=into))


@pytest.mark.parametrize("folder", versions(), ids=lambda folder: folder.parent.name)
def test_the_example_conforms(folder: Path, tmp_path: Path) -> None:
    verdict = checked(folder / "example.csv", load(folder / "specification.yaml"), tmp_path)
    assert [(group.code, group.column, group.rows, group.values) for group in verdict.groups if counted(group)] == []
    assert verdict.conforms
    assert verdict.fine == verdict.rows >= 5


@pytest.mark.parametrize(("folder", "name", "problems"), list(mistakes()))
def test_each_mistake_gives_exactly_its_problems(
    folder: Path, name: str, problems: list[dict[str, Any]], tmp_path: Path
) -> None:
    verdict = checked(folder / "mistakes" / name, load(folder / "specification.yaml"), tmp_path)
    assert verdict.problems is not None
    found = pq.read_table(verdict.problems).to_pylist()
    assert unequal(problems, [{name: one[name] for name in NAMED} for one in found]) == ([], [])


def unequal(expected: list[dict[str, Any]], left: list[dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    """What was expected and not found, by the facts it names, and what was found and not expected."""
    missing = []
    for problem in expected:
        names = [name for name in NAMED if name in problem]
        fitting = next((one for one in left if all(one[name] == problem[name] for name in names)), None)
        if fitting is None:
            missing.append(problem)
        else:
            left.remove(fitting)
    return missing, left


def counted(group: Any) -> bool:
    return group.code not in ("need.recommended", "col.extra", "col.match")
