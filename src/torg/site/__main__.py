"""The ``torg`` command: every room's ``commands.py`` adds its own; what is not called is not imported."""

import ast
import importlib
import os
import sys
from functools import cache
from typing import Any

import click

from torg import __version__
from torg.foundation.problems import Refusal
from torg.site.rooms import folder, rooms_with

PREFIX = "command_"


class Rooms(click.Group):
    """Finds a command by a name in the source, so that one command costs the import of one room."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_places())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _places():
            return None
        module, attribute = _places()[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return _with_home(command)


class Hub:
    """What a command gets: the hub of its home, opened when it asks for it."""

    def open(self) -> None:
        """Create what the home needs and set Django up; only then may models be imported."""
        from torg.site.preparing import prepare

        prepare()

    def look(self) -> None:
        """Set Django up on the home as it is: nothing is created, no table is brought up to date."""
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "torg.site.settings")
        django.setup()


@cache
def _places() -> dict[str, tuple[str, str]]:
    """Module and attribute of each command, by the command's name."""
    found = {}
    for room in (*rooms_with("commands.py"), "torg.site"):
        tree = ast.parse((folder(room) / "commands.py").read_text(encoding="utf-8"))
        for attribute in (name for node in tree.body for name in _offered(node)):
            found[attribute.removeprefix(PREFIX).replace("_", "-")] = (f"{room}.commands", attribute)
    return found


def _offered(node: ast.stmt) -> list[str]:
    """What a statement offers: a function named ``command_...``, or the names in a list ``COMMANDS``."""
    match node:
        case ast.FunctionDef(name=name) if name.startswith(PREFIX):
            return [name]
        case ast.Assign(targets=[ast.Name(id="COMMANDS")], value=ast.List(elts=listed)):
            return [one.id for one in listed if isinstance(one, ast.Name)]
    return []


def _with_home(command: click.Command) -> click.Command:
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _with_home(inner)
    elif not any(parameter.name == "home" for parameter in command.params):
        command.params.append(
            click.Option(
                ["--home"],
                metavar="DIR",
                help="Folder of the hub (or TORG_HOME). [default: torg-home]",
                callback=_use_home,
                expose_value=False,
                is_eager=True,
            )
        )
    return command


def _use_home(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value:
        os.environ["TORG_HOME"] = os.path.abspath(value)


@click.group(cls=Rooms, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="torg")
@click.pass_context
def torg(context: click.Context) -> None:
    """The shared square for municipal open data.

    \b
    torg read FILE              look into a file: what it is, what we would do with it
    torg publish FILE ...       make it a public dataset, here or on another hub
    torg serve                  pages, data API and background jobs of this hub
    torg demo                   an invented region, to try everything with
    """
    context.obj = Hub()


def main(arguments: list[str] | None = None, **options: Any) -> None:
    """A refusal is one sentence on the error output and exit code 3, never a traceback."""
    try:
        torg.main(arguments, prog_name="torg", **options)
    except Refusal as refusal:
        click.echo(refusal.problem.sentence(), err=True)
        sys.exit(3)


if __name__ == "__main__":
    main()
