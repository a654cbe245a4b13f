"""``torg check``: whether a file follows the rules of a specification, in words, as JSON, as a page or as a list."""

import json
import sys
import tempfile
from pathlib import Path

import click

from torg.foundation.language import sentence
from torg.foundation.problems import Refusal

from .model import Specification

MUST_WAIT, WRONG_USE, REFUSED = 1, 2, 3
EVERY_LINE = 1_000_000
LANGUAGES = ("en", "sv", "da", "de", "fr", "pl")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--spec", metavar="ID|SCHEMA.json", help="A list of the hub, or a file of rules. Without it: recognised.")
@click.option("--version", "version", metavar="VERSION", help="Of the list; without it the newest.")
@click.option(
    "--lang", default="en", show_default=True, type=click.Choice(LANGUAGES), help="Language of the sentences."
)
@click.option("--json", "form", flag_value="json", help="The report as JSON (docs/reuse/check-report.md).")
@click.option("--html", "form", flag_value="html", help="The report as one page to print or to send.")
@click.option("--csv", "form", flag_value="csv", help="Every problem, a line each.")
@click.option("--sheet", "--layer", "layer", metavar="NAME", help="The sheet or table to check.")
def check(file: Path, spec: str | None, version: str | None, lang: str, form: str | None, layer: str | None) -> None:
    """Say whether a FILE follows the rules for its list, what was put right, and which rows have to wait.

    \b
    torg check badplatser.csv --spec bathing-places --lang sv
    torg check badplatser.csv --spec schema.json --html > report.html

    \b
    Exit codes: 0 no row has to wait · 1 rows have to wait · 2 wrong use of the command
                3 the file or the rules were refused
    """
    from .apart import check_apart  # starts fast for --help; DuckDB is loaded in the child only

    try:
        candidates = _candidates(spec, version, lang)
        with tempfile.TemporaryDirectory(prefix="torg-check-") as folder:
            verdict = check_apart(
                file, file.name, specification=candidates[0] if spec else None, candidates=candidates, layer=layer,
                into=Path(folder),
            )  # fmt: skip
            chosen = next(
                one for one in candidates if (one.id, one.version) == (verdict.specification, verdict.version)
            )
            _say(form, verdict, file.name, chosen, lang)
    except Refusal as refusal:
        _refuse(refusal, lang, as_json=form == "json")
    sys.exit(0 if verdict.passes else MUST_WAIT)


def _candidates(spec: str | None, version: str | None, language: str) -> tuple[Specification, ...]:
    from .collection import library

    if spec is None:
        return tuple(library())
    if Path(spec).is_file():
        from .loading import load

        return (load(Path(spec)),)
    found = library().get(spec, version)
    if found is None:
        raise click.BadParameter(sentence("check.no_rules", {"value": spec}, language), param_hint="--spec")
    return (found,)


def _say(form: str | None, verdict: object, name: str, specification: Specification, language: str) -> None:
    from .found import Verdict
    from .saying import page, plain, report_of, sheet

    assert isinstance(verdict, Verdict)  # noqa: S101
    report = report_of(verdict, name, specification, language, lines=EVERY_LINE if form == "csv" else 1_000)
    if form == "json":
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    elif form == "html":
        click.echo(page(report))
    elif form == "csv":
        for line in sheet(report):
            click.echo(line, nl=False)
    else:
        click.echo(plain(report))


def _refuse(refusal: Refusal, language: str, *, as_json: bool) -> None:
    problem = refusal.problem
    if as_json:
        facts = {key: str(value) for key, value in problem.facts.items()}
        said = {"code": problem.code, "sentence": problem.sentence(language), "facts": facts}
        click.echo(json.dumps({"refused": said}, ensure_ascii=False))
    else:
        click.echo(problem.sentence(language), err=True)
    sys.exit(REFUSED)


COMMANDS = [check]
