"""The lists that ship are told apart, in whichever of the six languages their headings are."""

import csv
import itertools
from collections.abc import Callable

import pytest

from torg.engine.specifications import Specification, library
from torg.engine.specifications.found import ColumnSample
from torg.engine.specifications.model import Field
from torg.engine.specifications.recognising import PROPOSED, recognise

from .lists import found, listed

LANGUAGES = ("en", "sv", "da", "de", "fr", "pl")
SHIPPED = {one.id: one for one in library()}
TWINS = {"outdoor-gyms-dataverkstad", "outdoor-gyms-odis"}
"""Two ways to describe one thing: in words of another language either may be meant."""


def example(specification: Specification) -> dict[str, list[str]]:
    folder = library().folder(specification.id, specification.version)
    assert folder is not None
    with (folder / "example.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = list(csv.reader(file))
    return {heading: [row[place] for row in rows if row[place]] for place, heading in enumerate(head)}


def renamed(specification: Specification, heading: Callable[[Field], str]) -> list[ColumnSample]:
    """The example, each column under another heading; of two alike the first."""
    table: dict[str, list[str]] = {}
    for name, values in example(specification).items():
        table.setdefault(heading(specification.field(name)), values)
    return listed(table)


@pytest.mark.parametrize("name", SHIPPED)
def test_an_example_is_of_its_own_list_and_every_column_its_own_field(name: str) -> None:
    first = recognise(renamed(SHIPPED[name], lambda field: field.name), SHIPPED.values(), file="export.csv")[0]
    assert (first.specification, first.lacking) == (name, ())
    assert first.score > 0.9
    assert all(heading == field for heading, field in found(first).items())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHIPPED)
def test_an_example_is_known_by_its_labels(name: str, language: str) -> None:
    first = recognise(renamed(SHIPPED[name], lambda field: field.label(language)), SHIPPED.values(), file="x.csv")[0]
    assert first.specification in (TWINS if name in TWINS else {name})
    assert first.score >= PROPOSED


@pytest.mark.parametrize(("name", "language"), [*zip(SHIPPED, itertools.cycle(LANGUAGES), strict=False)])
def test_an_example_is_known_by_the_words_people_use(name: str, language: str) -> None:
    def word(field: Field) -> str:
        return (field.aliases.get(language) or (field.label(language),))[-1]

    first = recognise(renamed(SHIPPED[name], word), SHIPPED.values(), file="x.csv")[0]
    assert first.specification in (TWINS if name in TWINS else {name})
    assert first.score >= PROPOSED
