"""What holds for every file, and for files meant to harm."""

import itertools
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from torg.engine.specifications.found import ColumnSample
from torg.engine.specifications.recognising import PROPOSED, match, recognise
from torg.engine.specifications.recognising.seen import Seen

from .lists import PLACES, bathing, columns, found, ledger, listed, playgrounds

ALL = [bathing(), ledger(), playgrounds()]
BATHS = PLACES | {"Vattentyp": ["Sjö", "Hav"], "Hopptorn": ["Ja", "Nej"], "Djup (m)": ["2,5", "3"], "Egen": ["a", "b"]}

heading = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["Namn", "name", "Vattentyp", "Typ", "lat", "Hoptorn", "Bezeichnung", "N-koordinat", "Belopp"]),
)
cells = st.lists(st.one_of(st.text(max_size=12), st.sampled_from(["Sjö", "57.02", "Ja", "2026-01-01"])), max_size=4)


tables = st.dictionaries(heading, cells, max_size=8)


@settings(deadline=None, max_examples=60)
@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_columns_changes_nothing(table: dict[str, list[str]], chance: random.Random) -> None:
    samples = listed(table)
    shuffled = list(samples)
    chance.shuffle(shuffled)
    assert recognise(shuffled, ALL) == recognise(samples, ALL)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.text("qwzxj", min_size=6, max_size=10), unique=True, max_size=16))
def test_columns_of_their_own_lower_the_likeness_gently(own: list[str]) -> None:
    scores = [
        match(listed(BATHS | {heading: ["abc", "def"] for heading in own[:count]}), bathing()).score
        for count in range(len(own) + 1)
    ]
    assert all(0.0 <= before - after < 0.05 for before, after in itertools.pairwise(scores))
    assert scores[-1] >= PROPOSED


@settings(deadline=None, max_examples=60)
@given(st.lists(heading, unique=True, max_size=8), st.lists(st.text(max_size=40), max_size=5))
def test_every_score_lies_between_nothing_and_one(names: list[str], values: list[str]) -> None:
    for one in recognise(listed(dict.fromkeys(names, values)), ALL, file="".join(values)):
        assert 0.0 <= one.score <= 1.0
        assert [match.index for match in one.matches] == list(range(len(names)))
        assert all(match.field is None or PROPOSED <= match.score <= 1.0 for match in one.matches)
        assert all(match.reason.sentence("en") for match in one.matches)


def test_ten_thousand_columns_come_to_an_end() -> None:
    """Compared with each other, or letter by letter, they would take hours."""
    names = [ColumnSample(index, f"Namn {index}", ("a",), 1, 1) for index in range(5_000)]
    names += [ColumnSample(5_000 + index, "Namn", ("a",), 1, 1) for index in range(5_000)]
    likeness = match(names, bathing())
    assert found(likeness) == {"Namn": "name"}


def test_headings_and_cells_of_a_hundred_kilobytes_are_cut() -> None:
    heading, cell = "Namn (" * 20_000, "9" * 100_000
    likeness = match(columns(**{heading: [cell] * 3, "Djup": [cell, "1" + ".000" * 30_000]}), bathing())
    assert len(likeness.matches) == 2
    assert max(map(len, Seen(listed({"a": [cell]})[0]).values)) <= 200


def test_signs_of_patterns_in_headings_are_letters_like_others() -> None:
    signs = ["(.*)+$", "[a-z", "\\", "{0}", "%s", "*", "?", "$^", "Namn|Djup", "\x00", "a" * 64 + "(("]
    assert len(match(columns(**{sign: ["x"] for sign in signs}), bathing()).matches) == len(signs)
