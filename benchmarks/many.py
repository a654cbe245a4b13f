"""A shelf of many made-up datasets, as municipalities have them: what the search is measured on."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from torg.engine.shelf import Licence, Name, ShelvedDataset, ShelvedTable, open_shelf
from torg.engine.tables import Column, Geometry, Part, Version

FIRST = [
    "bad",
    "lek",
    "grön",
    "park",
    "sko",
    "bil",
    "cykel",
    "vatten",
    "trafik",
    "buss",
    "kultur",
    "idrott",
    "vård",
    "barn",
    "äldre",
    "energi",
    "avfall",
    "luft",
    "buller",
    "natur",
]
SECOND = [
    "platser",
    "ytor",
    "vägar",
    "mätning",
    "kartor",
    "register",
    "punkter",
    "stationer",
    "områden",
    "anläggningar",
    "planer",
    "kostnader",
    "enheter",
]
WORDS = [
    "uppgifter",
    "om",
    "kommunens",
    "samtliga",
    "senaste",
    "årets",
    "tillgänglighet",
    "öppettider",
    "läge",
    "skötsel",
    "ansvarig",
    "antal",
    "kvalitet",
]
HEADINGS = [
    "namn",
    "adress",
    "postnummer",
    "ort",
    "latitud",
    "longitud",
    "typ",
    "skötsel",
    "öppnad",
    "uppdaterad",
    "antal",
    "avgift",
    "kontakt",
    "länk",
    "bild",
]
THEMES = ["ENVI", "TRAN", "EDUC", "GOVE", "HEAL", "SOCI", "ECON", "REGI", "TECH", "ENER", "AGRI"]
NEWEST = datetime(2026, 11, 1, tzinfo=UTC)
LICENCE = Licence("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/")


def datasets(count: int) -> Iterator[ShelvedDataset]:
    chance = random.Random(5)
    endings = ["".join(chance.choices("abdefgiklmnoprstuv", k=5)) for _ in range(4000)]
    for number in range(count):
        town = number % 290
        subject = f"{chance.choice(FIRST)}{chance.choice(SECOND)}"
        text = " ".join(chance.choices([*WORDS, *endings], k=20))
        names = chance.sample(HEADINGS, 8)
        columns = tuple(Column(name, name.title(), "string", "VARCHAR") for name in names)
        shape = Geometry("point", ("longitud", "latitud"), (17.0, 58.0, 18.0, 59.0)) if number % 3 else None
        created = NEWEST - timedelta(minutes=number * 7)
        version = Version(
            f"t_{number}", 1, created, columns, (Part(f"t_{number}/1/0.parquet", "0" * 64, 4096, 46),), shape
        )
        slug = f"d{number}"
        yield ShelvedDataset(
            id=f"d_{number}",
            slug=slug,
            title={"sv": f"{subject.title()} i {endings[town].title()} {chance.choice(endings)}"},
            description={"sv": f"{text}."},
            organisation=Name(f"town-{town}", f"{endings[town].title()} kommun"),
            licence=LICENCE,
            issued=created,
            modified=created,
            tables=(ShelvedTable(f"t_{number}", slug, subject, (version,)),),
            themes=(THEMES[number % len(THEMES)],),
            keywords=(subject, chance.choice(endings)),
        )


def questions(count: int) -> list[str]:
    """One to three words each: whole, begun, with a typo, of two parts."""
    chance = random.Random(7)
    known = [one.title["sv"].split() for one in datasets(2000)]
    asked = []
    for number in range(count):
        words = chance.choice(known)
        subject = words[0].lower()
        forms = (
            subject,
            subject[:-2],
            f"{subject} {words[2]}",
            f"{words[2]} {words[3]}",
            subject[:4],
            _typo(chance, subject),
        )
        asked.append(forms[number % len(forms)])
    return asked


def _typo(chance: random.Random, word: str) -> str:
    at = chance.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def fill(place: Path, count: int) -> None:
    """Through the shelf's own door, but without waiting for the disk: it is the search that is measured."""
    shelf = open_shelf(place)
    shelf._database.ask("PRAGMA synchronous = OFF")
    for dataset in datasets(count):
        shelf.put(dataset)
    shelf.close()
