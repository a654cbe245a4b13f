"""Schools, libraries, halls, events: where people meet."""

import random
from datetime import date

from torg.site.region import words
from torg.site.region.land import degrees, spots
from torg.site.region.listing import Listing
from torg.site.region.members import Member
from torg.site.region.shapes import Features, geojson, point
from torg.site.region.sheets import Sheet, opendocument, text, workbook

LIVED = {"sv": ("skola", "F–6"), "da": ("Skole", "0.–9. klasse"), "en": ("Primary School", "Years 1–6")}
SHOWS = ["Sommarkonsert", "Höstmarknad", "Sagostund", "Öppet hus", "Torgdag", "Allsång i parken", "Teater för barn"]


def schools(place: Member, chance: random.Random, edition: int) -> bytes:
    """Codes that begin with zeros, two rows of headings, a total under the numbers."""
    word, years = LIVED[place.language]
    names = {
        "sv": ["Skolenhetskod", "Namn", "Årskurser", "Flickor", "Pojkar"],
        "da": ["Institutionsnr.", "Navn", "Trin", "Piger", "Drenge"],
        "en": ["School code", "Name", "Years", "Girls", "Boys"],
    }
    pupils = {"sv": "Elever", "da": "Elever", "en": "Pupils"}[place.language]
    rows = []
    for number, village in enumerate(words.VILLAGES[place.language], 1):
        name = f"{village} {word}" if place.language == "en" else f"{village} {word.lower()}"
        rows.append([f"00{9100 + number}", name, years, chance.randint(20, 210), chance.randint(20, 210)])
    total = ["", {"sv": "Summa", "da": "I alt", "en": "Total"}[place.language], ""]
    total += [sum(row[at] for row in rows) for at in (3, 4)]
    titles = [
        f"{place.name}",
        {"sv": "Läsåret 2025/26", "da": "Skoleåret 2025/26", "en": "School year 2025/26"}[place.language],
    ]
    return workbook(
        Sheet(names[place.language], rows, above=titles, merged=[(3, 4, pupils)], below=[total], name="2025-26")
    )


def schools_text(place: Member, chance: random.Random, edition: int) -> bytes:
    """Letters of Windows, and a kind of school whose name holds the separator."""
    rows = []
    for number, village in enumerate(words.VILLAGES["de"], 1):
        kind = chance.choice(["Grundschule", "Gemeinschaftsschule; mit Oberstufe"])
        rows.append(
            [
                f"07{number:03d}",
                f"Schule {village}",
                kind,
                words.address("de", chance),
                words.with_points(chance.randint(80, 1400)),
            ]
        )
    return text(Sheet(["Schulnr.", "Name", "Art", "Anschrift", "Schüler"], rows), encoding="cp1252")


def libraries_book(place: Member, chance: random.Random, edition: int) -> bytes:
    """OpenDocument with real dates; opening hours as people write them."""
    rows = []
    for village in words.VILLAGES["sv"][:6]:
        hours = [f"{chance.randint(9, 11)}–{chance.randint(17, 19)}", chance.choice(["10–14", "stängt"])]
        rows.append(
            [
                f"{village} bibliotek",
                words.address("sv", chance),
                *hours,
                words.day(chance, 1975, 2021),
                chance.randint(4000, 60000),
            ]
        )
    heads = ["Bibliotek", "Adress", "Mån–fre", "Lördag", "Öppnat", "Böcker"]
    return opendocument(Sheet(heads, rows, name="Bibliotek", above=["Biblioteken i Lindsjöby"]))


def libraries_text(place: Member, chance: random.Random, edition: int) -> bytes:
    rows = []
    for village, spot in zip(words.VILLAGES["da"][:5], spots(place, 5, chance), strict=True):
        longitude, latitude = degrees(spot)
        rows.append(
            [f"{village} Bibliotek", words.address("da", chance), f"0{chance.randint(911, 919)}", latitude, longitude]
        )
        rows[-1] += [chance.randint(4000, 60000), words.yes_no("da", chance)]
    heads = ["Bibliotek", "Adresse", "Postnr", "lat", "lon", "Besøg 2025", "Selvbetjent"]
    return text(Sheet(heads, rows), encoding="utf-8-sig")


