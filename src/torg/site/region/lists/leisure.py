"""Out in the open: bathing places, playgrounds, trees."""

import random
from datetime import date

from torg.site.region import words
from torg.site.region.land import degrees, in_grid, spots
from torg.site.region.listing import Listing
from torg.site.region.members import Member
from torg.site.region.shapes import Features, geojson, geopackage, kml, point
from torg.site.region.sheets import Sheet, text, workbook

TREES = {
    "sv": ["Ek", "Lind", "Björk", "Oxel", "Lönn", "Hästkastanj"],
    "da": ["Eg", "Lind", "Birk", "Bøg", "Ahorn", "Hestekastanje"],
}


def bathing_titled(place: Member, chance: random.Random, edition: int) -> bytes:
    """Titles, headings of two rows, dates in words, a decimal comma, SWEREF 99 TM, a total, a hidden sheet."""
    names = words.SHORES[: 16 + 2 * edition]
    heads = ["Nr", "Namn", "Säsong från", "Vattenyta (ha)", "Nord", "Öst", "Brygga", "Tillgänglig", "Avgift"]
    rows = []
    for number, (name, (east, north)) in enumerate(zip(names, spots(place, len(names), chance), strict=True), 1):
        start = words.in_words(date(2024 + edition, chance.randint(5, 6), chance.randint(1, 28)), "sv")
        said = ["ca 15 juni" if (number, edition) == (14, 2) else start, words.comma(chance.uniform(2, 140))]
        marks = [words.yes_no("sv", chance), chance.choice(["ja", "nej", "ja", "okänt"])]
        rows.append([f"{number:03d}", name, *said, north, east, *marks, chance.choice(["0 kr", "20 kr"])])
    titles = [f"{place.name}, kultur och fritid", f"Kommunala badplatser, inför sommaren {2024 + edition}"]
    total = [["", f"Summa: {len(names)} badplatser"]]
    merged = [(4, 5, "Läge (SWEREF 99 TM)")]
    notes = Sheet(["Att göra"], [["Måla om bryggan vid Sjövik"]], "Att göra", hidden=True)
    return workbook(Sheet(heads, rows, above=titles, merged=merged, below=total), notes)


def bathing_degrees(place: Member, chance: random.Random, edition: int) -> bytes:
    """Latitude and longitude in one column, an empty row in the middle, marks for what is not known."""
    rows: list[list[object]] = []
    for name, spot in zip(words.SHORES[3:14], spots(place, 11, chance), strict=True):
        longitude, latitude = degrees(spot)
        quality = chance.choice(["Utmärkt", "Bra", "Tillfredsställande", "-"])
        rows.append([name, f"{latitude}, {longitude}", quality, words.day(chance, 2025, 2025)])
    rows.insert(6, ["", "", "", ""])
    return text(Sheet(["Badplats", "Koordinater", "Vattenkvalitet", "Provtagen"], rows), encoding="utf-8-sig")


def bathing_old_grid(place: Member, chance: random.Random, edition: int) -> bytes:
    """The grid of the nineties, RT 90, and a column where the unit stands in each cell."""
    rows = []
    for number, spot in enumerate(spots(place, 9, chance), 1):
        east, north = in_grid(spot, "EPSG:3021")
        rows.append([f"L{number:02d}", words.SHORES[-number], north, east, f"{chance.randint(8, 22)} °C"])
    heads = ["Id", "Namn", "X (RT90)", "Y (RT90)", "Temperatur"]
    return workbook(Sheet(heads, rows, above=["Badvatten i Lindsjöby, mätt vecka 27"], name="Vecka 27"))


def beaches(place: Member, chance: random.Random, edition: int) -> bytes:
    """Danish, UTM 32, semicolons, Windows letters."""
    rows = []
    for number, spot in enumerate(spots(place, 14, chance)):
        east, north = in_grid(spot, "EPSG:25832")
        village = chance.choice(words.VILLAGES["da"])
        bare = [f"{village} Strand", east, north, chance.choice(["Blå flag", "Nej"]), words.yes_no("da", chance)]
        rows.append([*bare, words.in_words(words.day(chance, 2025, 2025), "da") if number % 5 else ""])
    heads = ["Strand", "UTM øst", "UTM nord", "Flag", "Livredder", "Sidste prøve"]
    return text(Sheet(heads, rows), encoding="cp1252")


