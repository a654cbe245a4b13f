"""On the move: chargers, parking, streets, stops."""

import json
import random
from collections.abc import Sequence
from typing import Any

from torg.site.region import words
from torg.site.region.land import degrees, in_grid, spots, way
from torg.site.region.listing import Listing
from torg.site.region.members import Member
from torg.site.region.shapes import Features, geopackage, line, point, shapefile
from torg.site.region.sheets import Sheet, text, workbook
from torg.site.region.tables import tables

POWERS = ["11 kW", "22 kW", "22 kW", "50 kW", "150 kW"]


def chargers_list(place: Member, chance: random.Random, edition: int) -> bytes:
    """JSON with the position and the operator one level down, and a field that only some have."""
    stations = []
    for number, spot in enumerate(spots(place, 22, chance), 1):
        longitude, latitude = degrees(spot)
        station = {
            "id": f"HED-{number:03d}",
            "adress": words.address("sv", chance),
            "operatör": {"namn": chance.choice(["Hedestad Energi", "Ladda Havsmark"]), "telefon": "0900-112 00"},
            "effekt_kw": int(chance.choice(POWERS).split()[0]),
            "position": {"lat": latitude, "lon": longitude},
        }
        stations.append(station | ({"pris_per_kwh": round(chance.uniform(3, 6), 2)} if number % 3 else {}))
    return json.dumps({"uppdaterad": "2026-05-04", "laddstationer": stations}, ensure_ascii=False, indent=1).encode()


def chargers_tabs(place: Member, chance: random.Random, edition: int) -> bytes:
    """UTF-16 with tabs, as a database tool writes it; units in the cells, marks for what is missing."""
    german = place.language == "de"
    rows = []
    for spot in spots(place, 34 if german else 19, chance):
        east, north = in_grid(spot, "EPSG:25832" if german else "EPSG:3006")
        owner = chance.choice(
            [f"Stadtwerke {place.town}", "Parkhaus am Fluß"] if german else ["Sandhamra Energi", "P-bolaget"]
        )
        price = chance.choice(
            ["0,39 €", "0,45 €", "0,59 €", "k.A."] if german else ["3,90 kr", "4,50 kr", "uppgift saknas"]
        )
        start = words.day(chance, 2017, 2026).strftime("%d.%m.%Y" if german else "%Y-%m-%d")
        open_to_all = words.yes_no(place.language, chance)
        where = [words.address(place.language, chance), east, north]
        rows.append([owner, *where, chance.choice(POWERS), chance.choice(["Typ 2", "CCS"]), start, open_to_all, price])
    german_heads = ["Betreiber", "Straße", "Rechtswert", "Hochwert", "Leistung", "Stecker", "Inbetriebnahme"]
    swedish_heads = ["Ägare", "Adress", "E", "N", "Effekt", "Kontakt", "I drift sedan"]
    heads = [*german_heads, "Öffentlich", "Preis je kWh"] if german else [*swedish_heads, "Publik", "Pris per kWh"]
    return text(Sheet(heads, rows), delimiter="\t", encoding="utf-16")


def chargers_swapped(place: Member, chance: random.Random, edition: int) -> bytes:
    """Danish; longitude and latitude stand under each other's heading."""
    rows = []
    for number, spot in enumerate(spots(place, 16, chance), 1):
        longitude, latitude = degrees(spot)
        plugs = chance.choice(["Type 2", "CCS", "Type 2 og CCS"])
        rows.append([f"Lader {number}", words.address("da", chance), plugs, longitude, latitude])
    return text(Sheet(["Navn", "Adresse", "Stik", "Breddegrad", "Længdegrad"], rows), delimiter=",")


def parking(place: Member, chance: random.Random, edition: int) -> bytes:
    places = spots(place, 26, chance)
    rows = [
        [
            f"P{number:02d}",
            words.address("sv", chance),
            chance.randint(4, 180),
            chance.randint(0, 6),
            chance.choice(["2 tim", "24 tim", "fri"]),
        ]
        for number, _ in enumerate(places, 1)
    ]
    heads = ["nr", "adress", "platser", "varav_rh", "tid"]
    return geopackage(Features(heads, rows, list(map(point, places)), "EPSG:3006"), "parkering")


def parking_counts(place: Member, chance: random.Random, edition: int) -> bytes:
    """Counts with a clock time beside the day, and rows that somebody entered twice."""
    rows = []
    for number in range(90):
        day, hour = 1 + number // 6, 8 + 2 * (number % 6)
        rows.append([f"{day:02d}.06.2026", f"{hour:02d}:00", "Hafen", chance.randint(3, 120), 120])
    rows[31:31] = rows[30:31]
    return text(Sheet(["Datum", "Uhrzeit", "Parkplatz", "belegt", "gesamt"], rows), encoding="cp1252")


def cycle_ways(place: Member, chance: random.Random, edition: int) -> bytes:
    """Lines in a shapefile: names of at most ten letters, older letters."""
    lines = [way(spot, chance) for spot in spots(place, 60, chance)]
    rows = [
        [
            number,
            f"{words.street('sv', chance)}, gc-väg",
            chance.choice(["asfalt", "grus"]),
            chance.choice(["ja", "nej"]),
            round(chance.uniform(2, 4), 1),
        ]
        for number, _ in enumerate(lines, 1)
    ]
    heads = ["id", "namn", "belaeggn", "belysning", "bredd_m"]
    return shapefile(Features(heads, rows, list(map(line, lines)), "EPSG:3006"), "gc_vagar")


