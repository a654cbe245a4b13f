"""Every named check on its own examples: the rows it names are wrong, all others are not."""

import csv
import io
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from torg.engine.specifications.checking.pipeline import check
from torg.engine.specifications.checking.question import Question
from torg.engine.specifications.checks import CHECKS, Check, Example, check_named
from torg.engine.specifications.model import Field, NamedCheck, Specification
from torg.foundation.language import codes

EXAMPLES = [
    pytest.param(one, example, id=f"{one.name}-{n}") for one in CHECKS for n, example in enumerate(one.examples)
]


@pytest.mark.parametrize(("one", "example"), EXAMPLES)
def test_an_example_is_judged_as_it_says(one: Check, example: Example, tmp_path: Path) -> None:
    names = list(example.rows[0])
    types: Any = example.types or {}
    specification = Specification(
        "test", "1.0", (Field("row"), *(Field(name, types.get(name, "string")) for name in names)),
        checks=(NamedCheck(one.name, example.parameters),),
    )  # fmt: skip
    path = tmp_path / "list.csv"
    path.write_text(_written(names, example), encoding="utf-8")
    verdict = check(Question(path, path.name, specification, into=tmp_path / "into"))
    assert verdict.problems is not None
    found = pq.read_table(verdict.problems).to_pylist()
    assert {problem["code"] for problem in found} <= {one.code}
    assert tuple(problem["row"] - 2 for problem in found) == example.wrong


def _written(names: list[str], example: Example) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["row", *names])
    writer.writerows([n, *(row[name] for name in names)] for n, row in enumerate(example.rows))
    return out.getvalue()


@pytest.mark.parametrize("one", list(CHECKS), ids=lambda one: one.name)
def test_a_check_has_a_label_an_example_and_a_sentence(one: Check) -> None:
    assert one.label
    assert one.examples
    assert any(example.wrong for example in one.examples)
    assert one.code in codes()
    assert all(check_named(name) is one for name in (one.name, *one.also))


def test_the_checks_of_the_french_registry_are_there() -> None:
    names = ("french-siret", "french-siren", "compare-columns", "cohesive-columns", "phone-number", "year-interval",
             "sum-columns", "opening-hours", "nomenclature-actes")  # fmt: skip
    assert all(check_named(name) is not None and check_named(f"{name}-value") is not None for name in names)
    assert check_named("one-of-required") is not None
