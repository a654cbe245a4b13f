"""Air and water, waste and health: what is measured and where one goes."""

import math
import random
from datetime import datetime, timedelta

from torg.site.region import words
from torg.site.region.land import degrees, in_grid, spots
from torg.site.region.listing import Listing
from torg.site.region.members import Member
from torg.site.region.shapes import Features, kml, point
from torg.site.region.sheets import Sheet, text, workbook

KINDS = ["Glas", "Papper", "Metall", "Plast", "Batterier"]


def air(place: Member, chance: random.Random, edition: int) -> bytes:
    """Readings by the hour; below the limit of detection the meter says so; sometimes it says nothing."""
    rows, clock = [], datetime(2026, 3, 1)  # noqa: DTZ001  the meter says no zone either
    for number in range(24 * 45):
        rush = math.exp(-(((number % 24) - 8) ** 2) / 6) + 0.7 * math.exp(-(((number % 24) - 17) ** 2) / 8)
        dust = (5 + 9 * rush + 4 * math.sin(number / 90)) * chance.lognormvariate(0, 0.25) + 1
        fine = "" if number % 131 == 0 else words.comma(dust)
        rows.append(
            [
                (clock + timedelta(hours=number)).strftime("%Y-%m-%d %H:%M"),
                "Torget",
                fine,
                words.comma(dust * 1.7),
                round(8 + 40 * rush * chance.uniform(0.7, 1.2)),
            ]
        )
    return text(Sheet(["Tid", "Station", "PM2,5 (µg/m³)", "PM10 (µg/m³)", "NO2 (µg/m³)"], rows), encoding="utf-8-sig")


def levels(place: Member, chance: random.Random, edition: int) -> bytes:
    """Levels of the sea at three piers, below zero too, with ISO times."""
    rows, clock = [], datetime(2026, 1, 1)  # noqa: DTZ001
    for hour in range(24 * 30):
        for pier in ("Norrhamn", "Söderhamn", "Fyren"):
            rows.append(
                [
                    (clock + timedelta(hours=hour)).isoformat() + "Z",
                    pier,
                    round(40 * math.sin(hour / 34) + 18 * math.sin(hour / 2) + chance.uniform(-9, 9)),
                ]
            )
    return text(Sheet(["time", "pier", "level_cm"], rows), delimiter=",", newline="\n")


def recycling_map(place: Member, chance: random.Random, edition: int) -> bytes:
    places = [degrees(spot) for spot in spots(place, 17, chance)]
    rows = [
        [
            f"Återvinning {words.street('sv', chance)}",
            ", ".join(chance.sample(KINDS, 3)),
            chance.choice(["måndag", "torsdag"]),
        ]
        for _ in places
    ]
    return kml(Features(["name", "Tar emot", "Töms"], rows, list(map(point, places))), "Återvinningsstationer")


def recycling_book(place: Member, chance: random.Random, edition: int) -> bytes:
    """Crosses in columns instead of words."""
    rows = []
    for village, spot in zip(words.VILLAGES["da"], spots(place, 8, chance), strict=True):
        east, north = in_grid(spot, "EPSG:25832")
        rows.append([f"Genbrug {village}", east, north, *(chance.choice(["x", ""]) for _ in range(4)), "08.00-18.00"])
    heads = ["Plads", "X", "Y", "Glas", "Papir", "Metal", "Haveaffald", "Åbent"]
    return workbook(Sheet(heads, rows, "Ark1", ["Nørreklit Kommune", "Genbrugspladser (UTM 32, EUREF89)"]))


def waste(place: Member, chance: random.Random, edition: int) -> bytes:
    """Every year its own column of text, a year that is provisional."""
    rows = [[kind, *(words.comma(chance.uniform(20, 900), 2) for _ in range(3))] for kind in (*KINDS, "Restavfall")]
    return workbook(Sheet(["Avfall (ton)", "2023", "2024", "2025 (prel.)"], rows, "Avfall"))


def health(place: Member, chance: random.Random, edition: int) -> bytes:
    """Centres of the whole region: telephone numbers that begin with a zero, Yes as a cross."""
    rows = []
    for number, (east, north) in enumerate(spots(place, 21, chance), 1):
        village = chance.choice(words.VILLAGES["sv"])
        rows.append(
            [
                f"{number:04d}",
                f"Vårdcentralen {village} {number}",
                f"0900-{chance.randint(10000, 99999)}",
                north,
                east,
                chance.choice(["X", ""]),
            ]
        )
        rows[-1].append(words.in_words(words.day(chance, 1990, 2024), "sv"))
    heads = ["Enhet", "Namn", "Telefon", "N (SWEREF 99 TM)", "E (SWEREF 99 TM)", "Jour", "Öppnade"]
    return workbook(Sheet(heads, rows, "Vårdcentraler", ["Region Havsmark", "Vårdcentraler"]))


LISTINGS = (
    Listing(
        "hedestad",
        "Luftkvalitet på Torget",
        "Timvärden av partiklar och kvävedioxid från mätaren på Torget.",
        "luft_torget.csv",
        air,
        "ENVI",
        "HOURLY",
    ),
    Listing(
        "havsmark",
        "Vattenstånd vid regionens bryggor",
        "Havets nivå varje timme vid tre bryggor.",
        "sea_levels.csv",
        levels,
        "ENVI",
        "HOURLY",
    ),
    Listing(
        "lindsjoby",
        "Återvinningsstationer i Lindsjöby",
        "Var stationerna står och vad de tar emot.",
        "återvinning.kml",
        recycling_map,
        "ENVI",
        "ANNUAL",
    ),
    Listing(
        "noerreklit",
        "Genbrugspladser i Nørreklit",
        "Hvad man kan aflevere hvor.",
        "genbrug.xlsx",
        recycling_book,
        "ENVI",
        "ANNUAL",
    ),
    Listing(
        "sandhamra", "Avfall i Sandhamra", "Insamlat avfall per slag och år.", "avfall.xlsx", waste, "ENVI", "ANNUAL"
    ),
    Listing(
        "havsmark",
        "Vårdcentraler i Havsmark",
        "Regionens vårdcentraler med telefon, läge och jour.",
        "vardcentraler.xlsx",
        health,
        "HEAL",
        "QUARTERLY",
    ),
)
