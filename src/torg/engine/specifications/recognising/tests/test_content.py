"""What the values say about a heading, and what they say alone."""

import pytest

from torg.engine.specifications.model import Constraints, Field, Specification
from torg.engine.specifications.recognising import PROPOSED, SURE, match
from torg.engine.specifications.recognising.patterns import is_special, matching, texts

from .lists import HEDESTAD, PLACES, bathing, columns, found, listed, of


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Djup", ["1,5", "12 m", "3"]),
        ("Senaste prov", ["2026-06-01", "1 juni 2026", "01.06.2026"]),
        ("Hopptorn", ["Ja", "Nej"]),
        ("Hopptorn", ["x"]),
        ("Vattentyp", ["Sjö", "hav", "insjö"]),
        ("EU code", ["SE0441273000000001"]),
        ("E-mail", ["bad@hedestad.example"]),
    ],
)
def test_values_that_can_be_mended_leave_no_doubt(heading: str, values: list[str]) -> None:
    assert match(listed({heading: values}), bathing()).matches[0].score >= SURE


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Djup", ["djupt", "grunt", "långgrunt"]),
        ("Senaste prov", ["god", "tjänlig"]),
        ("Hopptorn", ["3 m", "5 m", "10 m", "7 m", "1 m"]),
        ("Kind of water", ["B12", "C7", "Q1"]),
        ("Latitude", ["Storgatan 1", "Kyrkan"]),
        ("Telefon", ["växel", "kontor"]),
    ],
)
def test_a_clear_heading_over_other_values_is_asked_about_not_forgotten(heading: str, values: list[str]) -> None:
    one = match(listed({heading: values}), bathing()).matches[0]
    assert one.field is not None
    if heading != "Telefon":
        assert PROPOSED <= one.score < SURE


def test_an_alias_over_values_of_another_kind_is_another_column() -> None:
    assert match(columns(Vattentyp=["B12", "C7", "Q1"]), bathing()).matches[0].field is None


def test_a_slip_over_other_values_is_no_match() -> None:
    assert match(columns(Hoptorn=["12,5", "7", "8", "9", "10"]), bathing()).matches[0].field is None


def test_positions_of_the_municipality_need_no_heading() -> None:
    likeness = match(listed({"k1": PLACES["Latitude"], "k2": PLACES["Longitude"]}), bathing(), within=HEDESTAD)
    assert found(likeness) == {"k1": "latitude", "k2": "longitude"}
    assert of(likeness, "k1").reason.code == "match.content"


def test_positions_elsewhere_do() -> None:
    assert found(match(listed({"k1": ["48.1", "48.2"], "k2": ["11.5", "11.6"]}), bathing(), within=HEDESTAD)) == {}


def test_north_and_east_swapped_are_still_found_for_the_check_to_turn() -> None:
    swapped = listed({"Latitude": PLACES["Longitude"], "Longitude": PLACES["Latitude"]})
    likeness = match(swapped, bathing(), within=HEDESTAD)
    assert found(likeness) == {"Latitude": "latitude", "Longitude": "longitude"}
    assert all(PROPOSED <= one.score < SURE for one in likeness.matches)


def test_one_cell_may_hold_the_whole_position() -> None:
    likeness = match(
        listed({"Läge": ["56.91, 16.55", "57.02, 16.72"], "Namn": ["A", "B"], "Id": ["1", "2"]}), bathing()
    )
    assert of(likeness, "Läge").reason.code == "match.position"
    assert likeness.lacking == ()


def test_shapes_of_a_geographic_file_are_the_position() -> None:
    shapes = {"geometry": ["POINT (16.55 56.91)", "POLYGON ((16 56, 17 56, 17 57, 16 56))"], "Namn": ["A", "B"]}
    likeness = match(listed(shapes | {"Id": ["1", "2"], "E-koordinat": ["674032", "674100"]}), bathing())
    assert of(likeness, "geometry").reason.code == "match.position"
    assert of(likeness, "geometry").score >= SURE
    assert of(likeness, "E-koordinat").field is None
    assert likeness.lacking == ()


def test_numbers_of_a_grid_are_told_as_such() -> None:
    likeness = match(listed({"N-koordinat": ["6580822", "6580999"], "E-koordinat": ["674032", "674100"]}), bathing())
    assert found(likeness) == {"N-koordinat": "latitude", "E-koordinat": "longitude"}
    assert {one.reason.code for one in likeness.matches} == {"match.grid"}


def test_degrees_go_before_the_numbers_of_a_grid() -> None:
    both = {"N-koordinat": ["6580822"], "E-koordinat": ["674032"]} | PLACES
    likeness = match(listed(both), bathing())
    assert found(likeness) == {"Namn": "name", "Latitude": "latitude", "Longitude": "longitude"}
    assert of(likeness, "N-koordinat").reason.code == "match.none"


def test_words_of_a_list_tell_a_column_without_a_heading() -> None:
    one = match(listed({"Kolumn7": ["Sjö", "Havsbad", "Damm"]}), bathing()).matches[0]
    assert (one.field, one.reason.code) == ("water_type", "match.content")
    assert one.score < SURE


def test_yes_and_no_tell_nothing() -> None:
    answers = Field("wheelchair", choices=bathing().field("water_type").choices, constraints=Constraints())
    specification = Specification("x", "1", (answers,))
    assert match(listed({"Kolumn7": ["yes", "no", "other"]}), specification).matches[0].field is None


def test_codes_of_a_special_pattern_tell_a_column_and_digits_do_not() -> None:
    codes = ["SE0441273000000001", "SE0441273000000002", "SE0441273000000003"]
    assert match(listed({"Kolumn7": codes}), bathing()).matches[0].field == "eu_code"
    assert not is_special(r"\d{6,10}")
    assert not is_special(".*")


def test_a_pattern_that_explodes_elsewhere_takes_no_time_here() -> None:
    assert matching("(a+)+$", texts(["a" * 200 + "!"])) == 0.0
    assert matching(r"(?=x)\1", texts(["x"])) is None
    assert matching("((a{1,1000}){1,1000}){1,1000}", texts(["x"])) is None


def test_damaged_letters_in_values_are_borne() -> None:
    assert match(listed({"EU code": ["\ud800", "SE\udfff"]}), bathing()).matches[0].field == "eu_code"
