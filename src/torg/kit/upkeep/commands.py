"""Commands for whoever runs the hub: doctor, backup, restore."""

import json
import sys
from pathlib import Path

import click

from torg.foundation.home import home
from torg.foundation.language import sentence

SIGNS = {"ok": ("ok  ", "green"), "warn": ("look", "yellow"), "fail": ("act ", "red")}


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON, for a program that watches.")
@click.option("--quiet", is_flag=True, help="Show only what somebody should look at.")
@click.pass_obj
def command_doctor(hub, as_json: bool, quiet: bool) -> None:
    """Look at everything this hub needs, and say what to do where something is wrong.

    \b
    ok    works
    look  works, but somebody should look at it
    act   does not work, or will not for long

    Exit codes: 0 nothing has to be done at once · 1 something has
    """
    hub.look()
    from .examining import examine, worst

    found = examine()
    if as_json:
        facts = [{"check": f.check, "level": f.level, "code": f.problem.code, "sentence": f.sentence} for f in found]
        click.echo(json.dumps({"level": worst(found), "findings": facts}, ensure_ascii=False, indent=1))
    else:
        _show(found, quiet)
    sys.exit(1 if worst(found) == "fail" else 0)


def _show(found, quiet: bool) -> None:
    shown = [one for one in found if not (quiet and one.level == "ok")]
    for one in shown:
        sign, colour = SIGNS[one.level]
        click.echo(f"{click.style(sign, fg=colour)}  {one.check:<10} {one.sentence}")


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Compare FILE with its own digests instead of making it.")
@click.pass_obj
def command_backup(hub, file: Path, check: bool) -> None:
    """Write everything this hub keeps into FILE, while it serves.

    Datasets and their versions, originals, accounts, jobs, letters, the key that signs. What can be made anew
    is not in it. FILE is as secret as the home itself.

    Exit codes: 0 done · 1 done, but something was missing or damaged · 3 not done
    """
    if check:
        _verify(file)
        return
    hub.look()
    from .backing_up import back_up

    if not home().database_url and not home().catalogue.is_file():
        raise click.UsageError(sentence("backup.no_home", {"value": str(home().folder)}))
    made = back_up(home(), file)
    for problem in made.problems:
        click.secho(problem.sentence(), fg="red", err=True)
    click.echo(sentence("backup.made", {"value": str(file), "count": made.files, "bytes": _size(made.bytes)}))
    click.echo(f"sha256 of its manifest: {made.digest}")
    sys.exit(1 if made.problems else 0)


def _verify(file: Path) -> None:
    from .archive import Reader

    with Reader(file) as reader:
        reader.verify()
        facts = {"value": file.name, "count": len(reader.members), "bytes": _size(reader.bytes)}
        click.echo(sentence("backup.whole", {**facts, "made": str(reader.header.get("made", "?"))}))
        click.echo(f"sha256 of its manifest: {reader.digest}")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def command_restore(hub, file: Path) -> None:
    """Make the hub in FILE, written by torg backup, anew in an empty home.

    Every file is compared with its digest before the home gets its name. A backup of an older version is brought
    up to date; one of a newer version is refused.
    """
    from .archive import Reader

    with Reader(file) as reader:
        hub.look()
        from .restoring import restore

        restore(home(), reader)
    hub.open()
    from .examining import examine
    from .registry import make_anew

    make_anew()
    click.echo(sentence("restore.done", {"value": str(home().folder)}))
    _show(examine(), quiet=True)


def _size(count: int) -> str:
    return f"{count / 1_000_000:,.1f} MB"