def roadworks(place: Member, chance: random.Random, edition: int) -> bytes:
    """Days that can be read two ways, all of them: only the town knows which."""
    rows = []
    for number in range(1, 19):
        begin = f"{chance.randint(1, 12):02d}/{chance.randint(1, 12):02d}/2026"
        end = f"{chance.randint(1, 12):02d}/{chance.randint(1, 12):02d}/2027"
        rows.append(
            [f"RW{number:03d}", words.street("en", chance), begin, end, chance.choice(["Water main", "Resurfacing"])]
        )
    return text(Sheet(["Reference", "Street", "Begins", "Ends", "Work"], rows), delimiter=",")


def traffic_counts(place: Member, chance: random.Random, edition: int) -> bytes:
    """Years side by side, thousands with a blank, a star for a year that was not counted."""
    rows: list[list[Any]] = []
    for number in range(1, 31):
        cars = chance.randint(300, 9000)
        counts = [words.with_blanks(cars + chance.randint(-200, 400)) for _ in range(4)]
        counts[number % 4] = "*" if number % 7 == 0 else counts[number % 4]
        rows.append([f"{number:04d}", words.street("sv", chance), *counts])
    heads = ["Punkt", "Gata", "2022", "2023", "2024", "2025"]
    notes = [["* ej mätt", "", "", "", "", ""]]
    return workbook(Sheet(heads, rows, above=["Fordon per dygn (ÅDT)"], below=notes, name="ÅDT"))


def timetable(place: Member, chance: random.Random, edition: int) -> bytes:
    """A timetable of buses: several tables in one zip."""
    stops = [
        [f"{7400 + number}", f"{chance.choice(words.VILLAGES['sv'])} {number}", *reversed(degrees(spot))]
        for number, spot in enumerate(spots(place, 60, chance), 1)
    ]
    lines = [[f"r{number}", str(number), f"Buss {number}", 3] for number in range(1, 9)]
    trips = [[line_[0], "vardag", f"{line_[0]}-{trip}"] for line_ in lines for trip in range(1, 5)]
    times = [_call(trip, number, chance.choice(stops)[0]) for trip in trips for number in range(1, 9)]
    return tables(
        {
            "agency.txt": (
                ["agency_id", "agency_name", "agency_url", "agency_timezone"],
                [["1", "Havsmarkstrafiken", place.page, "Europe/Stockholm"]],
            ),
            "stops.txt": (["stop_id", "stop_name", "stop_lat", "stop_lon"], stops),
            "routes.txt": (["route_id", "route_short_name", "route_long_name", "route_type"], lines),
            "trips.txt": (["route_id", "service_id", "trip_id"], trips),
            "stop_times.txt": (["trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"], times),
            "calendar.txt": (
                [
                    "service_id",
                    "monday",
                    "tuesday",
                    "wednesday",
                    "thursday",
                    "friday",
                    "saturday",
                    "sunday",
                    "start_date",
                    "end_date",
                ],
                [["vardag", 1, 1, 1, 1, 1, 0, 0, "20260101", "20261231"]],
            ),
        }
    )


def _call(trip: Sequence[str], number: int, stop: str) -> list[Any]:
    """Buses of the night run past 24:00, as timetables write it."""
    hour = 6 + 6 * (int(trip[2].rpartition("-")[2]) - 1)
    clock = f"{hour:02d}:{5 * number:02d}:00"
    return [trip[2], clock, clock, stop, number]


LISTINGS = (
    Listing(
        "hedestad",
        "Laddstationer i Hedestad",
        "Publika laddare med effekt, pris och läge.",
        "laddstationer.json",
        chargers_list,
        "ENER",
        "MONTHLY",
        rules="ev-chargers",
    ),
    Listing(
        "sandhamra",
        "Laddplatser i Sandhamra",
        "Var man laddar elbilen och vad det kostar.",
        "export_laddplatser.txt",
        chargers_tabs,
        "ENER",
        "QUARTERLY",
        rules="ev-chargers",
    ),
    Listing(
        "gruenholm",
        "Ladesäulen in Grünholm",
        "Ladesäulen für Elektroautos mit Leistung, Stecker und Preis.",
        "ladesaeulen.txt",
        chargers_tabs,
        "ENER",
        "QUARTERLY",
    ),
    Listing(
        "noerreklit",
        "Ladestandere i Nørreklit",
        "Offentlige ladestandere og deres stik.",
        "ladestandere.csv",
        chargers_swapped,
        "ENER",
        "QUARTERLY",
        rules="ev-chargers",
    ),
    Listing(
        "hedestad",
        "Parkeringsplatser i Hedestad",
        "Kommunens parkeringsplatser med antal platser och tid.",
        "parkering.gpkg",
        parking,
        "TRAN",
        "ANNUAL",
        rules="parking",
    ),
    Listing(
        "gruenholm",
        "Belegung des Parkplatzes am Hafen",
        "Gezählte Autos alle zwei Stunden im Juni 2026.",
        "belegung_juni.csv",
        parking_counts,
        "TRAN",
    ),
    Listing(
        "sandhamra",
        "Gång- och cykelvägar",
        "Vägar för gående och cyklande, med beläggning och belysning.",
        "gc_vagar.zip",
        cycle_ways,
        "TRAN",
        "ANNUAL",
    ),
    Listing(
        "tarnwick",
        "Roadworks in Tarnwick",
        "Planned works in the town's streets.",
        "roadworks.csv",
        roadworks,
        "TRAN",
        "WEEKLY",
    ),
    Listing(
        "lindsjoby",
        "Trafikmätningar i Lindsjöby",
        "Fordon per dygn på kommunens gator.",
        "ÅDT 2022-2025.xlsx",
        traffic_counts,
        "TRAN",
        "ANNUAL",
    ),
    Listing(
        "havsmark",
        "Bussar i Havsmark",
        "Hållplatser, linjer och tider i hela regionen.",
        "havsmarkstrafiken.zip",
        timetable,
        "TRAN",
        "MONTHLY",
    ),
)
