from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from torg.kit.components.words import ago, plural, share, size, text


def test_facts_are_escaped_and_numbers_are_written_for_people() -> None:
    assert text("{count} rows of {name}", count=12345, name="<b>") == "12,345 rows of &lt;b&gt;"


def test_one_and_many_have_their_own_words() -> None:
    assert plural("{count} row", "{count} rows", 1) == "1 row"
    assert plural("{count} row", "{count} rows", 1204) == "1,204 rows"


def test_words_without_a_translation_stand_in_the_source_language() -> None:
    with translation.override("sv"):
        assert text("Download {name}", name="CSV") == "Download CSV"
        assert plural("{count} row", "{count} rows", 12345) == "12\N{NO-BREAK SPACE}345 rows"


@pytest.mark.parametrize(("part", "shown"), [(1, "100%"), (0.9999, "99%"), (0.0001, "1%"), (0, "0%"), (0.625, "62%")])
def test_a_share_is_never_rounded_to_all_or_nothing(part: float, shown: str) -> None:
    assert share(part) == shown


@pytest.mark.parametrize(
    ("count", "shown"), [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (84_213, "84 kB"), (1_250_000, "1.2 MB")]
)
def test_sizes_are_those_of_a_file_manager(count: int, shown: str) -> None:
    assert size(count).replace("\N{NO-BREAK SPACE}", " ") == shown


def test_how_long_ago_is_said_in_days() -> None:
    now = datetime.now(UTC)
    said = [ago(now - timedelta(days=days)) for days in (0, 1, 3)]
    assert said == ["today", "yesterday", "3 days ago"]
