import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from torg.site.__main__ import Rooms, torg
from torg.site.tests.conftest import TORG, environment

COMMANDS = {"createadmin", "createtoken", "hub", "organisation", "places", "publish", "read", "serve"}


def every_command() -> list[click.Command]:
    context = click.Context(torg)
    assert isinstance(torg, Rooms)
    found: list[click.Command] = []
    for name in torg.list_commands(context):
        command = torg.get_command(context, name)
        assert command is not None
        found += list(command.commands.values()) if isinstance(command, click.Group) else [command]
    return found


def test_every_room_adds_its_commands() -> None:
    assert set(torg.list_commands(click.Context(torg))) >= COMMANDS


def test_every_command_takes_a_home_and_explains_itself_and_its_options() -> None:
    for command in every_command():
        options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
        assert command.help, command.name
        assert any("--home" in option.opts for option in options), command.name
        assert all(option.help for option in options if option.name != "kind"), command.name


@pytest.mark.parametrize("option", ["--sheet", "--layer"])
@pytest.mark.parametrize(("command", "words", "name"), [("read", [], "sheet"), ("publish", ["--org", "a"], "layer")])
def test_a_sheet_is_named_by_either_word(command: str, words: list[str], name: str, option: str) -> None:
    found = torg.get_command(click.Context(torg), command)
    assert found is not None
    assert found.make_context(command, ["trees.xlsx", *words, option, "Trees"]).params[name] == "Trees"


@pytest.mark.parametrize("words", [["--help"], ["read", "--help"], ["publish", "--help"], ["serve", "--help"]])
def test_help_and_reading_a_file_load_no_django(words: list[str]) -> None:
    code = f"""
import sys
from torg.site.__main__ import main
try:
    main({words!r})
except SystemExit:
    pass
print(sorted({{"django", "torg.catalogue.people.models"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip().splitlines()[-1] == "[]", done.stdout


def test_help_creates_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [str(TORG), "publish", "--help"], cwd=tmp_path, env=environment(tmp_path / "home"), timeout=60
    )
    assert done.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_a_home_is_made_once_and_an_admin_is_made_once(tmp_path: Path) -> None:
    settings = environment(tmp_path / "ignored", TORG_ADMIN_PASSWORD="a long password")
    words = [str(TORG), "createadmin", "astrid@example.org", "--home", str(tmp_path / "home")]
    first, again = (subprocess.run(words, env=settings, capture_output=True, text=True, timeout=60) for _ in range(2))
    assert (first.returncode, again.returncode) == (0, 0), first.stderr
    assert ("now" in first.stdout, "already" in again.stdout) == (True, True)
    assert not (tmp_path / "ignored").exists()


def test_a_refusal_is_one_sentence_and_no_traceback(tmp_path: Path) -> None:
    words, settings = [str(TORG), "organisation", "Å torp"], environment(tmp_path / "home")
    done = subprocess.run(words, env=settings, capture_output=True, text=True, timeout=60)
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "a-torp" in done.stderr


def test_the_exit_codes_of_the_help_stand_in_the_manual() -> None:
    manual = Path(__file__).parents[4] / "docs" / "publish" / "command-line.md"
    text = manual.read_text(encoding="utf-8")
    command = torg.get_command(click.Context(torg), "publish")
    assert command is not None
    assert command.help is not None
    for code in re.findall(r"(?:Exit codes:|·|\n\s+)\s*(\d) ", command.help):
        assert f"| {code} |" in text
    assert os.path.getsize(manual) > 500
