"""A publication in words for a terminal: how far it is, and the report at its end."""

import sys
from typing import Any

import click

from torg.foundation.language import codes, sentence

Shown = dict[str, Any]

_WIDTH = 24
_MOST = 20


class Bar:
    """One line on the error output that is written over; silent where nobody looks at it."""

    def __init__(self) -> None:
        self._on = sys.stderr.isatty()
        self._last = ""

    def show(self, stage: str, done: int = 0, total: int | None = None) -> None:
        line = _line(stage, done, total)
        if self._on and line != self._last:
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()
            self._last = line

    def end(self) -> None:
        if self._on and self._last:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _line(stage: str, done: int, total: int | None) -> str:
    code = f"stage.{stage or 'waiting'}"
    words = sentence(code, {}) if code in codes() else stage
    if not total:
        return f"{words} …"
    filled = min(_WIDTH, _WIDTH * done // total)
    return f"[{'#' * filled}{' ' * (_WIDTH - filled)}] {words} ({done:,} / {total:,})".replace(",", " ")


def report(shown: Shown) -> None:
    """What was found, what was done, what was left out, what is open; then where it is, or why it is nowhere."""
    if shown["report"]:
        _all_tables(shown["report"])
    if shown["problem"]:
        click.secho(shown["problem"]["sentence"], fg="red", err=True)
        for notice in shown.get("notices", ()):
            if notice["code"] == "publish.kept":
                click.echo(notice["sentence"], err=True)
    for table in shown["tables"]:
        click.echo(f"{table['slug']}: {sentence('report.version', {'count': table['version']})}")
    if shown.get("licence"):
        click.echo(f"{sentence('report.licence', {})} {shown['licence']}")
    if shown.get("page"):
        click.echo(f"{sentence('report.page', {})} {shown['page']}")
        click.echo(f"{sentence('report.rows', {})} {shown['tables'][0]['url']}")


def _all_tables(found: Shown) -> None:
    """One table after the other, each under its heading; what concerns the whole file stands at the end."""
    tables = found.get("tables", ())
    if not tables:
        _table(found)
    for place, table in enumerate(tables):
        if place:
            click.echo()
        if "problem" in table:
            click.echo(f"{table['layer']}: {table['problem']['sentence']}")
        else:
            _table({"file": table["layer"], "format": found["format"], **table})
            _list("report.notices", table["notices"], "sentence")
    if tables:
        click.echo()
    _list("report.notices", found.get("notices", ()), "sentence")


def _table(found: Shown) -> None:
    facts = {"file": found["file"], "format": found["format"], "rows": found["rows"], "columns": len(found["columns"])}
    click.echo(sentence("report.found", facts))
    for column in found["columns"]:
        kind = (_type(column["type"]), column["unit"], column["format"])
        click.echo(f"  {column['label']}: {', '.join(word for word in kind if word)}")
    _list("report.steps", found["steps"], "sentence")
    _list("report.left_out", found["left_out"], "why")
    _list("report.questions", found["questions"], "sentence")
    if found["questions"]:
        click.echo(f"  {sentence('report.unanswered', {})}")
    _list("report.problems", found["problems"], "sentence", found["problem_count"])


def _type(name: str) -> str:
    code = f"kind.{name}"
    return sentence(code, {}) if code in codes() else name  # a hub elsewhere may know more types


def _list(heading: str, items: list[Shown], words: str, count: int | None = None) -> None:
    if not items:
        return
    click.echo(sentence(heading, {"count": len(items) if count is None else count}))
    for item in items[:_MOST]:
        click.echo(f"  - {item[words]}")
    if len(items) > _MOST:
        click.echo(f"  {sentence('report.more', {'count': (count or len(items)) - _MOST})}")
