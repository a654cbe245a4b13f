"""Write the sample files anew: an invented region, with the untidiness real files have.

    .venv/bin/python samples/generate.py

Every place, number and address here is made up. The files are committed, so this runs only to change them.
"""

import csv
import json
import random
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).resolve().parent
MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]


def bathing_places() -> None:
    """A workbook as a leisure office keeps it: titles, merged headings, dates in words, SWEREF 99 TM, a total."""
    chance = random.Random(1)
    book = xlsxwriter.Workbook(HERE / "badplatser_hedestad_2026.xlsx", {"default_date_format": "yyyy-mm-dd"})
    sheet, notes = book.add_worksheet("Blad1"), book.add_worksheet("Att göra")
    notes.write("A1", "Ring om bryggan vid Sjövik")
    notes.hide()
    sheet.write("A1", "Hedestads kommun, kultur och fritid")
    sheet.write("A2", "Kommunala badplatser, uppdaterad inför sommaren 2026")
    sheet.merge_range("E4:F4", "Läge (SWEREF 99 TM)", book.add_format({"bold": True}))
    heads = [
        "Nr",
        "Namn",
        "Säsong från",
        "Vattenyta (ha)",
        "Nord",
        "Öst",
        "Brygga",
        "Tillgänglig",
        "Avgift",
        "Anmärkning",
    ]
    sheet.write_row("A5", heads)
    names = [
        "Strandbadet",
        "Sjövik",
        "Lillsjön",
        "Norrviken",
        "Klubbudden",
        "Sandvik",
        "Ekbadet",
        "Rävudden",
        "Björknäs",
    ]
    names += ["Kvarnsjön", "Dammen", "Årevik", "Ängsholmen", "Östra viken", "Gäddsjön", "Tallbacken", "Holmabadet"]
    names += ["Långholmen", "Mårtens udde", "Vitsand"]
    for row, name in enumerate(names):
        day = f"{chance.randint(1, 28)} {MONTHS[chance.randint(4, 5)]} 2026"
        area = f"{chance.randint(2, 140)},{chance.randint(0, 9)}"
        north, east = 6_497_000 + chance.randint(0, 18_000), 561_000 + chance.randint(0, 22_000)
        values = [f"{row + 1:03d}", name, "ca 15 juni" if row == 13 else day, area, north, east]
        values += [chance.choice(["ja", "nej"]), chance.choice(["ja", "nej", "ja", "okänt"])]
        values += [chance.choice(["0 kr", "20 kr", "0 kr"]), chance.choice(["", "", "Toalett", "Hund tillåten", "-"])]
        sheet.write_row(5 + row, 0, values)
    sheet.write_row(6 + len(names), 0, ["", f"Summa: {len(names)} badplatser"])
    book.close()


def playgrounds() -> None:
    """Danish, semicolons, decimal commas, Windows letters, thousands with a point, a line break inside a cell."""
    chance = random.Random(2)
    rows = [
        ["Legeplads", "Adresse", "Postnr.", "Areal (m2)", "Anlagt", "Sidst tilset", "Hegn", "Breddegrad", "Længdegrad"]
    ]
    for number, street in enumerate(
        ["Søgade", "Ågade", "Skovvej", "Æblevej", "Møllevej", "Kirkestræde", "Havnegade", "Engvej", "Bøgevej", "Torvet"]
        * 2
    ):
        place = (
            f"{55.6 + chance.random() / 8:.5f}".replace(".", ","),
            f"{9.4 + chance.random() / 5:.5f}".replace(".", ","),
        )
        seen = f"{chance.randint(1, 28):02d}-{chance.randint(1, 12):02d}-2026"
        name = f"Legepladsen {street}" if number != 4 else f'"Den røde"\nlegeplads, {street}'
        area = (
            f"{chance.randint(1, 3)}.{chance.randint(100, 999)}" if number % 3 == 0 else str(chance.randint(120, 980))
        )
        rows.append(
            [
                name,
                f"{street} {chance.randint(1, 90)}",
                "0999" if number == 7 else str(chance.randint(6000, 6099)),
                area,
            ]
            + [str(chance.randint(1971, 2024)), seen, chance.choice(["Ja", "Nej"]), *place]
        )
    with (HERE / "legepladser_nordby.csv").open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def chargers() -> None:
    """German, tab separated UTF-16 as a database tool exports it, units in the cells, marks for missing values."""
    chance = random.Random(3)
    lines = ["Betreiber\tStraße\tOrt\tLeistung\tStecker\tInbetriebnahme\tÖffentlich\tPreis je kWh"]
    for _ in range(34):
        power = chance.choice(["11 kW", "22 kW", "22 kW", "50 kW", "150 kW"])
        price = chance.choice(["0,39 €", "0,45 €", "0,59 €", "k.A."])
        start = f"{chance.randint(1, 28):02d}.{chance.randint(1, 12):02d}.{chance.randint(2017, 2026)}"
        street = f"{chance.choice(['Hauptstraße', 'Bahnhofstraße', 'Gartenweg', 'Schützenallee', 'Mühlgasse'])} {chance.randint(1, 140)}"
        owner = chance.choice(["Stadtwerke Oberau", "Stadtwerke Oberau", "Parkhaus am Fluß", "unbekannt"])
        plug = chance.choice(["Typ 2", "CCS", "Typ 2 / CCS"])
        lines.append(
            "\t".join([owner, street, "Oberau", power, plug, start, chance.choice(["ja", "ja", "nein"]), price])
        )
    (HERE / "ladesaeulen_oberau.txt").write_text("\r\n".join(lines) + "\r\n", encoding="utf-16")


def trees() -> None:
    """French remarkable trees as GeoJSON in Lambert-93, numbers as text, an empty position."""
    chance = random.Random(4)
    features = []
    for number in range(1, 61):
        point = [round(842_000 + chance.random() * 9000, 1), round(6_519_000 + chance.random() * 7000, 1)]
        features.append(
            {
                "type": "Feature",
                "geometry": None if number == 17 else {"type": "Point", "coordinates": point},
                "properties": {
                    "numéro": f"A{number:04d}",
                    "essence": chance.choice(
                        ["Platane commun", "Chêne pédonculé", "Tilleul", "Cèdre du Liban", "Érable"]
                    ),
                    "hauteur_m": f"{chance.randint(6, 34)},{chance.randint(0, 9)}",
                    "circonférence_cm": chance.randint(60, 620),
                    "date_plantation": f"{chance.randint(1, 28):02d}/{chance.randint(1, 12):02d}/{chance.randint(1850, 2015)}",
                    "remarquable": chance.choice(["oui", "non"]),
                },
            }
        )
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}
    document = {"type": "FeatureCollection", "crs": crs, "features": features}
    (HERE / "arbres_valmont.geojson").write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    bathing_places()
    playgrounds()
    chargers()
    trees()