def events(place: Member, chance: random.Random, edition: int) -> bytes:
    """Dates in words, prices with their currency and the word for free."""
    rows = []
    for _ in range(28):
        when = words.in_words(date(2026, chance.randint(6, 12), chance.randint(1, 28)), "sv")
        clock = f"{chance.randint(10, 20)}:{chance.choice(['00', '30'])}"
        price = chance.choice(["40 kr", "60 kr", "120 kr"])
        rows.append(
            [
                chance.choice(SHOWS),
                when,
                clock,
                words.address("sv", chance),
                price,
                chance.choice(["Kulturkontoret", "Hembygdsföreningen"]),
            ]
        )
    heads = ["Vad", "När", "Klockan", "Var", "Pris", "Arrangör"]
    return opendocument(Sheet(heads, rows, name="Hösten", above=[f"På gång i {place.town}", "Ändringar kan förekomma"]))


def events_german(place: Member, chance: random.Random, edition: int) -> bytes:
    """Two lines above the headings in a text file, and the end of a day left empty."""
    rows = []
    for number in range(22):
        begin = date(2026, chance.randint(5, 12), chance.randint(1, 27))
        end = begin.replace(day=begin.day + 1).strftime("%d.%m.%Y") if number % 3 == 0 else ""
        rows.append(
            [
                chance.choice(["Hafenfest", "Flohmarkt", "Lesung", "Laternenumzug"]),
                begin.strftime("%d.%m.%Y"),
                end,
                words.address("de", chance),
            ]
        )
    above = ["Veranstaltungskalender der Gemeinde Grünholm", ""]
    return text(Sheet(["Titel", "Beginn", "Ende", "Ort"], rows, above=above), encoding="cp1252")


def halls(place: Member, chance: random.Random, edition: int) -> bytes:
    """Two tables in one workbook, both of use, and one that is hidden."""
    names = [f"{village} sporthall" for village in words.VILLAGES["sv"][:7]]
    first = [
        [f"H{number}", name, words.address("sv", chance), chance.randint(400, 1200), words.yes_no("sv", chance)]
        for number, name in enumerate(names, 1)
    ]
    prices = [[name, kind, chance.choice([90, 140, 220]), "kr/tim"] for name in names for kind in ("Ungdom", "Vuxen")]
    return workbook(
        Sheet(["Id", "Hall", "Adress", "Yta m²", "Omklädning"], first, "Hallar"),
        Sheet(["Hall", "Grupp", "Pris", "Enhet"], prices, "Priser"),
        Sheet(["Nyckel", "Finns hos"], [["Hall 3", "vaktmästaren"]], "Internt", hidden=True),
    )


def halls_german(place: Member, chance: random.Random, edition: int) -> bytes:
    rows = [
        [
            f"Sporthalle {village}",
            words.address("de", chance),
            words.comma(chance.uniform(300, 1900), 2),
            chance.randint(1958, 2022),
        ]
        for village in words.VILLAGES["de"]
    ]
    heads = ["Name", "Anschrift", "Fläche (m²)", "Baujahr"]
    return opendocument(Sheet(heads, rows, name="Tabelle1", below=[["Stand: Mai 2026", "", "", ""]]))


def toilets_map(place: Member, chance: random.Random, edition: int) -> bytes:
    places = [degrees(spot) for spot in spots(place, 18, chance)]
    rows = [
        [
            number,
            words.address("da", chance),
            words.yes_no("da", chance),
            chance.choice(["Hele døgnet", "8–20"]),
            None if number % 6 == 0 else chance.randint(0, 10),
        ]
        for number, _ in enumerate(places, 1)
    ]
    heads = ["nr", "adresse", "handicap", "åbent", "pris_kr"]
    return geojson(Features(heads, rows, list(map(point, places))))


