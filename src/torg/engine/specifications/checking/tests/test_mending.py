"""What is put right in a cell, what is only proposed, and what is left to a person."""

from pathlib import Path

import pytest

from torg.engine.specifications.model import Choice, Form

from .checked import Field, column, field

LAKES = (
    Choice("lake", {"en": "lake", "sv": "sjö"}, {"sv": ("insjö",)}), Choice("sea", {"sv": "hav"}), Choice("0183", {}),
)  # fmt: skip

CASES: list[tuple[Field, str, str, str | None]] = [
    (field("a"), " blank ", "text.trim", "blank"),
    (field("a"), "omr†de", "text.damaged", "område"),
    (field("a", pattern=r"\d{4}"), "180", "code.pad", "0180"),
    (field("a", pattern=r"\d{4}|\d{10}"), "180", "code.pad", "0180"),
    (field("a", pattern=r"01\d\d_Utegym_\d{5}"), "0126_utegym_00001", "code.form", "0126_Utegym_00001"),
    (field("a", pattern=r"Q\d+"), "q42", "code.form", "Q42"),
    (field("a", pattern=r"\d{4}", example="0180"), "abc", "text.pattern", None),
    (field("a", choices=LAKES, enum=("lake", "sea", "0183")), "Sjö", "list.word", "lake"),
    (field("a", choices=LAKES, enum=("lake", "sea", "0183")), "INSJÖ", "list.word", "lake"),
    (field("a", choices=LAKES, enum=("lake", "sea", "0183")), "183", "code.pad", "0183"),
    (field("a", choices=LAKES, enum=("lake", "sea", "0183")), "insjjö", "list.near", "lake"),
    (field("a", choices=LAKES, enum=("lake", "sea", "0183")), "river", "list.none", None),
    (field("a", "boolean"), "ja", "bool.word", "true"),
    (field("a", "boolean", form=Form(true_values=("Ja",), false_values=("Nej",))), "NON", "bool.word", "Nej"),
    (field("a", "boolean"), "kanske", "type.boolean", None),
    (field("a", "number"), "10,50", "num.comma", "10.50"),
    (field("a", "number"), "1 234,5", "num.group", "1234.5"),
    (field("a", "number"), "1.234,50", "num.group", "1234.50"),
    (field("a", "number"), "−4", "num.minus", "-4"),
    (field("a", "number", unit="m"), "1,5 m", "num.unit", "1.5"),
    (field("a", "number", unit="m"), "1,5 km", "type.number", None),
    (field("a", "number", unit="m²"), "1 240 kvm", "num.unit", "1240"),
    (field("a", "number", unit="m²"), "1 240 ha", "type.number", None),
    (field("a", "integer", unit="min"), "2 tim", "type.integer", None),
    (field("a", "integer"), "12.0", "num.whole", "12"),
    (field("a", "integer"), "tolv", "type.integer", None),
    (field("a", "integer", maximum="10"), "12", "value.large", None),
    (field("a", "date"), "2.1.2024", "date.form", "2024-01-02"),
    (field("a", "date"), "31/12/2024", "date.form", "2024-12-31"),
    (field("a", "date"), "1 juni 2026", "date.form", "2026-06-01"),
    (field("a", "date"), "2026-06-01 00:00:00", "date.form", "2026-06-01"),
    (field("a", "date", form=Form(format="%d/%m/%Y")), "2026-06-01", "date.form", "01/06/2026"),
    (field("a", "date"), "03/04/2024", "date.order", "2024-04-03"),
    (field("a", "date"), "45000", "date.serial", "2023-03-15"),
    (field("a", "date"), "ca 15 juni", "date.part", None),
    (field("a", "datetime"), "2024-01-02 9:30", "date.form", "2024-01-02T09:30:00"),
    (field("a", "time"), "9.30", "date.form", "09:30:00"),
    (field("a", "yearmonth"), "6/2026", "date.form", "2026-06"),
    (field("a", form=Form(format="email")), "mailto:a@b.se", "mail.form", "a@b.se"),
    (field("a", form=Form(format="uri")), "www.b.se/x", "link.form", "http://www.b.se/x"),
    (field("a", form=Form(format="uri")), "se webben", "link.check", None),
    (field("a", "geopoint", form=Form(format="array")), "13.5, 59.1", "pos.form", "[13.5, 59.1]"),
    (field("a", "array", item=field("i", enum=("a", "b"))), "A | b", "array.form", '["a", "b"]'),
    (field("a", "array", item=field("i", enum=("a", "b"))), "A och b", "array.form", '["a", "b"]'),
    (field("a", "array", item=field("i", enum=("a", "b"))), "b-a-b", "array.form", '["b", "a"]'),
    (field("a", "array", item=field("i", enum=("a", "b"))), "a + c", "type.array", None),
    (
        field("a", "array", item=field("i", enum=("a", "b")), form=Form(format="csv", delimiter=";")),
        "a; B",
        "list.word",
        "a;b",
    ),
    (field("a", min_length=3), "ab", "text.short", None),
    (field("a", max_length=3), "abcd", "text.long", None),
]


@pytest.mark.parametrize(("about", "value", "code", "fix"), CASES, ids=[f"{c[0].type} {c[1]}" for c in CASES])
def test_a_cell_is_put_right_or_left_to_a_person(
    about: Field, value: str, code: str, fix: str | None, tmp_path: Path
) -> None:
    assert column([value, ""], about, tmp_path) == [(code, 2, value, fix)]


def test_one_number_proves_how_the_others_are_meant(tmp_path: Path) -> None:
    assert column(["1,234", "2,5"], field("a", "number"), tmp_path) == [
        ("num.comma", 2, "1,234", "1.234"), ("num.comma", 3, "2,5", "2.5"),
    ]  # fmt: skip


def test_a_date_with_a_large_day_proves_the_order_of_its_column(tmp_path: Path) -> None:
    assert column(["03/04/2024", "03/24/2024"], field("a", "date"), tmp_path) == [
        ("date.form", 2, "03/04/2024", "2024-03-04"), ("date.form", 3, "03/24/2024", "2024-03-24"),
    ]  # fmt: skip


def test_a_mended_number_is_still_too_large(tmp_path: Path) -> None:
    assert column(["10,50"], field("a", "number", maximum="10"), tmp_path) == [
        ("num.comma", 2, "10,50", "10.50"), ("value.large", 2, "10,50", None),
    ]  # fmt: skip


def test_a_mark_for_nothing_is_an_empty_cell(tmp_path: Path) -> None:
    about = field("a", "integer", "required")
    assert column(["-", "  ", "5"], about, tmp_path, missing_values=("", "-")) == [
        ("need.empty", 2, "-", None), ("need.empty", 3, "  ", None),
    ]  # fmt: skip
