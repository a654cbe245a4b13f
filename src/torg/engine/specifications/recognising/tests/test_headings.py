"""Headings as people write them, and the fields they stand for."""

import pytest

from torg.engine.specifications.model import Field, Specification
from torg.engine.specifications.recognising import PROPOSED, SURE, match
from torg.engine.specifications.recognising.spoken import spoken

from .lists import bathing, empty, found, listed, of


@pytest.mark.parametrize(
    "heading",
    ["name", "NAME", "Namn", "namn ", "Nazwa", "Bezeichnung", "fields.namn", "properties.NAMN", "1. Namn", "Namn*",
     "NAMN (officiellt)", "\ufeffNamn", "Badplatsens namn", "badplats_namn", "Badplatsnamn"],
)  # fmt: skip
def test_a_name_is_a_name_however_it_is_written(heading: str) -> None:
    likeness = match(listed({heading: ["Strandbadet", "Sjövik"]}), bathing())
    assert found(likeness) == {heading: "name"}
    assert of(likeness, heading).score >= SURE


@pytest.mark.parametrize(
    ("heading", "field", "code"),
    [
        ("name", "name", "match.exact"),
        ("Namn", "name", "match.label"),
        ("Bezeichnung", "name", "match.alias"),
        ("water", "water_type", "match.was"),
        ("Djup (m)", "depth", "match.label"),
        ("Hopptornen", "diving_tower", "match.label"),
        ("Hoptorn", "diving_tower", "match.fuzzy"),
        ("Sprungtürme", "diving_tower", "match.label"),
        ("Prov, senaste", "sampled", "match.label"),
        ("Senaste prov taget", "sampled", "match.fuzzy"),
    ],
)
def test_the_reason_is_told(heading: str, field: str, code: str) -> None:
    one = of(match(empty(heading), bathing()), heading)
    assert (one.field, one.reason.code) == (field, code)
    assert heading in one.reason.sentence("en")


def test_a_typo_in_a_long_heading_is_taken() -> None:
    gym = Specification("gym", "1", (Field("Horisontell stång", "boolean"), Field("Ribbstolar", "boolean")))
    one = match(listed({"Horistontell stång": ["Ja", "Nej"]}), gym).matches[0]
    assert one.field == "Horisontell stång"
    assert one.score >= SURE


@pytest.mark.parametrize("heading", ["Altitude", "Kostnad", "Nam", "Depot", "x", "", "---", "Bild 2"])
def test_another_word_is_a_column_of_their_own(heading: str) -> None:
    specification = bathing()
    one = match(listed({heading: ["Malmö", "Lund"]}), specification).matches[0]
    assert one.field is None
    assert one.reason.code == "match.none"
    assert one.score == 0.0


def test_a_number_in_a_heading_makes_it_another_column() -> None:
    tariffs = Specification("parking", "1", (Field("tarif_1h", "number"), Field("tarif_2h", "number")))
    assert found(match(empty("tarif_1h", "tarif_2h", "tarif_3h"), tariffs)) == {
        "tarif_1h": "tarif_1h",
        "tarif_2h": "tarif_2h",
    }


def test_a_guess_is_proposed_not_taken() -> None:
    one = match(empty("Badets vattentyp"), bathing()).matches[0]
    assert one.field == "water_type"
    assert PROPOSED <= one.score < SURE


def test_letters_without_their_dots_are_the_same() -> None:
    ways = [spoken(text).key for text in ("Spielplätze", "Spielplaetze", "SPIELPLATZE", "spiel-plätze")]
    assert len(set(ways)) == 1


def test_greek_and_cyrillic_headings_are_compared_too() -> None:
    assert spoken("Име").key == "ime"
    assert spoken("Όνομα").key == spoken("ονομα").key != ""
