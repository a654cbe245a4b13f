"""Figures: budgets, invoices, people."""

import random
from datetime import date, timedelta
from typing import Any

from torg.site.region import words
from torg.site.region.listing import Listing
from torg.site.region.members import MEMBERS, Member
from torg.site.region.sheets import Sheet, text, workbook

SUPPLIERS = [
    "Bygg & Sten i Havsmark AB",
    "Kontorsboden",
    "Rena Golv HB",
    "El i Sund AB",
    "Kök och Kastrull",
    "Snö & Sand",
]
SHOPS = ["Tarnwick Timber", "Harbour Stationery", "Bright Lamps Ltd", "Green & Sons", "The Road Company"]
WORK = ["Förskola", "Grundskola", "Äldreomsorg", "Gator och vägar", "Kultur och fritid", "Räddningstjänst", "Miljö"]
AREAS = ["Dagtilbud", "Folkeskole", "Ældre og sundhed", "Veje", "Kultur", "Natur og miljø"]


def invoices(place: Member, chance: random.Random, edition: int) -> bytes:
    """A quarter more with each edition: blanks in thousands, minus signs behind, numbers that are no figures."""
    first, rows = date(2026, 1, 2), []
    for number in range(900 * (edition + 1)):
        amount = chance.lognormvariate(8, 1.3)
        written = f"{amount:,.2f}".replace(",", " ").replace(".", ",")
        paid = first + timedelta(days=number // 10)
        rows.append(
            [
                f"{260000 + number:08d}",
                chance.choice(SUPPLIERS),
                paid.isoformat(),
                f"-{written}" if number % 97 == 0 else written,
            ]
        )
        rows[-1] += [chance.choice(WORK), f"{chance.randint(1, 9999):04d}"]
    heads = ["Verifikat", "Leverantör", "Betaldatum", "Belopp (kr)", "Verksamhet", "Konto"]
    return text(Sheet(heads, rows), encoding="cp1252")


def spending(place: Member, chance: random.Random, edition: int) -> bytes:
    """Amounts with their sign and English commas, dates with the month as a word."""
    rows = []
    for number in range(260):
        when = date(2026, chance.randint(1, 6), chance.randint(1, 28))
        rows.append(
            [
                f"TX{number:05d}",
                chance.choice(SHOPS),
                when.strftime("%d %b %Y"),
                f"£{chance.uniform(500, 18000):,.2f}",
                chance.choice(["Parks", "Roads", "Offices"]),
            ]
        )
    return text(Sheet(["Reference", "Supplier", "Paid", "Amount", "Purpose"], rows), delimiter=",")


def budget_book(place: Member, chance: random.Random, edition: int) -> bytes:
    """A budget as it hangs in the council: titles, groups over the columns, sums, a remark."""
    rows: list[list[Any]] = [[work, *(round(chance.uniform(2, 180), 1) for _ in range(4))] for work in WORK]
    total = ["Totalt", *(round(sum(row[at] for row in rows), 1) for at in range(1, 5))]
    above = [f"{place.name}: budget {2025 + edition}", "Belopp i miljoner kronor"]
    merged = [(1, 2, "2025"), (3, 4, "2026")]
    heads = ["Verksamhet", "Kostnad", "Intäkt", "Kostnad", "Intäkt"]
    return workbook(Sheet(heads, rows, "Budget", above, merged, [total, ["Beslutad av fullmäktige i november"]]))


def budget_text(place: Member, chance: random.Random, edition: int) -> bytes:
    rows = []
    for number, area in enumerate(AREAS, 1):
        for year in (2024, 2025, 2026):
            rows.append([f"0{number}", area, year, f"{words.with_points(chance.randint(1_000_000, 90_000_000))},00"])
    return text(Sheet(["Konto", "Område", "År", "Budget (kr.)"], rows), encoding="cp1252")


def people_wide(place: Member, chance: random.Random, edition: int) -> bytes:
    """Ages down, years across, blanks in thousands, a source under the table."""
    heads = ["Ålder", *(str(year) for year in range(2018, 2026 + edition))]
    groups = ["0–5 år", "6–15 år", "16–19 år", "20–64 år", "65–79 år", "80+ år"]
    rows = []
    for group in groups:
        size, growth = chance.randint(700, 9000), chance.uniform(0.985, 1.02)
        rows.append([group, *(words.with_blanks(round(size * growth**year)) for year, _ in enumerate(heads[1:]))])
    source = [["Källa: kommunens eget register (påhittat)"]]
    return workbook(Sheet(heads, rows, "Folkmängd", ["Folkmängd efter ålder"], below=source))


def people_long(place: Member, chance: random.Random, edition: int) -> bytes:
    """One row for each place, year and group: as a statistician keeps it."""
    towns = [one for one in MEMBERS if one.cell]
    rows = []
    for town in towns:
        size = chance.randint(4000, 21000)
        for group, part, growth in (("0-19", 0.23, -0.004), ("20-64", 0.56, 0.001), ("65+", 0.21, 0.014)):
            growth += chance.uniform(-0.006, 0.006)
            rows += [
                [town.code, town.town, year, group, round(size * part * (1 + growth) ** (year - 2020))]
                for year in range(2020, 2036)
            ]
    return text(Sheet(["kommunkod", "kommun", "år", "ålder", "antal"], rows), delimiter=",")


def jobs(place: Member, chance: random.Random, edition: int) -> bytes:
    """Shares with the sign of per cent in the cell."""
    rows = [
        [month.capitalize(), chance.randint(120, 480), f"{words.comma(chance.uniform(3, 8))} %"]
        for month in words.MONTHS["sv"]
    ]
    return workbook(Sheet(["Månad", "Lediga jobb", "Andel utan arbete"], rows, "2025", ["Arbete i Aldermo 2025"]))


LISTINGS = (
    Listing(
        "hedestad",
        "Leverantörsfakturor i Hedestad",
        "Varje betald faktura: till vem, när, hur mycket och för vad.",
        "fakturor_{edition}.csv",
        invoices,
        "ECON",
        "QUARTERLY",
        editions=2,
        rules="supplier-ledger",
    ),
    Listing(
        "tarnwick",
        "Spending over £500",
        "Payments of the town council above 500 pounds.",
        "spending_2026.csv",
        spending,
        "ECON",
        "QUARTERLY",
    ),
    Listing(
        "ekvalla",
        "Budget för Ekvalla",
        "Kostnader och intäkter för varje verksamhet.",
        "Budget {edition} slutlig.xlsx",
        budget_book,
        "ECON",
        "ANNUAL",
        editions=2,
    ),
    Listing(
        "boelgeby",
        "Budget for Bølgeby",
        "Kommunens budget efter område og år.",
        "budget.csv",
        budget_text,
        "ECON",
        "ANNUAL",
    ),
    Listing(
        "lindsjoby",
        "Folkmängd i Lindsjöby",
        "Invånare efter ålder, år för år.",
        "Folkmängd.xlsx",
        people_wide,
        "SOCI",
        "ANNUAL",
        editions=2,
    ),
    Listing(
        "havsmark",
        "Befolkningsprognos för Havsmark",
        "Hur många som väntas bo i varje kommun till 2035.",
        "prognos_2035.csv",
        people_long,
        "SOCI",
        "ANNUAL",
    ),
    Listing(
        "aldermo",
        "Arbete i Aldermo",
        "Lediga jobb och andel utan arbete, månad för månad.",
        "arbete.xlsx",
        jobs,
        "ECON",
        "ANNUAL",
    ),
)
