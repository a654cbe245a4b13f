"""Code on a page gives each value as it is: a code keeps its zeros, a long number its digits."""

import re

from torg.catalogue.datasets.snippets import snippets
from torg.engine.tables import Column, ValueType

TABLE = "https://data.example/api/v1/tables/skolor"


def column(name: str, type: ValueType, least: str | None = None) -> Column:
    return Column(name, name, type, "", min=least, max=least)


def in_r(*columns: Column, chosen: str = "") -> str:
    return next(one.text for one in snippets(TABLE, chosen, columns) if one.language == "r")


def test_r_is_told_which_columns_are_text() -> None:
    said = in_r(column("nr", "string"), column("antal", "integer", "12"), column("oppnad", "date"))
    assert 'colClasses = c("nr" = "character", "oppnad" = "character"))' in said
    assert 'na.strings = ""' in said  # else the country NA is missing


def test_r_keeps_the_digits_of_long_numbers() -> None:
    kinds = (column("short", "integer", "123456789012345"), column("long", "integer", "-1234567890123456"))
    said = in_r(*kinds, column("price", "number", "12.50"), column("fine", "number", "0.12345678901234567"))
    assert re.findall('"([a-z]+)" = "character"', said) == ["long", "fine"]


def test_r_is_told_no_more_than_it_needs() -> None:
    assert "colClasses" not in in_r(column("antal", "integer", "1"), column("ja", "boolean"), column("ar", "year"))
    assert 'colClasses = "character")' in in_r(column("a", "string"), column("b", "string"))


def test_many_columns_are_wrapped_between_them() -> None:
    said = in_r(*(column(f"en_mycket_lang_rubrik_{n}", "string") for n in range(20)), column("antal", "integer", "1"))
    assert len(re.findall(r'"en_mycket_lang_rubrik_\d+" = "character"', said)) == 20
    assert max(map(len, said.splitlines())) <= 100
    assert said.count("(") == said.count(")")


def test_an_older_version_is_asked_for_by_every_snippet() -> None:
    said = [one.text for one in snippets(TABLE, "version=2", [column("nr", "string")])]
    assert all(f"{TABLE}/rows?version=2&limit=" in one or f'{TABLE}/export.csv?version=2"' in one for one in said)
    assert all("version" not in one.text for one in snippets(TABLE, "", [column("nr", "string")]))
