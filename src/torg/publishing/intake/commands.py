"""The command that makes a file public."""

import json
import sys
from pathlib import Path

import click

from torg.engine.understanding import Answers
from torg.foundation.language import sentence
from torg.foundation.problems import Refusal

from . import remote
from .showing import Bar, Shown, report
from .sources import HandedFile, WebAddress, keep_meanwhile

FAULT, REFUSED, CONFLICT, UNREACHABLE = 1, 3, 4, 5


@click.command("publish")
@click.argument("source", metavar="FILE|URL")
@click.option("--org", "organisation", required=True, metavar="SLUG", help="Short name of the organisation.")
@click.option("--title", default="", help="Title of the dataset; needed unless --dataset exists already.")
@click.option("--dataset", default="", metavar="SLUG", help="Publish to this dataset: a new version of it.")
@click.option(
    "--layer",
    "--sheet",
    "layer",
    default="",
    metavar="NAME",
    help="The sheet or layer to take, if not the obvious one.",
)
@click.option(
    "--spec", default="", metavar="ID", help="Rules to check the list against, such as bathing-places; none for none."
)
@click.option(
    "--licence", default="", metavar="CODE", help="Such as CC0-1.0 or CC-BY-4.0. [default: the organisation's]"
)
@click.option("--description", default="", help="One or two sentences about the dataset.")
@click.option(
    "--language", default="", metavar="CODE", help="Language of the title, such as sv. [default: the first of the hub]"
)
@click.option(
    "--answers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.json",
    help="Answers to what only a person can tell (docs/reuse/read-report.md).",
)
@click.option("--hub", "address", default="", metavar="URL", help="Publish on this hub instead of the one at --home.")
@click.option("--token", default="", envvar="TORG_TOKEN", help="Token for --hub (or TORG_TOKEN); see torg createtoken.")
@click.pass_obj
def command_publish(
    hub, source: str, address: str, token: str, organisation: str, answers: Path | None, **said: str
) -> None:
    """Make FILE (or what a web address answers) a public dataset.

    \b
    torg publish bathing-places.xlsx --org atorp --title "Bathing places"
    torg publish bathing-places-2027.xlsx --org atorp --dataset bathing-places
    torg publish https://example.org/trees.csv --org atorp --title Trees

    \b
    Exit codes: 0 published · 1 our fault · 2 wrong use of the command · 3 the file was refused
                4 the hub refused the request (title taken, token) · 5 the hub was not reached
    """
    if "://" not in source and not Path(source).is_file():
        raise click.BadParameter(sentence("publish.no_file", {"value": source}), param_hint="FILE")
    told = _told(answers)
    bar = Bar()
    try:
        if address:
            shown = remote.publish(
                address, token, source, {"organisation": organisation, **_said(said), **_written(told)}, bar.show
            )
        else:
            handed = (
                WebAddress(source) if "://" in source else keep_meanwhile(HandedFile(Path(source), Path(source).name))
            )
            hub.open()
            from .here import publish_here  # Django is set up only now

            shown = publish_here(handed, organisation, said, told, bar.show)
    except remote.Refused as refused:
        _end(bar, str(refused), CONFLICT)
    except remote.Unreachable as gone:
        _end(bar, sentence("hub.unreachable", {"value": str(gone)}), UNREACHABLE)
    bar.end()
    report(shown)
    sys.exit(_code(shown))


def _told(answers: Path | None) -> Answers:
    try:
        return Answers() if answers is None else Answers.from_text(answers.read_bytes())
    except Refusal as refusal:
        raise click.BadParameter(refusal.problem.sentence(), param_hint="--answers") from refusal


def _said(said: dict[str, str]) -> dict[str, str]:
    """A hub of an older release does not know of rules: it is told of them only where somebody names some."""
    return {name: value for name, value in said.items() if value or name != "spec"}


def _written(told: Answers) -> dict[str, str]:
    """As a field of the form, where something was answered."""
    return {"answers": json.dumps(told.as_json())} if told else {}


def _end(bar: Bar, words: str, code: int) -> None:
    bar.end()
    click.secho(words, fg="red", err=True)
    sys.exit(code)


def _code(shown: Shown) -> int:
    return {"public": 0, "refused": REFUSED}.get(shown["state"], FAULT)