def playgrounds_csv(place: Member, chance: random.Random, edition: int) -> bytes:
    """Decimal commas, thousands with a point, a line break inside a cell, codes that begin with a zero."""
    rows = []
    for number, spot in enumerate(spots(place, 24 + edition, chance)):
        longitude, latitude = (words.comma(part, 5) for part in degrees(spot))
        street = words.street("da", chance)
        name = f'"Den røde"\nlegeplads, {street}' if number == 4 else f"Legepladsen {street}"
        area = words.with_points(chance.choice([chance.randint(120, 980), chance.randint(1100, 3900)]))
        rows.append(
            [
                name,
                f"{street} {chance.randint(1, 90)}",
                f"0{chance.randint(911, 919)}",
                area,
                chance.randint(1971, 2024),
            ]
        )
        rows[-1] += [
            words.day(chance, 2025, 2026).strftime("%d-%m-%Y"),
            words.yes_no("da", chance),
            latitude,
            longitude,
        ]
    heads = ["Legeplads", "Adresse", "Postnr.", "Areal (m2)", "Anlagt", "Sidst tilset", "Hegn"]
    return text(Sheet([*heads, "Breddegrad", "Længdegrad"], rows), encoding="cp1252")


def playgrounds_book(place: Member, chance: random.Random, edition: int) -> bytes:
    """Numbers kept as text, a note in the last row, a column that nobody filled."""
    rows = []
    for number, (east, north) in enumerate(spots(place, 12, chance), 1):
        village = chance.choice(words.VILLAGES["sv"])
        rows.append([f"{number:02d}", f"{village} lekplats", str(north), str(east), str(chance.randint(2, 14)), ""])
    heads = ["Lekplats nr", "Namn", "N", "E", "Antal redskap", "Senaste besiktning"]
    return workbook(Sheet(heads, rows, name="Lekplatser", below=[["Obs! Lekplatsen i Vik är stängd under våren."]]))


def playgrounds_titled(place: Member, chance: random.Random, edition: int) -> bytes:
    """What a clerk has on her desk: a title, a doubt about dates, two places swapped, words for numbers, a sum."""
    rows = []
    for number, (east, north) in enumerate(spots(place, 18, chance), 1):
        seen = f"{chance.randint(1, 12):02d}/{chance.randint(1, 12):02d}/2026"
        where = [east, north] if number in (7, 12) else [north, east]
        village, street = chance.choice(words.VILLAGES["sv"]), words.address("sv", chance)
        area = "uppgift saknas" if number == 5 else words.comma(chance.uniform(90, 2400))
        rows.append([f"L{number:03d}", f"{village} lekplats", street, *where, area, seen, words.yes_no("sv", chance)])
    heads = ["Nr", "Namn", "Adress", "N", "E", "Yta (m²)", "Besiktigad", "Staket"]
    titles = [place.name, "Lekplatser, arbetsmaterial"]
    return workbook(Sheet(heads, rows, above=titles, below=[["", "Summa: 18 lekplatser"]]))


def bathing_next(place: Member, chance: random.Random, edition: int) -> bytes:
    """The next summer's list, with the same columns."""
    return bathing_titled(place, chance, 3)


def playgrounds_zone(place: Member, chance: random.Random, edition: int) -> bytes:
    """German eastings with the number of their zone in front, umlauts in Latin-1."""
    rows = []
    for spot in spots(place, 15, chance):
        east, north = in_grid(spot, "EPSG:25832")
        age = chance.choice(["0–3 Jahre", "3–12 Jahre", "ab 6 Jahre"])
        name = f"Spielplatz {chance.choice(words.VILLAGES['de'])}"
        rows.append([name, words.address("de", chance), 32_000_000 + east, north, age, words.yes_no("de", chance)])
    heads = ["Bezeichnung", "Straße", "Rechtswert", "Hochwert", "Alter", "Umzäunt"]
    return text(Sheet(heads, rows), encoding="cp1252")


def playgrounds_map(place: Member, chance: random.Random, edition: int) -> bytes:
    """Placemarks, as somebody drew them on a web map."""
    places = [degrees(spot) for spot in spots(place, 11, chance)]
    rows = [[f"{chance.choice(words.VILLAGES['en'])} playground", chance.randint(1, 9), "Yes"] for _ in places]
    return kml(Features(["name", "Swings", "Open all year"], rows, list(map(point, places))), "Playgrounds of Tarnwick")


