"""PUB-4: real files are taken for what a person would say they are, and never for what they are not.

The expectations (``recognised.yaml``) were written by hand after looking at each file. The share that has to be right
is the bar of the design; a wrong name is worse than none, so there may be no false alarm at all.
"""

import csv
from dataclasses import replace
from typing import Any

import pytest

from real.sampled import SPECIFICATIONS, answers, columns_of, examples, expected, place
from real.shared_files import DATA
from torg.engine.specifications import Specification, library, load
from torg.engine.specifications.found import Likeness
from torg.engine.specifications.recognising import PROPOSED, recognise

pytestmark = [pytest.mark.real, pytest.mark.xdist_group("recognising")]
Outcomes = list[tuple[dict[str, Any], tuple[Likeness, ...]]]


@pytest.fixture(scope="module")
def outcomes() -> Outcomes:
    if not DATA.is_dir():
        pytest.skip("the shared folder is not here; TORG_SHARED tells where it lies")
    shipped = list(library())
    found = []
    for entry in expected():
        path = place(entry["path"])
        columns, sheet = columns_of(path)
        found.append((entry, recognise(columns, shipped, file=path.name, sheet=sheet)))
    return found


def first(likenesses: tuple[Likeness, ...]) -> str | None:
    return likenesses[0].specification if likenesses[0].score >= PROPOSED else None


def told(entry: dict[str, Any], likenesses: tuple[Likeness, ...]) -> str:
    best = ", ".join(f"{one.specification} {one.score:.2f}" for one in likenesses[:3])
    return f"{entry['path']}: expected {entry['is']}, got {best}"


def test_enough_files_were_looked_at_by_hand() -> None:
    paths = [entry["path"] for entry in expected()]
    assert len(set(paths)) == len(paths) >= 60
    named = {name for entry in expected() for name in answers(entry) if name is not None}
    assert named <= {one.id for one in library()}


def test_the_first_choice_is_right_for_nine_of_ten(outcomes: Outcomes) -> None:
    wrong = [told(entry, found) for entry, found in outcomes if first(found) not in answers(entry)]
    assert len(wrong) <= 0.1 * len(outcomes), "\n".join(wrong)


def test_the_right_one_is_among_the_first_three(outcomes: Outcomes) -> None:
    lost = [
        told(entry, found)
        for entry, found in outcomes
        if first(found) not in answers(entry) and not {one.specification for one in found[:3]} & {*answers(entry)}
    ]
    assert len(lost) <= 0.02 * len(outcomes), "\n".join(lost)


def test_nothing_is_taken_for_what_it_is_not(outcomes: Outcomes) -> None:
    alarms = [told(entry, found) for entry, found in outcomes if first(found) not in (None, *answers(entry))]
    assert alarms == []


def test_the_examples_of_the_french_registry_are_of_their_own_schema() -> None:
    if not SPECIFICATIONS.is_dir():
        pytest.skip("the shared folder is not here; TORG_SHARED tells where it lies")
    schemas = french()
    assert len(schemas) >= 36
    there = [(name, path) for name, path in examples() if name in {one.id for one in schemas}]
    assert len(there) >= 17
    wrong = []
    for name, path in there:
        found = recognise(columns_of(path)[0], schemas, file="export.csv")
        if found[0].specification != name or found[0].score < 0.9:
            wrong.append(told({"path": path.name, "is": name}, found))
    assert wrong == []


def french() -> list[Specification]:
    """All Table Schemas of the registry, under the names of their folders."""
    with (SPECIFICATIONS / "INDEX.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row["country"], row["type"]) == ("fr", "tableschema")]
    return [replace(load(SPECIFICATIONS / row["file"]), id=row["name"]) for row in rows]
