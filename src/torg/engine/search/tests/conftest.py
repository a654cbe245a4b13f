"""A shelf with the lists that municipalities have, and the search over it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from torg.engine.search import Answer, Finder, Question
from torg.engine.shelf import Licence, Name, Shelf, ShelvedDataset, ShelvedTable, open_shelf
from torg.engine.tables import Column, Geometry, Part, Version

THEN = datetime(2026, 5, 4, 10, 30, tzinfo=UTC)
POINTS = Geometry("point", ("lon", "lat"), (11.0, 55.0, 24.0, 69.0))


def dataset(
    slug: str, title: str = "", language: str = "sv", *, columns: tuple[str, ...] = (), **changes: object
) -> ShelvedDataset:
    shape = changes.pop("geometry", None)
    described = tuple(Column(name, name.title(), "string", "VARCHAR") for name in columns)
    version = Version(f"t_{slug}", 1, THEN, described, (Part("k", "ab", 10, 46),), shape)  # type: ignore[arg-type]
    made = ShelvedDataset(
        id=f"d_{slug}",
        slug=slug,
        title={language: title or slug},
        organisation=Name("are", "Åre kommun"),
        licence=Licence("cc0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        issued=THEN,
        modified=THEN,
        tables=(ShelvedTable(f"t_{slug}", slug, "Blad1", (version,)),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


LISTS = (
    dataset("sv-bad", "Badplatser i Åre", modified=THEN - timedelta(days=1)),
    dataset("da-bad", "Badesteder i Nordby", "da"),
    dataset("en-bad", "Bathing places", "en", modified=THEN - timedelta(days=3)),
    dataset("de-bad", "Badestellen in Oberau", "de"),
    dataset("skolor", "Skolor", columns=("rektor", "antal_elever")),
    dataset("skolskjuts", "Skolskjutsar", keywords=("upphandling",), organisation=Name("lund", "Lunds kommun")),
    dataset("lek", "Naturlekplatser", geometry=POINTS, themes=("ENVI",)),
    dataset("luft", "Luftkvalitet", description={"sv": "Kväveoxid i centrum."}, themes=("ENVI",)),
    dataset("brandposter", "Brandposter", modified=THEN - timedelta(days=400)),
)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    opened = open_shelf(tmp_path / "shelf.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def lists(shelf: Shelf) -> Shelf:
    for each in LISTS:
        shelf.put(each)
    return shelf


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "search"


@pytest.fixture
def ask(lists: Shelf, folder: Path) -> Callable[..., Answer]:
    finder = Finder(lists, folder)
    return lambda words="", **more: finder.ask(Question(words, **more))


def slugs(answer: Answer) -> list[str]:
    return [one.slug for one in answer.found]
