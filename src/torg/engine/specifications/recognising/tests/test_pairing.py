"""Columns and fields in pairs."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from torg.engine.specifications.recognising import match
from torg.engine.specifications.recognising.pairing import STEEP, assigned

from .lists import bathing, empty, found, listed, of

scores = st.dictionaries(
    st.tuples(st.integers(0, 3), st.integers(0, 3)), st.sampled_from([0.62, 0.7, 0.85, 0.93, 0.97, 1.0]), max_size=12
)


def test_the_first_to_come_does_not_take_what_another_needs() -> None:
    assert assigned({(0, 0): 0.97, (0, 1): 0.97, (1, 0): 0.97}) == {0: 1, 1: 0}


def test_one_sure_pair_outweighs_two_guesses() -> None:
    assert assigned({(0, 0): 1.0, (0, 1): 0.7, (1, 0): 0.7}) == {0: 0}


@given(scores)
def test_no_other_way_to_pair_is_better(pairs: dict[tuple[int, int], float]) -> None:
    found = assigned(pairs)
    assert all((column, field) in pairs for column, field in found.items())
    assert len(set(found.values())) == len(found)
    worth = sum(pairs[pair] ** STEEP for pair in found.items())
    best = max(
        (
            sum(pairs[pair] ** STEEP for pair in zip(order, fields, strict=False) if pair in pairs)
            for fields in itertools.permutations(range(4))
            for order in [range(4)]
        ),
    )
    assert abs(worth - best) < 1e-6


def test_ten_thousand_columns_of_one_name_are_paired_at_once() -> None:
    pairs = {(column, field): 0.9 for column in range(10_000) for field in range(3)}
    assert len(assigned(pairs)) == 3


def test_the_column_that_loses_its_field_is_told_to_whom() -> None:
    likeness = match(listed({"Namn": ["Strandbadet", "Sjövik"], "Bezeichnung": ["A", "B"]}), bathing())
    assert found(likeness) == {"Namn": "name"}
    lost = of(likeness, "Bezeichnung").reason
    assert (lost.code, lost.facts["field"], lost.facts["other"]) == ("match.twice", "name", "Namn")


def test_of_two_columns_of_one_name_the_fuller_is_taken() -> None:
    likeness = match(listed({"Namn ": [], "Namn": ["Strandbadet"]}), bathing())
    assert found(likeness) == {"Namn": "name"}


def test_a_heading_that_names_a_field_keeps_it() -> None:
    assert found(match(empty("water_type", "water"), bathing())) == {"water_type": "water_type"}
