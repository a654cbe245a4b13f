from datetime import date, datetime, time
from decimal import Decimal

import pytest
import shapely

from torg.catalogue.datasets.values import bound, cells, head, plain, shown
from torg.engine.tables import Column

DEPTH = Column("depth", "Depth", "number", "DECIMAL(8,3)", unit="m", missing=2, distinct=3, min="0.5", max="12.5")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        ("01234", "01234"),
        (True, "yes"),
        (20_260_601, "20260601"),
        (Decimal("2.500"), "2.5"),
        (Decimal("1E+3"), "1000"),
        (0.1, "0.1"),
        (date(2026, 6, 1), "2026-06-01"),
        (datetime(2026, 6, 1, 8, 30), "2026-06-01 08:30"),
        (time(8, 30), "08:30"),
        (shapely.to_wkb(shapely.Point(18.0686, 59.3293)), "59.32930, 18.06860"),
        (shapely.to_wkb(shapely.box(0, 0, 1, 1)), "Area"),
        (b"\x01\x02", ""),
    ],
)
def test_values_are_shown_as_people_write_them(value: object, words: str) -> None:
    assert shown(value) == words


def test_numbers_of_one_column_stand_under_each_other() -> None:
    rows = [(Decimal("2.500"),), (None,), (Decimal("12.25"),)]
    assert [row[0].text for row in cells([DEPTH], rows)] == ["2.50", "", "12.25"]
    assert all(row[0].numeric for row in cells([DEPTH], rows))


def test_only_web_addresses_become_links() -> None:
    column = Column("web", "Web", "string", "VARCHAR", role="url")
    found = cells([column], [("https://example.org/",), ("javascript:alert(1)",), ("www.example.org",)])
    assert [row[0].address for row in found] == ["https://example.org/", None, None]


def test_a_head_says_what_a_column_holds() -> None:
    assert head(DEPTH, rows=10).filled == 0.8
    assert head(DEPTH, rows=10).range == "0.5 – 12.5"
    assert head(DEPTH, rows=0).filled is None
    text = Column("kind", "Kind", "string", "VARCHAR", distinct=3)
    assert head(text, rows=10).range == "3 different"


def test_a_bound_is_cut_to_the_decimals_that_fit() -> None:
    assert bound("6069073.498371", DEPTH, 2) == "6069073.49"
    assert bound("1.5000000", DEPTH, 4) == "1.5"
    assert bound("2026-06-01T08:30:00", Column("at", "At", "datetime", "TIMESTAMP")) == "2026-06-01 08:30"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            "<html><head><style>td {}</style></head><body><b>Namn</b><br>Skola &amp; hem</body></html>",
            "Namn Skola & hem",
        ),
        ("<p>En<!-- dold --> badplats</p>", "En badplats"),
        ("a < b and c > d", "a < b and c > d"),
        ("<Ek>", "<Ek>"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_a_text_written_for_a_browser_is_shown_as_its_words(written: str, read: str) -> None:
    assert plain(written) == shown(written) == read
