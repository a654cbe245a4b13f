"""``torg specification``: the rules of this hub on the command line."""

import sys
from pathlib import Path
from typing import Any

import click

BY = "command line"


@click.group("specification")
def specification() -> None:
    """Rules for lists: see which there are, add your own, adopt or retire them."""


@specification.command("list")
@click.pass_obj
def list_them(hub: Any) -> None:
    """All that this hub knows, and the state of its own."""
    hub.open()
    from . import queries

    known = queries.known()
    for name in known.ids():
        for one in known.versions(name):
            click.echo(f"{one.id} {one.version}  {one.status}  {one.label()}")


@specification.command("add")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--adopt", is_flag=True, help="Adopt it at once.")
@click.pass_obj
def add(hub: Any, file: Path, adopt: bool) -> None:
    """Add rules from FILE: our own YAML, Table Schema or CSVW. They are a draft until they are adopted."""
    hub.open()
    from torg.foundation.problems import Refusal

    from . import actions

    try:
        row = actions.begin(by=BY, text=file.read_text(encoding="utf-8-sig", errors="replace"), name=file.name)
        if adopt:
            actions.adopt(by=BY, row=row)
    except Refusal as refusal:
        for problem in refusal.problems:
            click.echo(problem.sentence(), err=True)
        sys.exit(3)
    click.echo(f"{row.identifier} {row.version} is {'adopted' if adopt else 'a draft'}.")


@specification.command("adopt")
@click.argument("name")
@click.argument("version")
@click.pass_obj
def adopt(hub: Any, name: str, version: str) -> None:
    """Adopt the draft NAME VERSION: it stays as it is from now on."""
    _become(hub, name, version, "adopt")


@specification.command("retire")
@click.argument("name")
@click.argument("version")
@click.pass_obj
def retire(hub: Any, name: str, version: str) -> None:
    """Retire the adopted NAME VERSION: no file is recognised by it any more."""
    _become(hub, name, version, "retire")


def _become(hub: Any, name: str, version: str, what: str) -> None:
    hub.open()
    from torg.foundation.problems import Refusal

    from . import actions
    from .models import OwnSpecification

    row = OwnSpecification.objects.filter(identifier=name, version=version).first()
    if row is None:
        raise click.BadParameter(f"this hub has added no {name} {version}")
    try:
        getattr(actions, what)(by=BY, row=row)
    except Refusal as refusal:
        click.echo(refusal.problem.sentence(), err=True)
        sys.exit(3)


COMMANDS = [specification]
