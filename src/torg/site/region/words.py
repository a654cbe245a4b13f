"""Words that invented lists are made of, by language: streets, months, yes and no."""

import random
from datetime import date


def _listed(text: str) -> list[str]:
    return text.split(", ")


STREETS = {
    "sv": _listed(
        "Storgatan, Kyrkogatan, Hamngatan, Skolvägen, Björkvägen, Ängsvägen, Kvarngatan, Torget, Sjövägen, Lindgatan"
    ),
    "da": _listed("Søgade, Ågade, Skovvej, Æblevej, Møllevej, Kirkestræde, Havnegade, Engvej, Bøgevej, Torvet"),
    "de": _listed("Hauptstraße, Bahnhofstraße, Gartenweg, Schützenallee, Mühlgasse, Am Markt, Lindenweg, Deichstraße"),
    "en": _listed(
        "High Street, Church Lane, Harbour Road, Mill Lane, Station Road, The Green, Quay Street, Orchard Way"
    ),
}
MONTHS = {
    "sv": _listed("januari, februari, mars, april, maj, juni, juli, augusti, september, oktober, november, december"),
    "da": _listed("januar, februar, marts, april, maj, juni, juli, august, september, oktober, november, december"),
    "de": _listed("Januar, Februar, März, April, Mai, Juni, Juli, August, September, Oktober, November, Dezember"),
    "en": _listed("January, February, March, April, May, June, July, August, September, October, November, December"),
}
YES_NO = {"sv": ("ja", "nej"), "da": ("Ja", "Nej"), "de": ("ja", "nein"), "en": ("Yes", "No")}
SHORES = _listed(
    "Strandbadet, Sjövik, Lillsjön, Norrviken, Klubbudden, Sandvik, Ekbadet, Rävudden, Björknäs, Kvarnsjön, Dammen, "
    "Årevik, Ängsholmen, Östra viken, Gäddsjön, Tallbacken, Holmabadet, Långholmen, Mårtens udde, Vitsand"
)
VILLAGES = {
    "sv": _listed("Norrby, Söderby, Ekeby, Lund, Vik, Backa, Hult, Sjöås, Ånäs, Åby"),
    "da": _listed("Nørreby, Sønderby, Egeskov, Lunden, Vigen, Bakken, Holte, Søås"),
    "de": _listed("Norderdorf, Süderdorf, Eichen, Linden, Wiek, Bergen, Holt, Seefeld"),
    "en": _listed("Northfield, Southby, Oakley, Linden, Wick, Hillend, Holt, Seaford End"),
}


def street(language: str, chance: random.Random) -> str:
    return chance.choice(STREETS[language])


def address(language: str, chance: random.Random) -> str:
    number = chance.randint(1, 90)
    return f"{number} {street(language, chance)}" if language == "en" else f"{street(language, chance)} {number}"


def yes_no(language: str, chance: random.Random) -> str:
    return chance.choice(YES_NO[language])


def day(chance: random.Random, first: int, last: int) -> date:
    """Any day of the years from first to last."""
    return date(chance.randint(first, last), chance.randint(1, 12), chance.randint(1, 28))


def in_words(when: date, language: str) -> str:
    dot = "." if language in ("da", "de") else ""
    return f"{when.day}{dot} {MONTHS[language][when.month - 1]} {when.year}"


def comma(number: float, digits: int = 1) -> str:
    return f"{number:.{digits}f}".replace(".", ",")


def with_points(number: int) -> str:
    """Thousands as Danes and Germans write them."""
    return f"{number:,}".replace(",", ".")


def with_blanks(number: int) -> str:
    """Thousands as Swedes write them, with the narrow blank that spreadsheets put there."""
    return f"{number:,}".replace(",", "\u00a0")
