"""A large workbook as an office keeps it: 30 columns of every kind, with gaps and with what people write into them."""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

COLUMNS = 30
FIRST_DAY = date(1990, 1, 1)
TOWNS = ["Hedestad", "Ekvalla", "Lindsjöby", "Nørreklit", "Grünholm", "Tarnwick", "Åldermo", "Sandhamra"]
STREETS = ["Storgatan", "Kyrkvägen", "Skolgatan", "Hamngatan", "Ågatan", "Torggatan", "Nygränd", "Östra Strandvägen"]
KINDS = ["badplats", "lekplats", "bibliotek", "parkering", "laddstation", "skola", "utegym", "park"]
WORDS = [
    "öppen",
    "året runt",
    "nära centrum",
    "med entré",
    "hiss",
    "vid sjön",
    "under sommaren",
    "avgift tas ut",
    "för parkering",
]


def make_workbook(place: Path, rows: int) -> None:
    """Strings are kept once for the whole book, as spreadsheet programs do."""
    partial = place.with_suffix(".partial")
    book = xlsxwriter.Workbook(str(partial), {"default_date_format": "yyyy-mm-dd"})
    sheet, chance = book.add_worksheet("Anläggningar"), random.Random(30)
    sheet.write_row(0, 0, _headings())
    for number in range(1, rows + 1):
        sheet.write_row(number, 0, _row(chance, number))
    book.close()
    partial.rename(place)


def _headings() -> list[str]:
    places = ["Nummer", "Kommunkod", "Namn", "Typ", "Kommun", "Adress", "Postnummer", "Latitud", "Longitud", "Öppnad"]
    facts = ["Uppdaterad", "Tillgänglig", "Avgift", "Antal platser", "Beskrivning", "Länk", "Kontakt", "Tid"]
    return [*places, *facts, *(f"Mätvärde {number}" for number in range(1, COLUMNS - 17))]


def _row(chance: random.Random, number: int) -> list[Any]:
    town = chance.randrange(len(TOWNS))
    opened: Any = FIRST_DAY + timedelta(days=chance.randrange(13_000))
    fee: Any = chance.randrange(50_000) / 100
    places = [
        number, f"{1280 + town:04d}", f"{chance.choice(KINDS).title()} {number}", chance.choice(KINDS), TOWNS[town],
        f"{chance.choice(STREETS)} {chance.randrange(1, 200)}", f"{chance.randrange(100, 999)} {chance.randrange(10, 99)}",
        round(55 + chance.random() * 12, 6), round(11 + chance.random() * 10, 6), _gap(chance, opened, 0.2),
    ]  # fmt: skip
    facts = [
        FIRST_DAY + timedelta(days=12_000 + chance.randrange(1000)), chance.choice(["ja", "nej"]),
        "gratis" if number % 5000 == 0 else _gap(chance, fee, 0.3), _gap(chance, chance.randrange(1200), 0.2),
        _gap(chance, " ".join(chance.choices(WORDS, k=4)), 0.15), _gap(chance, f"https://stad.example/p/{number}", 0.4),
        f"kontakt{town}@stad.example", f"{chance.randrange(6, 20):02d}:{chance.choice(['00', '15', '30', '45'])}",
    ]  # fmt: skip
    measures = [_gap(chance, round(chance.gauss(20, 6), 2), 0.1) for _ in range(COLUMNS - len(places) - len(facts))]
    return [*places, *facts, *measures]


def _gap(chance: random.Random, value: Any, share: float) -> Any:
    return None if chance.random() < share else value