def toilets_text(place: Member, chance: random.Random, edition: int) -> bytes:
    """A position in degrees and minutes, in one cell, as a telephone shows it."""
    rows = []
    for number, spot in enumerate(spots(place, 13, chance), 1):
        longitude, latitude = degrees(spot)
        rows.append(
            [
                f"WC{number:02d}",
                words.address("en", chance),
                f"{_minutes(latitude, 'N')}, {_minutes(longitude, 'E')}",
                words.yes_no("en", chance),
            ]
        )
    return text(Sheet(["Ref", "Where", "Position", "Baby changing"], rows), delimiter=",")


def _minutes(degree: float, letter: str) -> str:
    whole = int(degree)
    return f"{whole}° {60 * (degree - whole):.3f}' {letter}"


LISTINGS = (
    Listing(
        "ekvalla",
        "Skolor i Ekvalla",
        "Grundskolor med kod, årskurser och antal elever.",
        "Skolor lå 25-26.xlsx",
        schools,
        "EDUC",
        "ANNUAL",
        rules="schools",
    ),
    Listing("boelgeby", "Skoler i Bølgeby", "Kommunens skoler med elevtal.", "skoler.xlsx", schools, "EDUC", "ANNUAL"),
    Listing(
        "tarnwick",
        "Schools in Tarnwick",
        "The town's schools and how many pupils they have.",
        "schools 2025-26.xlsx",
        schools,
        "EDUC",
        "ANNUAL",
        rules="schools",
    ),
    Listing(
        "gruenholm",
        "Schulen in Grünholm",
        "Schulen mit Anschrift und Zahl der Schüler.",
        "schulen.csv",
        schools_text,
        "EDUC",
        "ANNUAL",
        rules="schools",
    ),
    Listing(
        "lindsjoby",
        "Bibliotek i Lindsjöby",
        "Var biblioteken ligger och när de har öppet.",
        "bibliotek.ods",
        libraries_book,
        "EDUC",
        "ANNUAL",
    ),
    Listing(
        "noerreklit",
        "Biblioteker i Nørreklit",
        "Kommunens biblioteker med adresse og besøgstal.",
        "biblioteker.csv",
        libraries_text,
        "EDUC",
        "ANNUAL",
    ),
    Listing(
        "ekvalla",
        "Evenemang i Ekvalla",
        "Vad som händer under hösten.",
        "evenemang höst.ods",
        events,
        "EDUC",
        "MONTHLY",
        rules="events",
    ),
    Listing(
        "gruenholm",
        "Veranstaltungen in Grünholm",
        "Was in der Gemeinde los ist.",
        "kalender.csv",
        events_german,
        "EDUC",
        "MONTHLY",
    ),
    Listing(
        "sandhamra",
        "Idrottshallar och priser",
        "Kommunens hallar och vad de kostar att hyra.",
        "Hallar och taxor.xlsx",
        halls,
        "EDUC",
        "ANNUAL",
    ),
    Listing(
        "gruenholm",
        "Sporthallen in Grünholm",
        "Sporthallen mit Fläche und Baujahr.",
        "sporthallen.ods",
        halls_german,
        "EDUC",
        "ANNUAL",
    ),
    Listing(
        "boelgeby",
        "Offentlige toiletter i Bølgeby",
        "Toiletter med åbningstid og pris.",
        "toiletter.geojson",
        toilets_map,
        "SOCI",
        "ANNUAL",
        rules="public-toilets",
    ),
    Listing(
        "tarnwick",
        "Public toilets in Tarnwick",
        "Where they are and which have baby changing.",
        "toilets.csv",
        toilets_text,
        "SOCI",
        "ANNUAL",
        rules="public-toilets",
    ),
)
