"""``torg read``: what a file holds, in words or as JSON, without publishing anything."""

import json
import sys
import tempfile
from pathlib import Path

import click

from torg.foundation.language import sentence
from torg.foundation.problems import Refusal

from . import plain
from .answers import NOTHING_SAID, Answers
from .outcome import FAULT
from .report import Report

OURS, WRONG_USE, REFUSED, UNREACHED = 1, 2, 3, 5
"""Exit codes, the same as of ``torg publish``."""

_WRONG = ("fetch.address", "answer.no_json", "answer.unreadable", "answer.long")
_CODES = (
    {FAULT: OURS}
    | dict.fromkeys(_WRONG, WRONG_USE)
    | dict.fromkeys(
        ("fetch.unknown_host", "fetch.unreachable", "fetch.status", "fetch.redirects", "fetch.slow"), UNREACHED
    )
)


@click.command()
@click.argument("source", metavar="FILE|URL")
@click.option("--json", "as_json", is_flag=True, help="The report as JSON (docs/reuse/read-report.md).")
@click.option(
    "--sheet",
    "--layer",
    "sheet",
    metavar="NAME",
    help="The sheet or table to read; without it the one with the most data.",
)
@click.option(
    "--answers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.json",
    help="Answers to what only a person can tell (docs/reuse/read-report.md).",
)
@click.option("--rows", type=click.IntRange(0), default=5, show_default=True, help="How many rows to show.")
def read(source: str, as_json: bool, sheet: str | None, answers: Path | None, rows: int) -> None:
    """Say what is in a FILE or at a web address: columns, types, what was left out, cells that do not fit.

    \b
    torg read badplatser.xlsx
    torg read https://data.example.org/trees.csv --json --rows 100
    torg read badplatser.xlsx --answers answers.json

    \b
    Exit codes: 0 understood · 1 our fault · 2 wrong use of the command · 3 the file was refused
                5 nothing was found at the address
    """
    try:
        report = _report(source, sheet, rows, Answers.from_text(answers.read_bytes()) if answers else NOTHING_SAID)
    except Refusal as refusal:
        _refuse(refusal, as_json)
    else:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2) if as_json else plain.text(report))


def _report(source: str, sheet: str | None, rows: int, answers: Answers) -> Report:
    from .apart import understand_apart  # starts fast for --help; DuckDB is loaded in the child only

    if "://" not in source:
        path = Path(source)
        if not path.is_file():
            raise click.BadParameter(sentence("publish.no_file", {"value": source}), param_hint="FILE|URL")
        return understand_apart(path, path.name, layer=sheet, sample=rows, answers=answers)
    from torg.foundation.fetch import fetch

    with tempfile.TemporaryDirectory(prefix="torg-read-") as folder:
        fetched = fetch(source, Path(folder) / "fetched")
        return understand_apart(fetched.path, fetched.name, layer=sheet, sample=rows, answers=answers)


def _refuse(refusal: Refusal, as_json: bool) -> None:
    problem = refusal.problem
    if as_json:
        facts = {key: str(value) for key, value in problem.facts.items()}
        click.echo(json.dumps({"refused": {"code": problem.code, "sentence": problem.sentence(), "facts": facts}}))
    else:
        click.echo(problem.sentence(), err=True)
    sys.exit(_CODES.get(problem.code, REFUSED))


COMMANDS = [read]
