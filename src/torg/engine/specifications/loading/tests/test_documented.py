"""The page for those who write specifications names every key there is, and its limits are the limits."""

import re
from pathlib import Path

import pytest

from torg.engine.specifications.loading import blocks, fields, limits, named
from torg.engine.specifications.loading.own import HVD, KEYS, STATUSES

PAGE = (Path(__file__).parents[6] / "docs" / "build" / "specifications.md").read_text(encoding="utf-8")
EVERY = {*KEYS, *fields.FIELD, *fields.CONSTRAINTS, *fields.CHOICE, *blocks.USE, *blocks.BLOCK}


@pytest.mark.parametrize("key", sorted(EVERY))
def test_every_key_is_explained(key: str):
    assert re.search(rf"`{key}`|^ *(- )?{key}:|[{{ `]{key}:", PAGE, re.M)


@pytest.mark.parametrize("word", [*fields.TYPES, *fields.LEVELS, *fields.ROLES, *STATUSES, *HVD])
def test_every_word_of_a_closed_list_is_named(word: str):
    assert re.search(rf"\b{word}\b", PAGE)


@pytest.mark.parametrize("name", sorted(set(named.NAMES) - {"columns-together"}))
def test_every_named_check_is_in_the_table(name: str):
    assert re.search(rf"^\|[^|]*`{name}`", PAGE, re.M)


def test_limits_are_those_of_the_code():
    said = PAGE.split("## Limits")[1]
    for number in (limits.LONGEST // 1_000_000, limits.MOST_VALUES, limits.DEEPEST, limits.MOST_FIELDS,
                   limits.MOST_ENTRIES, limits.FARTHEST):  # fmt: skip
        assert f"{number:,}".replace(",", " ") in said