def trees_geojson(place: Member, chance: random.Random, edition: int) -> bytes:
    """Numbers as text with a comma, a tree whose place was forgotten, metres of SWEREF 99 TM."""
    places = spots(place, 180, chance)
    rows = []
    for number, _ in enumerate(places, 1):
        rows.append([f"T{number:04d}", chance.choice(TREES["sv"]), words.comma(chance.uniform(3, 28))])
        rows[-1] += [chance.randint(20, 310), words.day(chance, 1930, 2023).isoformat(), words.yes_no("sv", chance)]
    heads = ["nummer", "art", "höjd_m", "stamomfång_cm", "planterad", "skyddsvärd"]
    shapes = [None if number == 16 else point(spot) for number, spot in enumerate(places)]
    return geojson(Features(heads, rows, shapes, "EPSG:3006"))


def trees_package(place: Member, chance: random.Random, edition: int) -> bytes:
    places = [in_grid(spot, "EPSG:25832") for spot in spots(place, 140, chance)]
    rows = [
        [f"0{number:05d}", chance.choice(TREES["da"]), chance.randint(1940, 2024), words.street("da", chance)]
        for number, _ in enumerate(places, 100)
    ]
    heads = ["traenr", "art", "plantet", "vej"]
    return geopackage(Features(heads, rows, list(map(point, places)), "EPSG:25832"), "gadetraeer")


LISTINGS = (
    Listing(
        "hedestad",
        "Badplatser i Hedestad",
        "Kommunens badplatser med läge, säsong och brygga. Uppdateras inför varje sommar.",
        "badplatser_hedestad_{edition}.xlsx",
        bathing_titled,
        "ENVI",
        "ANNUAL",
        editions=3,
        rules="bathing-places",
    ),
    Listing(
        "ekvalla",
        "Badplatser och vattenkvalitet",
        "Var man badar i Ekvalla och vad det senaste vattenprovet visade.",
        "bad ekvalla.csv",
        bathing_degrees,
        "ENVI",
        "ANNUAL",
        rules="bathing-places",
    ),
    Listing(
        "lindsjoby",
        "Badtemperaturer i Lindsjöby",
        "Vattnets temperatur vid kommunens badplatser.",
        "Badvatten v27.xlsx",
        bathing_old_grid,
        "ENVI",
        "WEEKLY",
    ),
    Listing(
        "boelgeby",
        "Strande i Bølgeby",
        "Kommunens strande med flag, livredder og seneste prøve.",
        "strande.csv",
        beaches,
        "ENVI",
        "ANNUAL",
        rules="bathing-places",
    ),
    Listing(
        "boelgeby",
        "Legepladser i Bølgeby",
        "Alle kommunale legepladser med adresse, areal og seneste tilsyn.",
        "legepladser_{edition}.csv",
        playgrounds_csv,
        "SOCI",
        "ANNUAL",
        editions=2,
        rules="playgrounds",
    ),
    Listing(
        "aldermo",
        "Lekplatser i Aldermo",
        "Var lekplatserna ligger och hur många redskap de har.",
        "Kopia av lekplatser (2).xlsx",
        playgrounds_book,
        "SOCI",
        rules="playgrounds",
    ),
    Listing(
        "gruenholm",
        "Spielplätze in Grünholm",
        "Öffentliche Spielplätze mit Altersgruppe und Lage.",
        "spielplaetze.csv",
        playgrounds_zone,
        "SOCI",
        "ANNUAL",
        rules="playgrounds",
    ),
    Listing(
        "tarnwick",
        "Playgrounds in Tarnwick",
        "Where the town's playgrounds are.",
        "playgrounds.kml",
        playgrounds_map,
        "SOCI",
    ),
    Listing(
        "ekvalla",
        "Träd i Ekvalla",
        "Kommunens träd i gator och parker: art, höjd, omfång och när de planterades.",
        "trad_ekvalla.geojson",
        trees_geojson,
        "ENVI",
        "ANNUAL",
        rules="trees",
    ),
    Listing(
        "noerreklit",
        "Gadetræer i Nørreklit",
        "Træer langs kommunens veje.",
        "gadetraeer.gpkg",
        trees_package,
        "ENVI",
        rules="trees",
    ),
)

TO_TRY = (
    Listing("hedestad", "Badplatser i Hedestad", "", "badplatser_hedestad_2027.xlsx", bathing_next, "ENVI"),
    Listing("hedestad", "Lekplatser i Hedestad", "", "lekplatser_hedestad.xlsx", playgrounds_titled, "SOCI"),
)
