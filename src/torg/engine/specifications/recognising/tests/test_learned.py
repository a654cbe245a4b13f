"""What people said before."""

import pytest

from torg.engine.specifications.recognising import SURE, Learned, match, recognise

from .lists import bathing, columns, found, ledger, of


def learned(**facts: object) -> Learned:
    return Learned(**({"heading": "HCP", "specification": "bathing-places", "field": "diving_tower"} | facts))


def test_ones_own_word_counts_at_once() -> None:
    likeness = match(columns(hcp=["x", "-", "tomt"]), bathing(), learned=[learned(own=True)])
    assert found(likeness) == {"hcp": "diving_tower"}
    assert of(likeness, "hcp").score >= SURE
    assert of(likeness, "hcp").reason.sentence() == "You said before that “hcp” is “Diving tower”."


@pytest.mark.parametrize(("organisations", "expected"), [(1, {}), (2, {"HCP": "diving_tower"})])
def test_the_word_of_others_counts_when_two_have_said_it(organisations: int, expected: dict[str, str]) -> None:
    said = [learned(organisations=organisations)]
    assert found(match(columns(HCP=["Ja", "Nej"]), bathing(), learned=said)) == expected


def test_a_heading_as_dbase_declares_it_is_learned_like_others() -> None:
    said = [learned(heading="HCP,C,20", own=True)]
    assert found(match(columns(**{"HCP,C,20": ["Ja"]}), bathing(), learned=said)) == {"HCP,C,20": "diving_tower"}


def test_a_no_of_ones_own_is_kept_and_of_others_is_not() -> None:
    own = match(columns(Namn=["A", "B"]), bathing(), learned=[learned(heading="Namn", field=None, own=True)])
    assert found(own) == {}
    others = [learned(heading="Namn", field=None, organisations=9)]
    assert found(match(columns(Namn=["A", "B"]), bathing(), learned=others)) == {"Namn": "name"}


def test_ones_own_word_goes_before_that_of_many() -> None:
    said = [learned(organisations=9, field="phone"), learned(own=True)]
    assert found(match(columns(HCP=["Ja"]), bathing(), learned=said)) == {"HCP": "diving_tower"}


def test_a_field_that_got_another_name_is_still_known_and_one_that_is_gone_is_not() -> None:
    said = [learned(own=True, field="water"), learned(own=True, heading="Zon", field="zone")]
    assert found(match(columns(HCP=["lake"], Zon=["3"]), bathing(), learned=said)) == {"HCP": "water_type"}


def test_what_was_said_of_one_list_is_nothing_to_another() -> None:
    said = [learned(own=True)]
    assert found(match(columns(HCP=["Ja"]), ledger(), learned=said)) == {}
    likenesses = recognise(columns(HCP=["Ja"], Namn=["A"]), [bathing(), ledger()], learned=said)
    assert likenesses[0].specification == "bathing-places"
