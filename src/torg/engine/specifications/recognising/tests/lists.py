"""Small lists and specifications for the tests: what a person would write down in two lines."""

from collections.abc import Mapping, Sequence
from typing import Any

from torg.engine.specifications.found import ColumnSample, Likeness, Match
from torg.engine.specifications.model import Choice, Constraints, Field, Form, Specification

HEDESTAD = (16.0, 56.5, 18.0, 57.5)
"""The box of an invented municipality."""


def columns(**values: Sequence[str]) -> list[ColumnSample]:
    return listed(values)


def listed(values: Mapping[str, Sequence[str]]) -> list[ColumnSample]:
    return [
        ColumnSample(index, heading, tuple(dict.fromkeys(cells)), len(cells), len(set(cells)))
        for index, (heading, cells) in enumerate(values.items())
    ]


def empty(*headings: str) -> list[ColumnSample]:
    return [ColumnSample(index, heading, (), 0, 0) for index, heading in enumerate(headings)]


def found(likeness: Likeness) -> dict[str, str]:
    """Field by heading, for the columns that have one."""
    return {match.heading: match.field for match in likeness.matches if match.field is not None}


def of(likeness: Likeness, heading: str) -> Match:
    return next(match for match in likeness.matches if match.heading == heading)


def choice(code: str, *others: str) -> Choice:
    return Choice(code, {}, {"": tuple(others)})


def bathing(version: str = "2.0", **changes: Any) -> Specification:
    facts: dict[str, Any] = {
        "labels": {"en": "Bathing places", "sv": "Badplatser"},
        "file_words": {"sv": ("badplats", "badplatser"), "de": ("badestelle",)},
        "fields": (
            Field("id", level="required", labels={"en": "Id"}, block="place"),
            Field("name", level="required", labels={"en": "Name", "sv": "Namn", "pl": "Nazwa"}, block="place",
                  aliases={"de": ("Bezeichnung",)}, example="Strandbadet"),
            Field("latitude", "number", "required", labels={"en": "Latitude"}, geometry="latitude", block="place",
                  aliases={"sv": ("n-koordinat",)}, constraints=Constraints(minimum="-90", maximum="90")),
            Field("longitude", "number", "required", labels={"en": "Longitude"}, geometry="longitude", block="place",
                  aliases={"sv": ("e-koordinat",)}),
            Field("water_type", level="recommended", labels={"en": "Kind of water"}, was=("water",),
                  aliases={"sv": ("vattentyp", "typ av bad"), "fr": ("type d'eau",)},
                  choices=(choice("lake", "sjö", "insjö"), choice("sea", "hav", "havsbad"), choice("river", "å", "älv"),
                           choice("pool", "bassäng"), choice("pond", "damm"), choice("other", "annat"))),
            Field("diving_tower", "boolean", labels={"en": "Diving tower", "sv": "Hopptorn", "de": "Sprungturm"}),
            Field("depth", "number", labels={"en": "Depth", "sv": "Djup"}, unit="m",
                  constraints=Constraints(minimum="0", maximum="200")),
            Field("sampled", "date", labels={"en": "Last sample", "sv": "Senaste prov"}),
            Field("eu_code", labels={"en": "EU code"}, constraints=Constraints(pattern="SE[0-9A-Z]{16}")),
            Field("phone", labels={"en": "Phone", "sv": "Telefon"}, block="contact", example="+46 8 123"),
            Field("email", labels={"en": "Email"}, block="contact", form=Form(format="email")),
        ),
    }  # fmt: skip
    return Specification("bathing-places", version, **(facts | changes))


def ledger() -> Specification:
    return Specification(
        "supplier-ledger",
        "1.0",
        labels={"en": "Supplier ledger", "sv": "Leverantörsreskontra"},
        file_words={"sv": ("leverantörsreskontra",)},
        fields=(
            Field("supplier", level="required", labels={"en": "Supplier", "sv": "Leverantör"}),
            Field("amount", "number", "required", labels={"en": "Amount", "sv": "Belopp"}),
            Field("account", level="required", labels={"en": "Account", "sv": "Konto"}),
            Field("posting_date", "date", "required", labels={"en": "Posting date", "sv": "Bokföringsdatum"}),
        ),
    )


def playgrounds() -> Specification:
    return Specification(
        "playgrounds",
        "1.0",
        labels={"en": "Playgrounds", "sv": "Lekplatser", "de": "Spielplätze"},
        file_words={"sv": ("lekplats",), "de": ("spielplatz",)},
        fields=(
            *(field for field in bathing().fields if field.block),
            Field("swing", "boolean", labels={"en": "Swing", "sv": "Gunga", "de": "Schaukel"}),
            Field("slide", "boolean", labels={"en": "Slide", "sv": "Rutschkana", "de": "Rutsche"}),
            Field("fenced", "boolean", labels={"en": "Fenced", "sv": "Inhägnad"}),
        ),
    )


PLACES = {
    "Namn": ["Strandbadet", "Sjövik", "Lillsjön"],
    "Latitude": ["56.91", "57.02", "57.11"],
    "Longitude": ["16.55", "16.72", "17.10"],
}
