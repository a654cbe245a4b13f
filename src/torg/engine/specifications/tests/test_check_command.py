"""``torg check`` as a person or a program uses it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from torg.engine.specifications.commands import check
from torg.foundation.shipped import shipped

BATHING = shipped("specifications") / "bathing-places" / "1.0"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(check, [str(argument) for argument in arguments])


def test_a_conforming_file_is_recognised_and_fine() -> None:
    result = run(BATHING / "example.csv")
    assert result.exit_code == 0
    assert "“Bathing places”" in result.output


def test_rows_that_wait_end_with_1() -> None:
    result = run(BATHING / "mistakes" / "3-no-name.csv", "--spec", "bathing-places", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["waiting"] == 1


def test_what_was_put_right_does_not_wait() -> None:
    result = run(BATHING / "mistakes" / "1-decimal-comma.csv", "--spec", "bathing-places", "--csv")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "row,column,field,code,level,value,fix,sentence"


def test_a_schema_file_is_a_specification_too(tmp_path: Path) -> None:
    rules, path = tmp_path / "schema.json", tmp_path / "list.csv"
    rules.write_text('{"$schema": "x", "fields": [{"name": "a", "type": "integer"}, {"name": "b", "type": "string"}]}')
    path.write_text("a;b\n1;x\ny;z\n")
    result = run(path, "--spec", rules, "--html")
    assert result.exit_code == 1
    assert result.stdout.startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv", "Välj ett: sjö, hav, vattendrag eller bassäng."),
        ("da", "Vælg en: sø, hav, å eller bassin."),
        ("pl", "Do wyboru: jezioro, morze, rzeka lub basen."),
    ],
)
def test_a_clerk_chooses_among_words_of_the_own_language(language: str, said: str) -> None:
    result = run(BATHING / "mistakes" / "6-unknown-water.csv", "--spec", "bathing-places", "--lang", language)
    assert said in result.stdout


def test_a_list_that_is_not_there_is_said_in_the_language_asked_for() -> None:
    assert (
        "Det finns ingen lista som heter ”nope”."
        in run(BATHING / "example.csv", "--spec", "nope", "--lang", "sv").output
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("--lang", "xx"), 2), (("--spec", "no-such-list"), 2), (("--sheet", "Blad9"), 3), (("--nonsense",), 2)],
)
def test_wrong_use_and_refusals_have_codes_of_their_own(arguments: tuple[str, ...], code: int) -> None:
    assert run(BATHING / "example.csv", *arguments).exit_code == code


def test_a_refusal_is_json_where_json_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_text("")
    result = run(path, "--spec", "bathing-places", "--json")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["refused"]["code"] == "file.empty"
